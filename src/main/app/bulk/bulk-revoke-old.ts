import type { Input, Output } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { Attempt } from './bulk-run.ts'
import { beginBulk, bulkItem } from './bulk-start.ts'
import type { Context } from '../context.ts'
import { continueWith } from '../operations/continue.ts'
import { asFailure } from '../failures.ts'
import { placesAtStake, requirePlaces } from '../places/place-facts.ts'
import { issuedToken } from '../tokens/target.ts'

/**
 * Begins to revoke the old tokens of operations, each as its own operation does it. Throws Failure, and does nothing, when one
 * of them has no old token that waits, or needs a confirmation that is missing; `busy` while another run is under way.
 */
export async function startBulkRevokeOld(
  context: Context,
  { operationIds, typed, ownConfirmed, acceptPlaces }: Input<'bulkRevokeOld.start'>,
): Promise<Output<'bulkRevokeOld.start'>> {
  const { bulks, journal, rows, index } = context
  bulks.requireIdle()
  const operations = new Map<string, string>()
  for (const operationId of operationIds) {
    const { emulated, tokenId, newSecretId, step } = journal.get(operationId).operation
    const isWaiting = emulated && newSecretId !== undefined && ['stored', 'checked', 'revoking'].includes(step)
    if (!isWaiting || tokenId === undefined) throw new Failure('invalid-input', { field: 'operationIds' })
    operations.set(tokenId, operationId)
  }
  const tokens = [...operations.keys()].map((tokenId) => issuedToken(context, tokenId))
  const items = tokens.map((token) => bulkItem(context, token, rows.own(token)))
  const isGuarded = items.some(({ lateness }) => lateness > 0)
  if (typed !== items.length || (isGuarded && !ownConfirmed)) throw new Failure('confirmation-needed')
  const confirmed = new Set(items.filter(({ lateness }) => lateness > 0).map(({ tokenId }) => tokenId))
  const places = new Map(tokens.map((token) => [token.id, placesAtStake(index, token)]))
  requirePlaces(
    [...places.values()].reduce((sum, number) => sum + number, 0),
    acceptPlaces,
  )
  const accepted = { operations, confirmed, places }
  const bulkId = await beginBulk(context, 'revoke-old', items, attemptIn(context, accepted))
  return { bulkId }
}

interface Accepted {
  /** By old token. */
  readonly operations: ReadonlyMap<string, string>
  readonly confirmed: ReadonlySet<string>
  readonly places: ReadonlyMap<string, number>
}

function attemptIn(context: Context, { operations, confirmed, places }: Accepted): Attempt {
  const { jobs, random, log, journal, rows } = context
  return async ({ tokenId }, stepUp) => {
    try {
      const operationId = operations.get(tokenId) ?? ''
      const ownConfirmed = confirmed.has(tokenId)
      // The person may have done it since it was put in line.
      const isDone = journal.get(operationId).operation.step === 'done'
      if (isDone && rows.token(tokenId)?.state !== 'active') return 'already-gone'
      await jobs.run(random.uuid(), (signal) =>
        continueWith(
          context,
          { operationId, decision: 'revoke-old', tokenId: null, ownConfirmed, acceptPlaces: places.get(tokenId) },
          stepUp,
          signal,
        ),
      )
      return 'revoked'
    } catch (error) {
      return asFailure(error, log, 'bulk revoke old')
    }
  }
}
