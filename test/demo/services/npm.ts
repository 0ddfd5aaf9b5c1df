import { startNpmSimulator } from '#test/simulators/npm/index'
import { DAY, type PlantedService } from './service.ts'

/** Ada's session at a registry that asks for her password, and for a one-time code. */
export async function plantNpm(now: () => number): Promise<PlantedService> {
  const simulator = await startNpmSimulator({ now })
  const { state } = simulator
  const at = now()
  const ada = state.addUser('ada-example')
  ada.oneTimeCode = '123456'
  for (const [name, made, used, ends, canWrite] of [
    ['CI install', 80, 0.1, 10, false],
    ['publish from CI', 20, 3, 5, true],
    ['mirror', 200, 1, null, false],
    ['trying out', 90, null, -30, true],
  ] as const) {
    state.addToken(ada, {
      name,
      created: at - made * DAY,
      accessed: used === null ? null : at - used * DAY,
      expiry: ends === null ? null : at + ends * DAY,
      canWrite,
    })
  }
  return {
    provider: 'npm',
    name: 'npm registry',
    origin: simulator.origin,
    credential: state.signIn(ada),
    says: `Making a token asks for the password ${ada.password}, and every change for the one-time code ${ada.oneTimeCode}.`,
    close: () => simulator.close(),
  }
}
