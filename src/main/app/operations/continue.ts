import type { Input } from '#shared/contract'
import type { Token } from '#shared/model/token'
import { isDelay } from '#shared/rules/revoke-later'
import type { Entry } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { StepUp } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { noteActivity, noted } from '../activity/noted.ts'
import { placesAtStake, requirePlaces } from '../places/place-facts.ts'
import { checkSuccessor, probeSuccessor } from './check-successor.ts'
import { revokeOfOperation } from './revoke-of-operation.ts'
import { withStepUp } from '../accounts/step-up.ts'
import { swapChanges } from './swap.ts'
import { requireConfirmed } from '../tokens/target.ts'

type Decision = Input<'operation.continue'>['decision']

/** The decisions that make sense at each step; others are a window that shows what is no more. */
const decisions: Readonly<Record<Entry['operation']['step'], readonly Decision[]>> = {
  intended: ['nothing-happened'],
  sent: [],
  answered: [],
  'answer-lost': ['nothing-happened', 'revoke-candidate', 'keep-candidate'],
  stored: ['revoke-old', 'revoke-later', 'keep-old'],
  checked: ['revoke-old', 'revoke-later', 'keep-old'],
  revoking: ['revoke-old', 'revoke-candidate', 'keep-old', 'keep-candidate'],
  done: [],
  abandoned: [],
}

/** What a person decided about an operation, without what their provider asks for. */
export type Decided = Omit<Input<'operation.continue'>, 'stepUp' | 'jobId'>

/** Takes the next arrow of an operation that waits for the person. Throws Failure; the operation then waits on. */
export function continueOperation(
  context: Context,
  { stepUp, ...input }: Input<'operation.continue'>,
  signal: AbortSignal,
): Promise<void> {
  return withStepUp(stepUp, (given) => continueWith(context, input, given, signal))
}

/** The same with what the provider asks for as it is kept here. Throws Failure; the operation then waits on. */
export async function continueWith(
  context: Context,
  input: Decided,
  stepUp: StepUp | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { journal, unstored } = context
  const { operationId, decision } = input
  const { accountId } = journal.get(operationId).operation
  await journal.work(operationId, accountId, async () => {
    const entry = await journal.look(operationId)
    const { step } = entry.operation
    if (!decisions[step].includes(decision) || unstored.waitsFor(operationId)) {
      throw new Failure('invalid-input', { field: 'decision' })
    }
    switch (decision) {
      case 'revoke-old':
        await revokeOld(context, entry, { ...input, stepUp, signal })
        return
      case 'revoke-later':
        await revokeLater(context, entry, input.at)
        return
      case 'keep-old':
      case 'keep-candidate':
        await journal.advance(entry, 'done', chosenCandidate(entry, input))
        noteEnd(context, entry)
        return
      case 'nothing-happened':
        await journal.advance(entry, 'abandoned')
        noteEnd(context, entry)
        return
      case 'revoke-candidate':
        await revokeCandidate(context, entry, { ...input, stepUp, signal })
    }
  })
}

/** The person has decided that nothing more is done. */
function noteEnd(context: Context, { operation: { accountId, tokenId, tokenName } }: Entry): void {
  const about = tokenId === undefined ? { tokenName } : { tokenId }
  noteActivity(context, { what: 'operation-ended', accountId, ...about }, 'done')
}

interface Revocation extends Decided {
  readonly stepUp: StepUp | undefined
  readonly signal: AbortSignal
}

