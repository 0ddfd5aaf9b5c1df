// A process of its own, so that what the simulators compute blocks nothing that is measured. It starts as many simulators of
// Gitpod as its first argument says, with as many people in each as the second and as many tokens of each as the third.
import { FakeClock } from '#test/support/fake-clock'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import type { FleetOrder, Person } from './fleet.ts'

const day = 86_400_000
const now = new FakeClock().now()
const [simulatorCount = 0, peopleEach = 0, tokensEach = 0] = process.argv.slice(2).map(Number)

const simulators = await Promise.all(
  Array.from({ length: simulatorCount }, () => startGitpodSimulator({ now: () => now })),
)
const people = simulators.flatMap((simulator) =>
  Array.from({ length: peopleEach }, (_, number): Person => ({
    origin: simulator.origin,
    credential: plant(simulator, number),
  })),
)

process.on('message', ({ latencyMs, hanging }: FleetOrder) => {
  let served = 0
  for (const { origin, faults, requests } of simulators) {
    served += requests.length
    requests.length = 0
    faults.clear()
    if (origin === hanging) faults.add({ fault: { kind: 'hang' }, times: Infinity })
    else if (latencyMs > 0) faults.add({ fault: { kind: 'latency', ms: latencyMs }, times: Infinity })
  }
  process.send?.(served)
})
process.on('disconnect', () => process.exit(0))
process.send?.(people)

/** Plants a person with tokens, and gives the one that signs in. */
function plant({ state }: GitpodSimulator, number: number): string {
  const { id } = state.addUser({ name: `person-${number}` })
  const planted = { expirationTime: now + 90 * day, scopes: FULL_ACCESS, createdAt: now - day }
  for (let at = 1; at < tokensEach; at += 1) state.addToken(id, { ...planted, name: `token ${at}` })
  return state.addToken(id, { ...planted, name: 'Keyrack' }).value
}
