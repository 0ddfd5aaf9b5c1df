import type { Token } from '#shared/model/token'
import { endedHere, endsWithAll } from '#shared/rules/revoke-all'
import { mostCandidates, type Entry } from '../../operations/index.ts'
import { type Failure, typeOf } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { look, stillThere } from './look.ts'
import { closeRelated } from './related.ts'
import { markRevoked } from '../tokens/revoke.ts'
import type { Connected } from '../accounts/sessions.ts'

/** What a listing after the call told: the tokens that are there still, by Keyrack's ids. */
export type Aftermath =
  { readonly kind: 'seen'; readonly left: readonly string[] } | { readonly kind: 'failed'; readonly failure: Failure }

/** Lists once more after the call that ends all tokens, and notes those as revoked that are gone. Never throws. */
export async function lookAfter(
  context: Context,
  connected: Connected,
  entry: Entry,
  limitMs: number | null,
): Promise<Aftermath> {
  const seen = await look(context, connected, entry, limitMs)
  if (seen.kind === 'failed') return seen
  const left = stillThere(context, entry)
  await noteEnded(context, entry, left)
  return { kind: 'seen', left }
}

/**
 * The tokens that an operation was to end are dead by Keyrack's hand, all but `left`; what waited for a decision about
 * them has ended. Never throws.
 */
export async function noteEnded(context: Context, entry: Entry, left: readonly string[] = []): Promise<void> {
  const alive = new Set(left)
  for (const { id } of meantBy(context, entry)) {
    if (alive.has(id)) continue
    await markRevoked(context, id)
    await closeRelated(context, id, entry.operation.id)
  }
}

/** The account's own access ended with its tokens: the person enters another. Never throws. */
export async function noteAccessEnded(
  { accounts, log }: Context,
  { accountId, account, provider }: Connected,
): Promise<void> {
  const credentialError = { kind: 'wrong-token', provider: provider.record.name, code: endedHere } as const
  try {
    await accounts.change(accountId, (record) =>
      // Another credential may have taken its place while the calls were under way.
      record.fingerprint === account.fingerprint ? { ...record, credentialError } : null,
    )
  } catch (error) {
    log.warn('an ended access could not be noted', { type: typeOf(error) })
  }
}

/**
 * Looks what became of a call whose answer was lost, and gives whether it is known to have ended all. Otherwise the
 * operation waits: with the tokens that are there still, or with why nobody could look. Never throws.
 */
export async function resolveLostRevokeAll(
  context: Context,
  connected: Connected,
  entry: Entry,
  limitMs: number | null = null,
): Promise<boolean> {
  const { journal } = context
  const after = await lookAfter(context, connected, entry, limitMs)
  if (after.kind === 'seen' && after.left.length === 0) {
    await journal.note(entry, 'done')
    return true
  }
  await journal.note(entry, 'answer-lost', waitsWith(after, entry))
  return false
}

/** What an operation that is not over says to the person. */
export function waitsWith(
  after: Aftermath,
  { operation }: Entry,
): Partial<Pick<Entry['operation'], 'candidates' | 'error'>> {
  return after.kind === 'seen'
    ? { candidates: after.left.slice(0, mostCandidates) }
    : { candidates: operation.candidates, error: after.failure.error }
}

function meantBy({ inventory }: Context, { operation, idsBefore }: Entry): Token[] {
  const before = new Set(idsBefore)
  return [...inventory.tokens(operation.accountId)].filter(
    ({ owner, issuerId }) => endsWithAll(owner) && before.has(issuerId),
  )
}
