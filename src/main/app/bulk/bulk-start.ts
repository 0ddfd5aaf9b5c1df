import type { Input, Output } from '#shared/contract'
import type { BulkKind } from '#shared/contract/bulk'
import type { OwnCredential, Token } from '#shared/model/token'
import { claimedMs } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import { Secret } from '../../ports/secret.ts'
import type { BulkItem } from './bulk-queue.ts'
import { BulkRun, type Attempt } from './bulk-run.ts'
import type { Context } from '../context.ts'
import { serverOf } from '../network.ts'
import { refreshInBackground } from '../list/refresh.ts'

const latenessOf: Readonly<Record<OwnCredential, BulkItem['lateness']>> = { no: 0, unknown: 1, yes: 2 }

/** A token as it is put in line. Throws Failure('not-found') when its account is not there. */
export function bulkItem({ accounts }: Context, { id, accountId }: Token, own: OwnCredential): BulkItem {
  return { tokenId: id, accountId, server: serverOf(accounts.get(accountId).origin), lateness: latenessOf[own] }
}

/**
 * Begins a run, and gives its id. Throws Failure('busy') while another is under way, with the code `elsewhere` for one of another
 * process on the same tokens.
 */
export async function beginBulk(
  context: Context,
  what: BulkKind,
  items: readonly BulkItem[],
  attempt: Attempt,
): Promise<string> {
  const { bulks, random, clock, facts, vault, index } = context
  const bulkId = random.uuid()
  const startedAt = clock.now()
  const kept = { id: bulkId, what, tokenIds: items.map(({ tokenId }) => tokenId), startedAt }
  let isKept = Promise.resolve()
  let keptAt = startedAt
  /** Before anything is sent it is durable what this is about. */
  const claim = async (): Promise<void> => {
    keptAt = clock.now()
    await bulks.keep.claim(kept)
  }
  const run = new BulkRun(bulkId, what, items, {
    attempt: async (item, stepUp) => {
      // Who says nothing for long counts as one that has ended.
      if (clock.now() - keptAt > claimedMs / 2) {
        keptAt = clock.now()
        isKept = bulks.keep.write(kept)
      }
      await isKept
      return attempt(item, stepUp)
    },
    after: (ms, action) => clock.after(ms, action),
    begin: () => vault.countAsOne(),
    changed: () => facts.soon(),
    // What their providers list now is asked once for all of them.
    ended: (accountIds) => {
      bulks.ended(run)
      facts.now()
      for (const accountId of accountIds) {
        if (index.accounts.has(accountId)) refreshInBackground(context, accountId)
      }
    },
  })
  await bulks.begin(run, claim)
  facts.now()
  return bulkId
}

/** What became of each token so far. Throws Failure('not-found') for a run that is over. */
export async function bulkResults(
  { bulks }: Context,
  { bulkId, from }: Input<'bulk.results'>,
): Promise<Output<'bulk.results'>> {
  return Promise.resolve(bulks.results(bulkId, from))
}

/** What a run that was cut off has left to do. Throws Failure('not-found') for any other. */
export async function bulkLeft({ bulks }: Context, { bulkId }: Input<'bulk.left'>): Promise<Output<'bulk.left'>> {
  return Promise.resolve({ tokenIds: bulks.left(bulkId) })
}

/** Goes on with the tokens of an account, with what the person typed; it is kept until the run ends. Throws Failure. */
export async function goOnWithBulk(
  { bulks }: Context,
  { bulkId, accountId, stepUp }: Input<'bulk.goOn'>,
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
export async function bulkAgain({ bulks, facts }: Context, { bulkId }: Input<'bulk.again'>): Promise<void> {
  await bulks.again(bulkId)
  facts.now()
}
