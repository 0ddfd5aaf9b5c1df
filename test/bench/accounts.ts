import { createProviders } from '#main/providers/index'
import { AppWorld, type Run } from '#test/support/app-world'
import { FakeClock } from '#test/support/fake-clock'
import { loopbackHttp } from '#test/support/loopback-http'
import { mostAtOnce } from '#main/providers/kit/at-once'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import type { Bench, Measurement } from './support/measurement.ts'
import { median } from './support/statistics.ts'

const accounts = 50
/** Three pages, so that an account is five calls. */
const tokensEach = 250
const latencyMs = 200
/** Each round lasts some ten seconds, nearly all of them waiting: they differ little. */
const mostRounds = 5
const day = 86_400_000

/** Refreshing many accounts over a slow network: on origins of their own, and all on one. */
export const manyAccounts: Measurement = {
  name: 'accounts',
  async run(bench) {
    bench.say(`accounts: ${accounts} of ${tokensEach} tokens each, ${latencyMs} ms latency`)
    const rounds = Math.min(bench.pairs, mostRounds)
    const spread = await onManyOrigins(bench, rounds)
    const together = await onOneOrigin(rounds)
    return {
      figures: [
        {
          name: `${accounts} instances on ${accounts} origins`,
          value: median(spread.all) / Math.max(...spread.alone),
          unit: 'x',
          target: 1.3,
          note: `${median(spread.all).toFixed(0)} ms; the slowest alone took ${Math.max(...spread.alone).toFixed(0)} ms`,
        },
        {
          name: `the others, while one of ${accounts} never answers`,
          value: median(spread.besidesOne) / median(spread.all),
          unit: 'x',
          target: 1.1,
          note: `${median(spread.besidesOne).toFixed(0)} ms until every other account was listed`,
        },
        {
          name: `${accounts} accounts on one origin`,
          value: median(together.all) / together.ideal,
          unit: 'x',
          target: 1.2,
          note: `${together.calls} calls, ${mostAtOnce} at once, take ${together.ideal.toFixed(0)} ms at least`,
        },
      ],
      samples: {
        'accounts, one alone, ms': spread.alone,
        'accounts on origins of their own, ms': spread.all,
        'accounts on origins of their own, one hanging, ms': spread.besidesOne,
        'accounts on one origin, ms': together.all,
      },
    }
  },
}

async function onManyOrigins(bench: Bench, rounds: number) {
  const simulators = await Promise.all(Array.from({ length: accounts }, () => simulator()))
  const { run, ids } = await appWith(simulators.map((one) => ({ simulator: one, credential: person(one, 0) })))
  slow(simulators)
  try {
    const alone: number[] = []
    for (const id of ids.slice(0, rounds)) alone.push(await timed(() => refreshed(run, [id])))
    const all: number[] = []
    const besidesOne: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      bench.say(`accounts: round ${round + 1} of ${rounds}`)
      all.push(await timed(() => refreshed(run, ids)))
      besidesOne.push(await whileOneHangs(run, ids, simulators[0]!))
    }
    return { alone, all, besidesOne }
  } finally {
    await close(run, simulators)
  }
}

async function whileOneHangs(run: Run, [hanging, ...others]: readonly string[], simulator: GitpodSimulator) {
  simulator.faults.clear()
  simulator.faults.add({ fault: { kind: 'hang' }, times: Infinity })
  const jobId = crypto.randomUUID()
  const stuck = run.call['inventory.refresh']({ accountId: hanging ?? null, jobId }).catch(() => undefined)
  const took = await timed(() => refreshed(run, others))
  await run.call['job.cancel']({ jobId })
  await stuck
  slow([simulator])
  return took
}

async function onOneOrigin(rounds: number) {
  const one = await simulator()
  const people = Array.from({ length: accounts }, (_, number) => ({ simulator: one, credential: person(one, number) }))
  const { run, ids } = await appWith(people)
  slow([one])
  try {
    const all: number[] = []
    one.requests.length = 0
    for (let round = 0; round < rounds; round += 1) all.push(await timed(() => refreshed(run, ids)))
    const calls = one.requests.length / rounds
    return { all, calls, ideal: Math.ceil(calls / mostAtOnce) * latencyMs }
  } finally {
    await close(run, [one])
  }
}

function simulator(): Promise<GitpodSimulator> {
  const now = new FakeClock().now()
  return startGitpodSimulator({ now: () => now })
}

function slow(simulators: readonly GitpodSimulator[]): void {
  for (const { faults } of simulators) {
    faults.clear()
    faults.add({ fault: { kind: 'latency', ms: latencyMs }, times: Infinity })
  }
}

/** Plants a person with tokens, and gives the one that signs in. */
function person({ state }: GitpodSimulator, number: number): string {
  const now = new FakeClock().now()
  const { id } = state.addUser({ name: `person-${number}` })
  const planted = { expirationTime: now + 90 * day, scopes: FULL_ACCESS, createdAt: now - day }
  for (let at = 1; at < tokensEach; at += 1) state.addToken(id, { ...planted, name: `token ${at}` })
  return state.addToken(id, { ...planted, name: 'Keyrack' }).value
}

async function appWith(people: readonly { readonly simulator: GitpodSimulator; readonly credential: string }[]) {
  const world = new AppWorld()
  world.providers = createProviders({ http: loopbackHttp(), clock: world.clock })
  const run = await world.ready()
  const ids: string[] = []
  for (const { simulator: of, credential } of people) {
    const { checkId } = await run.call['account.check']({
      provider: 'gitpod',
      address: of.origin,
      secret: { from: 'field', value: credential },
      fields: {},
      jobId: crypto.randomUUID(),
    })
    const { accountId } = await run.call['account.add']({ checkId, name: `Account ${ids.length}` })
    ids.push(accountId)
  }
  await refreshed(run, ids)
  return { run, ids }
}

async function refreshed(run: Run, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((accountId) => run.call['inventory.refresh']({ accountId, jobId: crypto.randomUUID() })))
}

async function close(run: Run, simulators: readonly GitpodSimulator[]): Promise<void> {
  await run.app.close()
  await Promise.all(simulators.map((one) => one.close()))
}

async function timed(action: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await action()
  return performance.now() - begun
}
