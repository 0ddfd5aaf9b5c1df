import type { Input, LeakWay, Output } from '#shared/contract'
import { mayHaveHappened } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import { accountMeans } from './leaked-account.ts'
import { noteDead } from './leaked-dead.ts'
import { itselfMeans } from './leaked-itself.ts'
import { byValueMeans, tokenMeans, type Means, type Word } from './leaked-means.ts'
import { tryAfter, tryBefore, type Batch } from './leaked-try.ts'
import { endedOf, type Leak, type Leaked } from './leaks.ts'
import { noteActivity } from '../activity/noted.ts'
import { placesAtStake, requirePlaces } from '../places/place-facts.ts'
import { refreshInBackground } from '../list/refresh.ts'
import { requireConfirmed } from '../tokens/target.ts'

/**
 * Ends leaked secrets, each by the way that the person saw, and then tries each until it is refused. Tokens that are listed here
 * are revoked once their secret is. May be done again: what is dead is left alone. Throws Failure: `confirmation-needed` for what
 * an account signs in with and for places that were not accepted, and where every call was refused, why the first one was.
 */
export async function revokeLeaked(
  context: Context,
  { leakId, ways, ownConfirmed, acceptPlaces, stepUp }: Input<'leaked.revoke'>,
  signal: AbortSignal,
): Promise<Output<'leaked.revoke'>> {
  const leak = context.leaks.get(leakId)
  const chosen = new Map(ways.map(({ line, way }) => [line, way]))
  const wanted = leak.values.filter(({ line, state }) => chosen.has(line) && !isOver(state))
  const wayOf = (value: Leaked): LeakWay => {
    const way = value.ways[chosen.get(value.line) ?? -1]
    if (way === undefined || way.how === 'page') throw new Failure('invalid-input', { field: 'ways' })
    return way
  }
  requireWord(
    context,
    wanted.map((value) => [value, wayOf(value)] as const),
    ownConfirmed,
    acceptPlaces,
  )
  return context.journal.work(leakId, null, async () => {
    for (const value of wanted) {
      value.chosen = wayOf(value)
      value.error = null
    }
    const batches = await batchesOf(context, leak, wanted, { ownConfirmed, stepUp })
    const failures = await Promise.all(batches.map((batch) => endBatch(context, batch, signal)))
    const [first] = failures.flatMap((failure) => failure ?? [])
    // What asks for more is asked for: the others are over by then, and are not sent once more.
    const asking = failures.find((failure) => failure?.error.kind === 'step-up-needed')
    if (asking != null) {
      const isTaken = ({ values }: Batch) => values.every(({ answer }) => answer !== null)
      // Nobody may come back with what is asked for: what was ended is seen to be before.
      await settle(context, batches.filter(isTaken), signal)
      throw asking
    }
    if (first !== undefined && failures.every((failure) => failure !== null)) throw first
    await settle(context, batches, signal)
    return endedOf(leak)
  })
}

/** Tries those again that were not seen to be refused yet. Throws Failure('not-found') when nothing was sent or is kept. */
export async function lookAtLeaks(
  context: Context,
  { leakId }: Input<'leaked.look'>,
  signal: AbortSignal,
): Promise<Output<'leaked.look'>> {
  const leak = context.leaks.get(leakId)
  const sent = leak.values.filter(({ answer, state }) => answer !== null || state === 'which')
  if (sent.length === 0) throw new Failure('not-found')
  return context.journal.work(leakId, null, async () => {
    const batches = await batchesOf(context, leak, sent, { ownConfirmed: false, stepUp: undefined })
    for (const value of sent) if (value.state === 'which') value.state = 'pending'
    await settle(context, batches, signal)
    for (const value of sent) if (value.state === 'pending' && value.answer === null) value.state = 'which'
    return endedOf(leak)
  })
}

function isOver(state: Leaked['state']): boolean {
  return state === 'ended' || state === 'was-refused'
}

/** Nothing is sent before the person has agreed to all of it. Throws Failure('confirmation-needed'). */
function requireWord(
  { rows, index }: Context,
  wanted: readonly (readonly [Leaked, LeakWay])[],
  ownConfirmed: boolean,
  acceptPlaces: number | undefined,
): void {
  if (wanted.some(([{ accountIds }]) => accountIds.length > 0)) requireConfirmed('yes', ownConfirmed)
  for (const [, { how, tokenId }] of wanted) {
    const token = how === 'token' && tokenId !== null ? rows.token(tokenId) : undefined
    if (token !== undefined) requireConfirmed(rows.own(token), ownConfirmed)
  }
  const tokens = new Set(wanted.flatMap(([{ tokenIds }, { tokenId }]) => [...tokenIds, ...(tokenId ? [tokenId] : [])]))
  const atStake = [...tokens].map((id) => {
    const token = rows.token(id)
    return token === undefined ? 0 : placesAtStake(index, token)
  })
  requirePlaces(
    atStake.reduce((sum, number) => sum + number, 0),
    acceptPlaces,
  )
}

