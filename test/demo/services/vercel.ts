import { startVercelSimulator } from '#test/simulators/vercel/index'
import { DAY, type PlantedService } from './service.ts'

/** Ada at Vercel, which knows that one of her tokens was found in public. */
export async function plantVercel(now: () => number): Promise<PlantedService> {
  const simulator = await startVercelSimulator({ now })
  const { state } = simulator
  const at = now()
  const ada = state.addUser('ada-example')
  const leaked = { at: at - 2 * DAY, url: 'https://code.example/ada/site/blob/main/.env.local' }
  for (const [name, made, used, ends, more] of [
    ['preview comments', 210, 1, 40, {}],
    ['site deploys', 90, 3, null, { leaked }],
    ['acme team only', 30, 12, 5, { teamId: 'team_acme' }],
  ] as const) {
    const expiresAt = ends === null ? null : at + ends * DAY
    state.addToken(ada, { name, createdAt: at - made * DAY, activeAt: at - used * DAY, expiresAt, ...more })
  }
  const { value } = state.addToken(ada, { name: 'Keyrack', createdAt: at - 3 * DAY, expiresAt: at + 90 * DAY })
  return {
    provider: 'vercel',
    name: 'Vercel',
    origin: simulator.origin,
    credential: value,
    says: '',
    close: () => simulator.close(),
  }
}
