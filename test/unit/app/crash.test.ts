import { describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run, settle } from '#test/support/app-world'
import { FakeRandom } from '#test/support/fake-random'

const acme = { kind: 'organization' as const, id: 'acme', name: 'acme' }
const never = { kind: 'never' as const }
const later = { kind: 'at' as const, at: Date.UTC(2026, 9, 1) }

interface Stage {
  readonly world: AppWorld
  readonly run: Run
  readonly accountId: string
}

async function prepare(): Promise<Stage> {
  const world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
  const run = await world.ready()
  const accountId = await world.account(run, credential)
  return { world, run, accountId }
}

const idOf = (run: Run, name: string) => run.window.row(name).token.id

/** What is interrupted. Each is prepared, and then done in one go. */
const operations: Record<
  string,
  { prepare?: (stage: Stage) => Promise<unknown>; act: (stage: Stage) => Promise<unknown> }
> = {
  'making a token': {
    act: ({ run, accountId }) =>
      run.call['token.create']({
        accountId,
        owner: acme,
        kind: 'org',
        draft: { name: 'fresh', expiry: never },
        jobId: jobId(),
      }),
  },
  'giving the own credential a new secret': {
    act: ({ run }) =>
      run.call['token.regenerate']({
        tokenId: idOf(run, 'ada-signs-in'),
        draft: { expiry: later },
        ownConfirmed: true,
        jobId: jobId(),
      }),
  },
  'making a successor': {
    act: ({ run }) =>
      run.call['token.regenerate']({
        tokenId: idOf(run, 'deploy'),
        draft: { name: 'fresh', expiry: never },
        ownConfirmed: true,
        jobId: jobId(),
      }),
  },
  'revoking the old token of a successor': {
    prepare: (stage) => operations['making a successor']!.act(stage),
    act: ({ run }) =>
      run.call['operation.continue']({
        operationId: run.operations('regenerate')[0]?.id ?? '',
        decision: 'revoke-old',
        tokenId: null,
        ownConfirmed: true,
        jobId: jobId(),
      }),
  },
  'revoking a token': {
    act: ({ run }) => run.call['token.revoke']({ tokenId: idOf(run, 'deploy'), ownConfirmed: true, jobId: jobId() }),
  },
}

/** Disk steps that the operation takes when nothing stops it. */
async function stepsOf(name: string): Promise<number> {
  const stage = await prepare()
  await operations[name]?.prepare?.(stage)
  const before = stage.run.fs.calls.length
  await operations[name]?.act(stage)
  await settle()
  const steps = stage.run.fs.calls.length - before
  await stage.run.app.close()
  return steps
}

/** What has to be true after any crash, a restart and a refresh. */
async function check({ world, run }: Stage, accountId: string): Promise<void> {
  await settle()
  await failureOf(refresh(run, accountId))
  const lost = run.operations().filter(({ step }) => step === 'answer-lost')
  expect(run.operations().map(({ step }) => step)).not.toContain('sent')
  expect(run.operations().map(({ step }) => step)).not.toContain('revoking')
  const account = run.window.facts?.accounts[0]
  if (account?.credentialError !== null) {
    // The new secret went down with the process: that can only be while nobody knows whether there was an answer.
    expect(lost.map(({ tokenName }) => tokenName)).toEqual(['ada-signs-in'])
    return
  }
  for (const issued of [...world.service.tokens('acme', 'org'), ...world.service.tokens('ada', 'classic')]) {
    const row = run.window.row(issued.name)
    expect(row.token.state).toBe('active')
    const isLost = lost.some(({ candidates }) => candidates.includes(row.token.id))
    if (row.held === null) {
      if (issued.name === 'fresh') expect(isLost).toBe(true)
      continue
    }
    const { value } = await run.call['secret.reveal']({ id: row.held.secretId })
    expect(value).toBe(issued.secret)
  }
  const there = new Set(
    [...world.service.tokens('acme', 'org'), ...world.service.tokens('ada', 'classic')].map((t) => t.name),
  )
  for (const { token } of run.window.rows.values()) if (!there.has(token.name)) expect(token.state).not.toBe('active')
  expect(world.service.count('create')).toBeLessThanOrEqual(1)
  expect(world.service.count('regenerate')).toBeLessThanOrEqual(1)
}

describe.each(Object.keys(operations))('%s, with the process killed at any step of the disk', (name) => {
  it.each(['the disk keeps everything', 'the power goes too'])(
    'leaves nothing lost in silence (%s)',
    { timeout: 60_000 },
    async (how) => {
      const steps = await stepsOf(name)
      expect(steps).toBeGreaterThan(20)
      for (let step = 0; step < steps; step += 1) {
        const stage = await prepare()
        const { world, run, accountId } = stage
        await operations[name]?.prepare?.(stage)
        run.fs.haltAt(run.fs.calls.length + step, step % 2 === 0 ? 'after' : 'before')
        await operations[name]?.act(stage).catch(() => undefined)
        await settle(10)
        if (how === 'the power goes too') {
          const random = new FakeRandom(`${name} ${step}`)
          world.disk = world.disk.powerCut(() => random.chance())
        }
        await check({ world, run: await world.start(), accountId }, accountId)
      }
    },
  )
})
