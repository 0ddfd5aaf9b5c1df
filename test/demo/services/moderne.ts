import { startModerneSimulator } from '#test/simulators/moderne/index'
import { DAY, HOUR, type PlantedService } from './service.ts'

const ada = 'ada@example.com'
const bob = 'bob@example.com'

/** Ada administers a tenant in which Bob works. */
export async function plantModerne(now: () => number): Promise<PlantedService> {
  const simulator = await startModerneSimulator({ now })
  const { state } = simulator
  const at = now()
  state.addUser({ email: ada, username: 'ada', role: 'ADMIN' })
  state.addUser({ email: bob, username: 'bob', lastActive: at - 3 * DAY })
  state.addConnector({ nickname: 'acme', maxExpiryDays: 365 })
  const token = (description: string, made: number, ends: number | null) => ({
    description,
    created: at - made * DAY,
    expiresAt: ends === null ? null : at + ends * DAY,
  })
  state.addToken(ada, token('mod on the laptop', 30, 6))
  state.addToken(ada, token('weekly recipes', 200, 150))
  state.addToken(bob, token('IDE', 300, null))
  state.addToken(bob, token('migration to Java 25', 100, -8))
  for (const [user, target, action, actionType, ago] of [
    [ada, ada, 'Create access token', 'CREATE', 9 * DAY],
    [bob, bob, 'Create access token', 'CREATE', 4 * DAY],
    [ada, 'acme', 'Update connector', 'UPDATE', 30 * HOUR],
    [bob, 'org.openrewrite.java.migrate', 'Run recipe', 'CREATE', 2 * HOUR],
  ] as const) {
    state.record({ user, target, action, actionType, timestamp: at - ago })
  }
  return {
    provider: 'moderne',
    name: 'Moderne',
    origin: simulator.origin,
    credential: state.addToken(ada, token('Keyrack', 9, 90)).value,
    says: '',
    close: () => simulator.close(),
  }
}
