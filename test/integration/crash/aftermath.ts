import { expect } from 'vitest'
import type { Operation } from '#shared/model/operation'
import { failureOf, jobId, refresh, settle } from '#test/support/app-world'
import type { Effect, FakeIssued } from '#test/support/fake-service'
import type { Stage } from './stage.ts'

/** What the person has asked for, beyond the scenario, while they put things in order. */
export interface Asked {
  /** Issuer ids of tokens that they had ended. */
  readonly ends: Set<string>
  /** Tokens that they know to have no secret for, and kept. */
  readonly lets: Set<string>
}

const parts = [
  ['acme', 'org'],
  ['ada', 'classic'],
  ['ada', 'seen'],
  ['ada', 'unlisted'],
] as const

const aliveTokens = ({ world }: Stage): FakeIssued[] =>
  parts.flatMap(([owner, kind]) => world.service.tokens(owner, kind))

const rowOf = ({ run }: Stage, issuerId: string) =>
  [...run.window.rows.values()].find(({ token }) => token.issuerId === issuerId)

const issuerIdOf = ({ run }: Stage, tokenId: string | undefined) =>
  run.window.rows.get(tokenId ?? '')?.token.issuerId ?? tokenId?.slice(tokenId.lastIndexOf('/') + 1) ?? ''

const signsIn = ({ run }: Stage) => run.window.facts?.accounts[0]?.credentialError === null

/** Waits until nothing goes on by itself, and asks the provider anew. */
export async function calm(stage: Stage): Promise<void> {
  await settle(10)
  await failureOf(refresh(stage.run, stage.accountId))
  await settle(10)
}

/** The value of the stored secret of a token; undefined when none is stored. */
async function storedValue(stage: Stage, issuerId: string): Promise<string | undefined> {
  const held = rowOf(stage, issuerId)?.held
  if (held === undefined || held === null) return undefined
  // Secrets are shown one at a time, and not many in a minute.
  stage.world.clock.advance(60_000)
  return (await stage.run.call['secret.reveal']({ id: held.secretId })).value
}

/** Secrets that calls gave out, and that still are those of their tokens. */
function givenOut({ world }: Stage, alive: readonly FakeIssued[]): Effect[] {
  return world.service.effects.filter(
    ({ what, issuerId, secret }) =>
      (what === 'made' || what === 'renewed') &&
      alive.some((token) => token.issuerId === issuerId && token.secret === secret),
  )
}

/** How often somebody asked for it. */
export type Wishes = Record<'made' | 'renewed' | 'changed', number>

/** Holds whatever was done: nothing was made, renewed or ended more often than somebody asked, nor anything else. */
export function expectNothingTwice({ world }: Stage, ends: ReadonlySet<string>, wishes: Wishes): void {
  const { effects } = world.service
  const times = (what: Effect['what']) => effects.filter((effect) => effect.what === what).length
  for (const what of ['made', 'renewed', 'changed'] as const) expect(times(what)).toBeLessThanOrEqual(wishes[what])
  const ended = effects.filter(({ what }) => what === 'ended').map(({ issuerId }) => issuerId)
  expect(new Set(ended).size).toBe(ended.length)
  for (const issuerId of ended) expect(ends).toContain(issuerId)
}

/**
 * After the restart. `mayBeOut`: the person may have ended what the account signs in with; `lets`: tokens that they know to
 * have no secret for.
 */
export async function expectNothingLostInSilence(
  stage: Stage,
  mayBeOut: boolean,
  lets: ReadonlySet<string>,
): Promise<void> {
  const { run } = stage
  const alive = aliveTokens(stage)
  const operations = run.operations()
  const steps = operations.map(({ step }) => step)
  // What was sent, or may have been, is not left at that.
  for (const step of ['sent', 'answered']) expect(steps).not.toContain(step)
  for (const { issuerId, secret } of givenOut(stage, alive)) {
    if (lets.has(issuerId) || (await storedValue(stage, issuerId)) === secret) continue
    expect(operations.some((operation) => speaksOf(stage, operation, issuerId))).toBe(true)
  }
  if (signsIn(stage)) await expectSameTokens(stage)
  else expect(mayBeOut || operations.some(isRenewalLost)).toBe(true)
}

const isRenewalLost = ({ kind, emulated, step }: Operation) =>
  kind === 'regenerate' && !emulated && step === 'answer-lost'

/** Does an operation tell the person that this token's secret was lost? */
function speaksOf(stage: Stage, operation: Operation, issuerId: string): boolean {
  const { step, kind, emulated, tokenId, newTokenId, newSecretId, candidates } = operation
  // The person has decided already, and it could not be done yet.
  if (step === 'revoking') return newSecretId === undefined && issuerIdOf(stage, newTokenId) === issuerId
  if (step !== 'answer-lost') return false
  if (candidates.some((id) => issuerIdOf(stage, id) === issuerId)) return true
  // While the account cannot sign in, or where a new secret changes nothing that is seen, nobody can say more.
  return kind === 'regenerate' && !emulated && (issuerIdOf(stage, tokenId) === issuerId || !signsIn(stage))
}

