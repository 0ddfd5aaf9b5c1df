import type { Input, Output } from '#shared/contract'
import type { EndedAll } from '#shared/contract/revoke-all'
import type { Token } from '#shared/model/token'
import { aboutAll, listedAll, type Entry } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { asFailure } from '../failures.ts'
import { lostUnlessRefused } from './settle.ts'
import { patienceMs } from './look.ts'
import { placesAtStake, requirePlaces } from '../places/place-facts.ts'
import { isRefusal, isSameIdentity } from '../list/refresher.ts'
import { lookAfter, noteAccessEnded, noteEnded, resolveLostRevokeAll, waitsWith } from './revoke-all-settle.ts'
import type { Connected } from '../accounts/sessions.ts'
import { sessionWith } from '../accounts/step-up.ts'
import { partsOfAll } from '../tokens/target.ts'

/**
 * Lists every token that one call of the provider would end: those of the person that the account signs in as. Gives
 * Keyrack's ids. Throws Failure.
 */
export async function listForRevokeAll(
  context: Context,
  { accountId }: Input<'revokeAll.list'>,
  signal: AbortSignal,
): Promise<Output<'revokeAll.list'>> {
  const tokens = await context.sessions.use(accountId, async (connected) => {
    requireCall(connected)
    return listAll(context, connected, signal)
  })
  return { tokenIds: tokens.map(({ id }) => id) }
}

/**
 * Ends every token of the person that the account signs in as, by the provider's one call, the account's own too. Lists
 * just before, and does nothing when there is a token, or a place of one, that the person was not shown; lists just after. Throws Failure:
 * `answer-lost` or `still-works` where an operation waits that says what is known, anything else when nothing was done.
 */
export async function revokeAll(
  context: Context,
  { accountId, name, tokenIds, acceptPlaces, stepUp }: Input<'revokeAll.call'>,
  signal: AbortSignal,
): Promise<EndedAll> {
  const { accounts, journal } = context
  if (accounts.get(accountId).name !== name.trim()) throw new Failure('confirmation-needed')
  return noted(context, { what: 'all-tokens-revoked', accountId }, () =>
    journal.work(accountId, null, async () => {
      if (journal.isChanging(accountId)) throw new Failure('busy')
      return sessionWith(context, accountId, stepUp, (connected) =>
        endAll(context, connected, { tokenIds: new Set(tokenIds), acceptPlaces }, signal),
      )
    }),
  )
}

async function endAll(
  context: Context,
  connected: Connected,
  shown: { readonly tokenIds: ReadonlySet<string>; readonly acceptPlaces: number | undefined },
  signal: AbortSignal,
): Promise<EndedAll> {
  const { journal, random, log, index } = context
  const { session, account } = connected
  requireCall(connected)
  const [part] = partsOfAll(connected)
  if (part === undefined) throw new Failure('not-supported')
  const about = aboutAll(random.uuid(), connected.accountId, account, part)
  const { entry, identity } = await journal.sendAfter(about, async () => {
    // Some providers end them by a name or an address of the person, which may have become somebody else's.
    const who = await session.identify(signal)
    if (!isSameIdentity(who, account.identity)) throw new Failure('other-identity')
    const tokens = await listAll(context, connected, signal)
    if (tokens.some(({ id }) => !shown.tokenIds.has(id))) throw new Failure('confirmation-needed')
    requirePlaces(
      tokens.reduce((sum, token) => sum + placesAtStake(index, token), 0),
      shown.acceptPlaces,
    )
    return { before: listedAll(tokens), identity: who }
  })
  try {
    await session.revokeAll(identity, signal)
  } catch (error) {
    return settleFailed(context, connected, entry, asFailure(error, log, 'revoke-all'))
  }
  return settleDone(context, connected, entry)
}

/** The provider said that all are ended; a listing tells, or a refusal of the credential. */
async function settleDone(context: Context, connected: Connected, entry: Entry): Promise<EndedAll> {
  const { journal } = context
  const ended = entry.idsBefore.length
  const after = await lookAfter(context, connected, entry, patienceMs)
  if (after.kind === 'seen' && after.left.length > 0) {
    await journal.note(entry, 'answer-lost', waitsWith(after, entry))
    throw new Failure('still-works', { provider: connected.provider.record.name })
  }
  if (after.kind === 'failed') await noteEnded(context, entry)
  await journal.note(entry, 'done')
  if (after.kind === 'seen') return { ended, access: 'works' }
  if (!isRefusal(after.failure)) return { ended, access: 'unknown' }
  await noteAccessEnded(context, connected)
  return { ended, access: 'ended' }
}

async function settleFailed(context: Context, connected: Connected, entry: Entry, failure: Failure): Promise<EndedAll> {
  const { error } = failure
  const lost = await lostUnlessRefused(context, entry, failure)
  if (await resolveLostRevokeAll(context, connected, lost, patienceMs)) {
    return { ended: entry.idsBefore.length, access: 'works' }
  }
  throw error.kind === 'answer-lost' ? failure : new Failure('answer-lost', { ...error })
}

function requireCall({ provider }: Connected): void {
  if (provider.record.revokeAll.how !== 'native') throw new Failure('not-supported')
}

/** Lists all parts whose tokens the call ends. */
async function listAll({ inventory }: Context, connected: Connected, signal: AbortSignal): Promise<Token[]> {
  const { accountId, account, session } = connected
  const tokens: Token[] = []
  for (const scope of partsOfAll(connected)) {
    await inventory.list(session, { accountId, provider: account.provider }, scope, signal)
    tokens.push(...inventory.tokensOfPart(accountId, scope).filter(({ state }) => state === 'active'))
  }
  return tokens
}
