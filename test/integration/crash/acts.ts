import type { Owner } from '#shared/model/owner'
import { failureOf, jobId, refresh, settle, type Run } from '#test/support/app-world'
import type { Stage } from './stage.ts'

export const acme: Owner = { kind: 'organization', id: 'acme', name: 'acme' }
export const me: Owner = { kind: 'me', id: 'ada', name: 'id-ada' }
export const never = { kind: 'never' as const }
const later = { kind: 'at' as const, at: Date.UTC(2026, 9, 1) }
export const idOf = ({ run }: Stage, name: string) => run.window.row(name).token.id

export const create = ({ run, accountId }: Stage, owner: Owner = acme, kind = 'org') =>
  run.call['token.create']({ accountId, owner, kind, draft: draftOf(kind), jobId: jobId() })

const draftOf = (kind: string) => ({
  name: 'fresh',
  expiry: kind === 'classic' ? later : never,
  ...(kind === 'classic' ? { scopes: ['full'] } : {}),
})

export const regenerate = (stage: Stage, name: string, native: boolean) =>
  stage.run.call['token.regenerate']({
    tokenId: idOf(stage, name),
    draft: native ? { expiry: later } : { name: 'fresh', expiry: never },
    ownConfirmed: true,
    jobId: jobId(),
  })

export const revoke = (stage: Stage, name: string) =>
  stage.run.call['token.revoke']({ tokenId: idOf(stage, name), ownConfirmed: true, jobId: jobId() })

type Decision = Parameters<Run['call']['operation.continue']>[0]['decision']

export const decide = ({ world, run }: Stage, decision: Decision) => {
  const [operation] = run.operations()
  return run.call['operation.continue']({
    operationId: operation?.id ?? 'none',
    decision,
    tokenId: operation?.candidates[0] ?? null,
    ...(decision === 'revoke-later' && { at: world.clock.now() + 86_400_000 }),
    ownConfirmed: true,
    jobId: jobId(),
  })
}

export const loseAnswerOfCreate = async (stage: Stage) => {
  stage.world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
  await failureOf(create(stage))
}

export const signInWithDeploy = async ({ world, run, accountId }: Stage) => {
  const value = world.service.tokens('acme', 'org')[0]!.secret
  await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
  await refresh(run)
}

/** The person makes a token on the page and hands its secret over. */
export const takeFromPage = (stage: Stage, name: string, kind = 'seen') => {
  const { world, run, accountId } = stage
  const there = world.service.tokens('ada', kind).find((token) => token.name === name)
  const { secret } = there ?? world.service.add('ada', kind, { name })
  return run.call['guided.create']({
    accountId,
    owner: me,
    kind,
    draft: { name, expiry: never },
    secret: { from: 'field', value: secret },
    jobId: jobId(),
  })
}

export const valueOf = ({ world }: Stage, name: string) =>
  world.service.tokens('ada', 'classic').find((token) => token.name === name)?.secret ?? ''

export const storeSecretOf = (stage: Stage, name: string) =>
  stage.run.call['secret.store']({
    tokenId: idOf(stage, name),
    secret: { from: 'field', value: valueOf(stage, name) },
    jobId: jobId(),
  })

/** The person has pasted it; what waits by the clock is let through. */
export const endLeaked = async (stage: Stage, value: string) => {
  const { run } = stage
  const { leakId, values } = await run.call['leaked.read']({ secret: { from: 'field', value } })
  const ways = values.map(({ line }) => ({ line, way: 0 }))
  await inTime(stage, run.call['leaked.revoke']({ leakId: leakId ?? '', ways, ownConfirmed: true, jobId: jobId() }))
}

/** Lets time go on until it has ended, or the process. */
async function inTime({ world, arrows }: Stage, action: Promise<unknown>): Promise<void> {
  const state = { isOver: false }
  const end = () => {
    state.isOver = true
  }
  action.then(end, end)
  while (!state.isOver && arrows?.isDead !== true) {
    await settle(3)
    world.clock.advance(500)
  }
  if (state.isOver) await action
}

/** Revokes these in one run, and waits for its end. */
export const revokeMany = async (stage: Stage, tokenIds: string[]) => {
  await stage.run.call['bulkRevoke.start']({ tokenIds, typed: tokenIds.length, ownConfirmed: true })
  await bulkIsOver(stage)
}

export const renewOnPage = ({ world }: Stage, name: string) => {
  const before = world.service.tokens('ada', 'seen').find((token) => token.name === name)!
  world.service.replace('ada', 'seen', { ...before, secret: `${before.secret}-again` })
}

/** Waits for the run over many tokens. Facts are sent in time, and between two tokens of an account there may be a pause. */
export const bulkIsOver = async ({ run, world, arrows }: Stage) => {
  const isOver = () => {
    world.clock.advance(100)
    return run.window.facts?.bulk?.phase === 'ended'
  }
  while (!isOver() && arrows?.isDead !== true) await settle(1)
}