/** The list shows what is there, and nothing that is not, and what is held of it is its secret. */
async function expectSameTokens(stage: Stage): Promise<void> {
  const alive = aliveTokens(stage).filter(({ issuerId }) => rowOf(stage, issuerId)?.token.kind !== 'unlisted')
  const listed = [...stage.run.window.rows.values()].filter(
    ({ token }) => token.state === 'active' && token.kind !== 'unlisted',
  )
  const known = alive.filter(({ issuerId }) => !isUnlisted(stage, issuerId))
  expect(listed.map(({ token }) => token.issuerId).sort()).toEqual(known.map(({ issuerId }) => issuerId).sort())
  for (const { issuerId, secret } of known) {
    const value = await storedValue(stage, issuerId)
    const isRenewed = stage.world.service.effects.some(
      (effect) => effect.issuerId === issuerId && effect.what === 'renewed',
    )
    if (value !== undefined && !isRenewed && rowOf(stage, issuerId)?.held?.proof === 'made-here') {
      expect(value).toBe(secret)
    }
  }
}

const isUnlisted = ({ world }: Stage, issuerId: string) =>
  world.service.tokens('ada', 'unlisted').some((token) => token.issuerId === issuerId)

/** Decides about everything that waits, until nothing does. `bold` ends what can be ended, and else keeps it. */
export async function putInOrder(stage: Stage, bold: boolean, asked: Asked): Promise<void> {
  const { run, world, accountId } = stage
  for (let round = 0; round < 4; round += 1) {
    if (!signsIn(stage)) {
      const { secret } = world.service.add('ada', 'classic', { name: 'another' })
      await run.call['account.reenter']({ accountId, secret: { from: 'field', value: secret }, jobId: jobId() })
      await calm(stage)
    }
    if (run.operations().length === 0) return
    for (const operation of run.operations()) await decide(stage, operation, bold, asked)
    await calm(stage)
  }
}

/** The person decides about one operation. */
export async function decide(stage: Stage, operation: Operation, bold: boolean, asked: Asked): Promise<void> {
  const { id: operationId, step, candidates, tokenName, tokenId: old, newTokenId, newSecretId } = operation
  // What they have made elsewhere meanwhile is in that list, too, and they know it.
  const nameOf = (id: string) => stage.run.window.rows.get(id)?.token.name ?? ''
  // Two answers may have been lost: no token is kept twice.
  const free = candidates.filter((id) => !asked.lets.has(issuerIdOf(stage, id)))
  const named = free.find((id) => nameOf(id) === tokenName)
  const candidate = named ?? free.find((id) => !/elsewhere|another/.test(nameOf(id))) ?? null
  const call = (decision: 'revoke-old' | 'keep-old' | 'nothing-happened' | 'revoke-candidate' | 'keep-candidate') =>
    failureOf(
      stage.run.call['operation.continue']({
        operationId,
        decision,
        tokenId: decision.endsWith('candidate') ? (candidate ?? newTokenId ?? null) : null,
        ownConfirmed: true,
        jobId: jobId(),
      }),
    )
  // A successor that somebody has ended elsewhere takes no old token with it: then they keep that one.
  const callRevokeOld = async () => {
    if ((await call('revoke-old')) === 'not-found') await call('keep-old')
  }
  if (step === 'intended' || operation.kind === 'revoke-all') {
    await call('nothing-happened')
  } else if (step === 'answer-lost' && candidate === null) {
    if (operation.tokenId !== undefined) asked.lets.add(issuerIdOf(stage, old))
    await call('nothing-happened')
  } else if (step === 'answer-lost') {
    ;(bold ? asked.ends : asked.lets).add(issuerIdOf(stage, candidate ?? undefined))
    await call(bold ? 'revoke-candidate' : 'keep-candidate')
  } else if (step === 'stored' || step === 'checked') {
    if (bold) asked.ends.add(issuerIdOf(stage, old))
    await (bold ? callRevokeOld() : call('keep-old'))
  } else {
    asked.ends.add(issuerIdOf(stage, newSecretId === undefined ? newTokenId : old))
    await (newSecretId === undefined ? call('revoke-candidate') : callRevokeOld())
  }
}

/** When everything is decided: the vault, the list, the journal and the provider say the same. */
export async function expectAgreement(stage: Stage, asked: Asked): Promise<void> {
  expect(stage.run.operations()).toEqual([])
  expect(signsIn(stage)).toBe(true)
  await expectSameTokens(stage)
  await expectEndedToBeDead(stage)
  for (const { issuerId, secret } of givenOut(stage, aliveTokens(stage))) {
    const isStored = (await storedValue(stage, issuerId)) === secret
    expect(isStored || asked.lets.has(issuerId)).toBe(true)
  }
}

/** Every secret that was ended, and that the vault has, was seen to be dead; none was kept for longer than that. */
async function expectEndedToBeDead({ run, world }: Stage): Promise<void> {
  const left = () => run.window.facts?.endings.filter(({ state }) => state !== 'dead') ?? []
  for (let round = 0; round < 40 && left().length > 0; round += 1) {
    world.clock.advance(3_000)
    await settle(5)
  }
  expect(left()).toEqual([])
  expect(run.vault.records.ids('ended')).toEqual([])
}
