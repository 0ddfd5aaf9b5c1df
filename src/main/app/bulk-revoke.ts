import type { Input, Output } from '#shared/contract'
import type { OwnCredential } from '#shared/model/token'
import { revokeWay } from '#shared/rules/bulk-revoke'
import { Failure } from '../ports/failure.ts'
import { Secret } from '../ports/secret.ts'
import type { BulkItem } from './bulk-queue.ts'
import { BulkRun, type Attempt } from './bulk-run.ts'
import type { Context } from './context.ts'
import { asFailure } from './failures.ts'
import { serverOf } from './network.ts'
import { placesAtStake, requirePlaces } from './place-facts.ts'
import { refreshInBackground } from './refresh.ts'
import { revokeOne } from './revoke.ts'
import { issuedToken, kindOf } from './target.ts'

const latenessOf: Readonly<Record<OwnCredential, BulkItem['lateness']>> = { no: 0, unknown: 1, yes: 2 }

/**
 * Begins to revoke many tokens, each as if it were the only one: with its own entry in the journal and in the activity log.
 * Throws Failure, and does nothing, when one of them is not there, cannot be revoked by a call, or needs a confirmation that
 * is missing; `busy` while another run is under way.
 */
export async function startBulkRevoke(
  context: Context,
  { tokenIds, typed, ownConfirmed, acceptPlaces }: Input<'bulkRevoke.start'>,
): Promise<Output<'bulkRevoke.start'>> {
  const { bulks, random, clock, facts, vault, index } = context
  bulks.requireIdle()
  const items = [...new Set(tokenIds)].map((tokenId) => itemOf(context, tokenId))
  const isGuarded = items.some(({ lateness }) => lateness > 0)
  if (typed !== items.length || (isGuarded && !ownConfirmed)) throw new Failure('confirmation-needed')
  // A token that turns out to be the account's own meanwhile was not confirmed.
  const confirmed = new Set(items.filter(({ lateness }) => lateness > 0).map(({ tokenId }) => tokenId))
  // So is a place that is noted meanwhile.
  const places = new Map(items.map(({ tokenId }) => [tokenId, placesAtStake(index, issuedToken(context, tokenId))]))
  requirePlaces(sumOf(places.values()), acceptPlaces)
  const bulkId = random.uuid()
  const run = new BulkRun(bulkId, items, {
    attempt: attemptIn(context, { confirmed, places }),
    after: (ms, action) => clock.after(ms, action),
    begin: () => vault.countAsOne(),
    changed: () => facts.soon(),
    // What their providers list now is asked once for all of them.
    ended: (accountIds) => {
      facts.now()
      for (const accountId of accountIds) {
        if (context.index.accounts.has(accountId)) refreshInBackground(context, accountId)
      }
    },
  })
  bulks.begin(run)
  facts.now()
  return Promise.resolve({ bulkId })
}

/** What became of each token so far. Throws Failure('not-found') for a run that is over. */
export async function bulkResults(
  { bulks }: Context,
  { bulkId, from }: Input<'bulkRevoke.results'>,
): Promise<Output<'bulkRevoke.results'>> {
  const run = bulks.get(bulkId)
  return Promise.resolve({ results: run.results(from), round: run.state.round })
}

/** Goes on with the tokens of an account, with what the person typed; it is kept until the run ends. Throws Failure. */
export async function goOnWithBulk(
  { bulks }: Context,
  { bulkId, accountId, stepUp }: Input<'bulkRevoke.goOn'>,
): Promise<void> {
  const run = bulks.get(bulkId)
  if (!run.state.asks.some((asked) => asked.accountId === accountId)) throw new Failure('not-found')
  run.answer(accountId, {
    ...(stepUp?.password === undefined ? {} : { password: new Secret(stepUp.password) }),
    ...(stepUp?.oneTimeCode === undefined ? {} : { oneTimeCode: new Secret(stepUp.oneTimeCode) }),
  })
  return Promise.resolve()
}

/** Tries everything again that is neither revoked nor gone. Throws Failure: `not-found`, `busy`. */
export async function bulkAgain({ bulks, facts }: Context, { bulkId }: Input<'bulkRevoke.again'>): Promise<void> {
  const run = bulks.get(bulkId)
  bulks.requireIdle()
  run.again()
  facts.now()
  return Promise.resolve()
}

function itemOf(context: Context, tokenId: string): BulkItem {
  const { rows, providers, accounts } = context
  const token = issuedToken(context, tokenId)
  const own = rows.own(token)
  const provider = providers.get(token.provider)
  const support = provider === undefined ? undefined : kindOf(provider, token.kind).support.revoke
  const way = revokeWay({ token, own }, support)
  if (way === 'guided' || way === 'none') throw new Failure('not-supported')
  const { accountId } = token
  return { tokenId, accountId, server: serverOf(accounts.get(accountId).origin), lateness: latenessOf[own] }
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
