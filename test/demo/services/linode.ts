import { startLinodeSimulator } from '#test/simulators/linode/index'
import { DAY, type PlantedService } from './service.ts'

/** Ada at Linode, where a token says how its secret begins, so that Keyrack knows its own one. */
export async function plantLinode(now: () => number): Promise<PlantedService> {
  const simulator = await startLinodeSimulator({ now })
  const { state } = simulator
  const at = now()
  const ada = state.addUser('ada-example')
  for (const [label, scopes, made, ends] of [
    ['terraform', 'linodes:read_write firewall:read_write events:read_only', 150, 30],
    ['cluster autoscaler', 'linodes:read_write lke:read_write', 20, 4],
    ['DNS from CI', 'domains:read_write', 400, null],
  ] as const) {
    const expiry = ends === null ? null : at + ends * DAY
    state.note(
      'token_create',
      state.addToken(ada, { label, scopes, created: at - made * DAY, expiry }),
      at - made * DAY,
    )
  }
  const { value } = state.addToken(ada, { label: 'Keyrack', created: at - 3 * DAY, expiry: at + 90 * DAY })
  return {
    provider: 'linode',
    name: 'Linode',
    origin: simulator.origin,
    credential: value,
    says: '',
    close: () => simulator.close(),
  }
}
