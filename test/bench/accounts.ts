import { createProviders } from '#main/providers/index'
import { AppWorld, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'
import { mostAtOnce } from '#main/ports/http'
import { startFleet, type Person } from './support/fleet.ts'
import type { Bench, Measurement } from './support/measurement.ts'
import { median } from './support/statistics.ts'

const accounts = 50
/** Three pages, so that an account is five calls. */
const tokensEach = 250
const latencyMs = 200
/** Each round lasts some ten seconds, nearly all of them waiting: they differ little. */
const mostRounds = 5

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
  const fleet = await startFleet({ simulators: accounts, peopleEach: 1, tokensEach })
  const { run, ids } = await appWith(fleet.people)
  const slow = { latencyMs, hanging: null }
  await fleet.behave(slow)
  try {
    const alone: number[] = []
    for (const id of ids.slice(0, rounds)) alone.push(await timed(() => refreshed(run, [id])))
    const all: number[] = []
    const besidesOne: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      bench.say(`accounts: round ${round + 1} of ${rounds}`)
      all.push(await timed(() => refreshed(run, ids)))
      await fleet.behave({ latencyMs, hanging: fleet.people[0]?.origin ?? null })
      besidesOne.push(await besides(run, ids))
      await fleet.behave(slow)
    }
    return { alone, all, besidesOne }
  } finally {
    await run.app.close()
    await fleet.close()
  }
}

/** How long the others take while the first one hangs. */
async function besides(run: Run, [hanging, ...others]: readonly string[]) {
  const jobId = crypto.randomUUID()
  const stuck = run.call['inventory.refresh']({ accountId: hanging ?? null, jobId }).catch(() => undefined)
  const took = await timed(() => refreshed(run, others))
  await run.call['job.cancel']({ jobId })
  await stuck
  return took
}

async function onOneOrigin(rounds: number) {
  const fleet = await startFleet({ simulators: 1, peopleEach: accounts, tokensEach })
  const { run, ids } = await appWith(fleet.people)
  const slow = { latencyMs, hanging: null }
  await fleet.behave(slow)
  try {
    const all: number[] = []
    for (let round = 0; round < rounds; round += 1) all.push(await timed(() => refreshed(run, ids)))
    const calls = (await fleet.behave(slow)) / rounds
    return { all, calls, ideal: Math.ceil(calls / mostAtOnce) * latencyMs }
  } finally {
    await run.app.close()
    await fleet.close()
  }
}

async function appWith(people: readonly Person[]) {
  const world = new AppWorld()
  world.providers = createProviders({ http: loopbackHttp(), clock: world.clock })
  const run = await world.ready()
  const ids: string[] = []
  for (const { origin, credential } of people) {
    const { checkId } = await run.call['account.check']({
      provider: 'gitpod',
      address: origin,
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

async function timed(action: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await action()
  return performance.now() - begun
}
