import type { Input, Output } from '#shared/contract'
import { revokeWay } from '#shared/rules/bulk-revoke'
import { Failure } from '../../ports/failure.ts'
import type { BulkItem } from './bulk-queue.ts'
import type { Attempt } from './bulk-run.ts'
import { beginBulk, bulkItem } from './bulk-start.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import { placesAtStake, requirePlaces } from '../places/place-facts.ts'
import { revokeOne } from '../tokens/revoke.ts'
import { issuedToken, kindOf } from '../tokens/target.ts'

/**
 * Begins to revoke many tokens, each as if it were the only one: with its own entry in the journal and in the activity log.
 * Throws Failure, and does nothing, when one of them is not there, cannot be revoked by a call, or needs a confirmation that
 * is missing; `busy` while another run is under way.
 */
export async function startBulkRevoke(
  context: Context,
  { tokenIds, typed, ownConfirmed, acceptPlaces }: Input<'bulkRevoke.start'>,
): Promise<Output<'bulkRevoke.start'>> {
  const { bulks, index } = context
  bulks.requireIdle()
  const items = [...new Set(tokenIds)].map((tokenId) => itemOf(context, tokenId))
  const isGuarded = items.some(({ lateness }) => lateness > 0)
  if (typed !== items.length || (isGuarded && !ownConfirmed)) throw new Failure('confirmation-needed')
  // A token that turns out to be the account's own meanwhile was not confirmed.
  const confirmed = new Set(items.filter(({ lateness }) => lateness > 0).map(({ tokenId }) => tokenId))
  // So is a place that is noted meanwhile.
  const places = new Map(items.map(({ tokenId }) => [tokenId, placesAtStake(index, issuedToken(context, tokenId))]))
  requirePlaces(sumOf(places.values()), acceptPlaces)
  const bulkId = await beginBulk(context, 'revoke', items, attemptIn(context, { confirmed, places }))
  return { bulkId }
}

function itemOf(context: Context, tokenId: string): BulkItem {
  const { rows, providers } = context
  const token = issuedToken(context, tokenId)
  const own = rows.own(token)
  const provider = providers.get(token.provider)
  const support = provider === undefined ? undefined : kindOf(provider, token.kind).support.revoke
  const way = revokeWay({ token, own }, support)
  if (way === 'guided' || way === 'none') throw new Failure('not-supported')
  return bulkItem(context, token, own)
}

interface Accepted {
  /** Guarded tokens. */
  readonly confirmed: ReadonlySet<string>
  /** How many places stop working with each. */
  readonly places: ReadonlyMap<string, number>
}

function attemptIn(context: Context, { confirmed, places }: Accepted): Attempt {
  const { rows, jobs, random, log } = context
  return async ({ tokenId }, stepUp) => {
    // The person may have done it since it was put in line. One that a list did not show is asked about all the same:
    // while tokens go, the pages of a list shift.
    if (rows.token(tokenId)?.state === 'revoked') return 'already-gone'
    try {
      const accepted = { ownConfirmed: confirmed.has(tokenId), acceptPlaces: places.get(tokenId) }
      const { outcome } = await jobs.run(random.uuid(), (signal) =>
        revokeOne(context, { tokenId, ...accepted, stepUp }, signal),
      )
      return outcome
    } catch (error) {
      return asFailure(error, log, 'bulk revoke')
    }
  }
}

function sumOf(numbers: Iterable<number>): number {
  return [...numbers].reduce((sum, number) => sum + number, 0)
}
