import type { Input, Output } from '#shared/contract'
import { aboutToken, mayHaveHappened } from '../operations/index.ts'
import { Failure } from '../ports/failure.ts'
import type { ByValue } from '../ports/provider.ts'
import { providerOf } from './account-check.ts'
import type { Context } from './context.ts'
import { asFailure } from './failures.ts'
import { byValueOf } from './leaked-read.ts'
import { tryAfter, tryBefore } from './leaked-try.ts'
import type { Leak, Leaked } from './leaks.ts'
import { noteActivity } from './noted.ts'
import { refreshInBackground } from './refresh.ts'
import { closeRelated } from './related.ts'
import { markRevoked } from './revoke.ts'

/**
 * Ends leaked secrets by their values: one call that no account signs, and then each of them is tried until it is refused.
 * Tokens that are listed here are revoked once their secret is. May be done again: what is dead stays so. Throws Failure:
 * `confirmation-needed` where an account signs in with one of them, and what the provider refused the call for.
 */
export async function revokeLeaked(
  context: Context,
  { leakId, ownConfirmed }: Input<'leaked.revoke'>,
  signal: AbortSignal,
): Promise<Output<'leaked.revoke'>> {
  const { leaks, journal } = context
  const leak = leaks.get(leakId)
  if (leak.values.some(({ accountIds }) => accountIds.length > 0) && !ownConfirmed) {
    throw new Failure('confirmation-needed')
  }
  return journal.work(leakId, null, async () => {
    const byValue = await byValueOf(context, providerOf(context, leak.provider), leak.origin)
    if (leak.answer === null) await tryBefore(context, leak, byValue, signal)
    if (signal.aborted || leak.gone.aborted) throw new Failure('cancelled')
    leak.answer = await send(context, leak, byValue, signal)
    return settle(context, leak, byValue, signal)
  })
}

/** Tries those again that were not seen to be refused yet. Throws Failure('not-found') when nothing was sent or is kept. */
export async function lookAtLeaks(
  context: Context,
  { leakId }: Input<'leaked.look'>,
  signal: AbortSignal,
): Promise<Output<'leaked.look'>> {
  const leak = context.leaks.get(leakId)
  if (leak.answer === null) throw new Failure('not-found')
  return context.journal.work(leakId, null, async () => {
    const byValue = await byValueOf(context, providerOf(context, leak.provider), leak.origin)
    return settle(context, leak, byValue, signal)
  })
}

/** Throws Failure when the call was refused: then nothing is ended by it. */
async function send(context: Context, leak: Leak, byValue: ByValue, signal: AbortSignal): Promise<'taken' | 'lost'> {
  const { network, log } = context
  const { origin, values } = leak
  const about = { what: 'revoked-by-value', ...whose(context, leak) } as const
  try {
    await byValue.revoke(
      values.map(({ secret }) => secret),
      signal,
    )
    network.reached(origin)
    noteActivity(context, about, 'done')
    return 'taken'
  } catch (error) {
    const failure = asFailure(error, log, 'revoke by value')
    network.failed(origin, failure.error)
    noteActivity(context, about, failure.error.kind)
    if (mayHaveHappened(failure.error.kind) === 'no') throw failure
    return 'lost'
  }
}

async function settle(
  context: Context,
  leak: Leak,
  byValue: ByValue,
  signal: AbortSignal,
): Promise<Output<'leaked.revoke'>> {
  const before = new Set(leak.values.filter(isOver))
  await tryAfter(context, leak, byValue, signal)
  const over = leak.values.filter((value) => isOver(value) && !before.has(value))
  for (const { state, tokenIds } of over) {
    if (state !== 'ended') continue
    for (const tokenId of tokenIds) await noteDead(context, leak, tokenId)
  }
  // What an account signs in with, or lists, is asked about at once, and not left for a surprise.
  for (const accountId of new Set(over.flatMap((value) => accountsOf(context, value)))) {
    refreshInBackground(context, accountId)
  }
  return { answer: leak.answer ?? 'lost', values: leak.values.map(({ line, state }) => ({ line, state })) }
}

function isOver({ state }: Leaked): boolean {
  return state === 'ended' || state === 'was-refused'
}

/** A token whose secret the provider refuses since the call. One that somebody works on is left to the next refresh. */
async function noteDead(context: Context, { provider, origin }: Leak, tokenId: string): Promise<void> {
  const { rows, index, journal, random, log } = context
  const token = rows.token(tokenId)
  // Of a secret that nobody ever knew to be the token's, a refusal says nothing about the token.
  if (index.heldOf(tokenId)?.held.proof === 'unchecked') return
  // A secret may be stored with more than one token, and with one of another address by mistake.
  if (token?.provider !== provider || index.accounts.get(token.accountId)?.origin !== origin) return
  const { accountId } = token
  try {
    await journal.work(tokenId, accountId, async () => {
      const operationId = random.uuid()
      await journal.record(aboutToken(operationId, 'revoke', token), {}, [])
      await markRevoked(context, tokenId)
      await closeRelated(context, tokenId, operationId)
    })
    noteActivity(context, { what: 'token-revoked', accountId, tokenId }, 'done')
  } catch (error) {
    const { kind } = asFailure(error, log, 'revoke by value').error
    log.warn('a token that is dead could not be noted as revoked', { why: kind })
  }
}

function accountsOf({ rows, index }: Context, { accountIds, tokenIds }: Leaked): string[] {
  const ofTokens = tokenIds.flatMap((tokenId) => rows.token(tokenId)?.accountId ?? [])
  return [...accountIds, ...ofTokens].filter((accountId) => index.accounts.has(accountId))
}

/** For the activity log: the token and the account where it is about one only. */
function whose({ rows }: Context, { values }: Leak): { accountId?: string; tokenId?: string } {
  const [first, ...more] = values
  const [tokenId] = more.length === 0 ? (first?.tokenIds ?? []) : []
  const accountId = tokenId === undefined ? undefined : rows.token(tokenId)?.accountId
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(tokenId === undefined ? {} : { tokenId }),
  }
}