/** Secrets that go the same way to the same address, as many together as it takes at once. */
async function batchesOf(
  context: Context,
  leak: Leak,
  values: readonly Leaked[],
  word: Word,
): Promise<readonly Batch[]> {
  const together = new Map<string, { way: LeakWay; values: Leaked[] }>()
  for (const value of values) {
    if (value.chosen === null) continue
    const key = JSON.stringify(value.chosen)
    const known = together.get(key) ?? { way: value.chosen, values: [] }
    known.values.push(value)
    together.set(key, known)
  }
  const batches: Batch[] = []
  for (const { way, values: all } of together.values()) {
    const [first] = all
    if (first === undefined) continue
    const means = await meansOf(context, way, first, word)
    for (let from = 0; from < all.length; from += means.most) {
      batches.push({ leak, way, values: all.slice(from, from + means.most), means })
    }
  }
  return batches
}

function meansOf(context: Context, way: LeakWay, { secret }: Leaked, word: Word): Promise<Means> | Means {
  if (way.how === 'by-value') return byValueMeans(context, way, secret)
  if (way.how === 'token' && way.tokenId !== null) return tokenMeans(context, way.tokenId, word)
  if (way.how === 'itself') return itselfMeans(context, way, word)
  if (way.how === 'account' && way.accountId !== null) return accountMeans(context, way.accountId)
  throw new Failure('not-supported')
}

/** Gives the failure of a call that was refused: then nothing is ended by it. */
async function endBatch(context: Context, batch: Batch, signal: AbortSignal): Promise<Failure | null> {
  const { network, log } = context
  const { leak, way, means } = batch
  if (batch.values.every(({ answer }) => answer === null)) await tryBefore(context, batch, signal)
  const left = batch.values.filter(({ answer }) => answer !== 'taken')
  if (signal.aborted || leak.gone.aborted) {
    const cancelled = new Failure('cancelled')
    // Others may have been sent by then.
    for (const value of left) value.error = cancelled.error
    return left.length === 0 ? null : cancelled
  }
  const values = left.filter(({ wasRefused }) => means.endsRefused || wasRefused !== true)
  for (const value of left) if (!values.includes(value)) value.state = 'was-refused'
  if (values.length === 0) return null
  const about = { what: 'revoked-by-value', ...whose(context, values) } as const
  try {
    // What is zeros by then must not be sent.
    const end = await means.end(values, AbortSignal.any([signal, leak.gone]))
    network.reached(way.origin)
    if (end === 'sent') noteActivity(context, about, 'done')
    for (const value of values) {
      if (end === 'nothing') value.state = value.wasRefused === true ? 'was-refused' : 'which'
      else value.answer = 'taken'
    }
    return null
  } catch (error) {
    const failure = asFailure(error, log, 'end a leaked secret')
    network.failed(way.origin, failure.error)
    if (way.how !== 'token') noteActivity(context, about, failure.error.kind)
    const isRefused = mayHaveHappened(failure.error.kind) === 'no'
    for (const value of values) {
      if (isRefused) value.error = failure.error
      else value.answer = 'lost'
    }
    return isRefused ? failure : null
  }
}

async function settle(context: Context, batches: readonly Batch[], signal: AbortSignal): Promise<void> {
  const values = batches.flatMap((batch) => batch.values)
  const before = new Set(values.filter(({ state }) => isOver(state)))
  await Promise.all(batches.map((batch) => tryAfter(context, batch, signal)))
  const over = values.filter((value) => isOver(value.state) && !before.has(value))
  for (const { state, chosen, tokenIds, found } of over) {
    if (state !== 'ended' || chosen === null) continue
    // An account was told which one it is.
    for (const tokenId of chosen.how === 'account' ? found : tokenIds) await noteDead(context, chosen, tokenId)
  }
  // What an account signs in with, or lists, is asked about at once, and not left for a surprise.
  for (const accountId of new Set(over.flatMap((value) => accountsOf(context, value)))) {
    refreshInBackground(context, accountId)
  }
}

function accountsOf({ rows, index }: Context, { accountIds, tokenIds }: Leaked): string[] {
  const ofTokens = tokenIds.flatMap((tokenId) => rows.token(tokenId)?.accountId ?? [])
  return [...accountIds, ...ofTokens].filter((accountId) => index.accounts.has(accountId))
}

/** For the activity log: the token and the account where it is about one only. */
function whose({ rows }: Context, values: readonly Leaked[]): { accountId?: string; tokenId?: string } {
  const [first, ...more] = values
  const [tokenId] = more.length === 0 ? (first?.tokenIds ?? []) : []
  const accountId = tokenId === undefined ? undefined : rows.token(tokenId)?.accountId
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(tokenId === undefined ? {} : { tokenId }),
  }
}