/** The successor is in use: the old token can go. Its credential, if it is the account's, is exchanged first. */
async function revokeOld(context: Context, entry: Entry, input: Revocation): Promise<void> {
  const { rows, accounts, journal, vault, sessions, index } = context
  const { ownConfirmed, acceptPlaces, stepUp, signal } = input
  const { accountId, tokenId, newTokenId, newSecretId, emulated } = entry.operation
  const old = tokenId === undefined ? undefined : rows.token(tokenId)
  const successor = newTokenId === undefined ? undefined : rows.token(newTokenId)
  if (!emulated || newSecretId === undefined) throw new Failure('invalid-input', { field: 'decision' })
  if (old === undefined || successor === undefined) throw new Failure('not-found')
  await noted(context, { what: 'token-revoked', accountId, tokenId: old.id }, async () => {
    const own = rows.own(old)
    requireConfirmed(own, ownConfirmed)
    requirePlaces(placesAtStake(index, old), acceptPlaces)
    if (old.state === 'active') requireSuccessor(context, successor, own === 'no' ? null : newSecretId)
    let ready = entry
    if (entry.operation.step === 'stored') {
      ready = await sessions.use(accountId, (connected) => checkSuccessor(context, connected, entry, signal), stepUp)
      const { step, error } = ready.operation
      if (step === 'stored') throw new Failure(error?.kind ?? 'internal', error ?? {})
    } else if (old.state === 'active' && vault.records.get('secret', newSecretId) !== undefined) {
      // Long may have passed since it was checked, and somebody else may have ended it.
      const now = await sessions.use(
        accountId,
        (connected) => probeSuccessor(context, connected, entry, signal),
        stepUp,
      )
      if (now !== 'works') throw new Failure('not-found', { code: 'successor' })
    }
    const revoking = await accounts.exclusive(accountId, () => {
      // More may have been noted while the successor was checked.
      requirePlaces(placesAtStake(index, old), acceptPlaces)
      const stored = own === 'yes' ? vault.records.get('secret', newSecretId) : undefined
      const swap = stored === undefined ? [] : swapChanges(context, accountId, stored.value, successor)
      return journal.advance(ready, 'revoking', {}, swap)
    })
    await revokeOfOperation(context, revoking, signal, stepUp)
  })
}

/**
 * Nothing works any more once the old token is revoked where its successor has ended since it was checked, nor does the
 * account where its secret, which it is to go on with, was forgotten. Throws Failure('not-found').
 */
function requireSuccessor({ clock, vault }: Context, { state, expiry }: Token, secretId: string | null): void {
  const isOver = expiry.kind === 'at' && expiry.at <= clock.now()
  if (state !== 'active' || isOver) throw new Failure('not-found', { code: 'successor' })
  if (secretId === null || vault.records.get('secret', secretId) !== undefined) return
  throw new Failure('not-found', { code: 'successor-secret' })
}

/**
 * Keeps when the person wants to be reminded; nothing is revoked then without their word. The check of a successor that
 * has failed goes on as before.
 */
async function revokeLater(
  { journal, clock }: Context,
  entry: Entry,
  at: Input<'operation.continue'>['at'],
): Promise<void> {
  const { step, error, emulated } = entry.operation
  if (!emulated) throw new Failure('invalid-input', { field: 'decision' })
  if (at === undefined || (at !== null && !isDelay(at, clock.now())))
    throw new Failure('invalid-input', { field: 'at' })
  await journal.advance(entry, step, { revokeAt: at, error })
}

/** The answer was lost, and this is the token that was made: its secret is lost too, so nobody can use it. */
async function revokeCandidate(context: Context, entry: Entry, input: Revocation): Promise<void> {
  const { stepUp, signal } = input
  const { rows, journal, index } = context
  const { newTokenId } = chosenCandidate(entry, input)
  const candidate = newTokenId === undefined ? undefined : rows.token(newTokenId)
  if (candidate === undefined) throw new Failure('not-found')
  await noted(context, { what: 'token-revoked', accountId: candidate.accountId, tokenId: candidate.id }, async () => {
    requireConfirmed(rows.own(candidate), input.ownConfirmed)
    requirePlaces(placesAtStake(index, candidate), input.acceptPlaces)
    const revoking = await journal.advance(entry, 'revoking', { newTokenId: candidate.id, candidates: [candidate.id] })
    await revokeOfOperation(context, revoking, signal, stepUp)
  })
}

function chosenCandidate(
  { operation: { candidates } }: Entry,
  { decision, tokenId }: Pick<Input<'operation.continue'>, 'decision' | 'tokenId'>,
): { newTokenId?: string } {
  if (decision !== 'revoke-candidate' && decision !== 'keep-candidate') return {}
  if (tokenId === null || !candidates.includes(tokenId)) throw new Failure('invalid-input', { field: 'tokenId' })
  return { newTokenId: tokenId }
}
