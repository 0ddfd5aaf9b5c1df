import { startGrafbaseSimulator } from '#test/simulators/grafbase/index'
import { DAY, type PlantedService } from './service.ts'

/** Ada owns an organization with two graphs, on a platform of its own. */
export async function plantGrafbase(now: () => number): Promise<PlantedService> {
  const simulator = await startGrafbaseSimulator({ now })
  const { state } = simulator
  const at = now()
  const ada = state.addUser({ name: 'Ada Example', email: 'ada@example.com' })
  const acme = state.addOrganization({ slug: 'acme-example', name: 'Acme Example' })
  state.addMember(acme, ada, 'OWNER')
  const shop = state.addGraph(acme, 'shop')
  state.addGraph(acme, 'search')
  const token = (name: string, made: number, ends: number | null) => ({
    name,
    createdAt: at - made * DAY,
    expiresAt: ends === null ? null : at + ends * DAY,
  })
  state.addToken({ user: ada }, token('grafbase login', 80, 25))
  state.addToken({ user: ada }, token('playground', 200, -20))
  state.addToken({ organization: acme }, { ...token('publish schema', 60, 4), graphScopes: [shop] })
  state.addToken({ organization: acme }, token('gateway', 300, null))
  return {
    provider: 'grafbase',
    name: 'Grafbase',
    origin: simulator.origin,
    credential: state.addToken({ user: ada }, token('Keyrack', 9, 120)).jwt,
    says: '',
    close: () => simulator.close(),
  }
}
