import type { Input, Output } from '#shared/contract'
import type { OwnCredential } from '#shared/model/token'
import { aboutToken, type Entry } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { StepUp } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { placesAtStake, requirePlaces } from '../places/place-facts.ts'
import { endingOf } from '../operations/ending-try.ts'
import { asFailure } from '../failures.ts'
import { looksDead, patienceMs } from '../operations/look.ts'
import { refreshInBackground } from '../list/refresh.ts'
import { closeRelated } from '../operations/related.ts'
import { lostUnlessRefused } from '../operations/settle.ts'
import type { Connected } from '../accounts/sessions.ts'
import { withStepUp } from '../accounts/step-up.ts'
import { withStoredSecret } from '../secrets/stored-secret.ts'
import { issuedToken, kindOf, partOf, requireConfirmed, supportOf } from './target.ts'

type Outcome = Output<'token.revoke'>['outcome']

/** A token to revoke, with what the person confirmed and typed for it. */
export interface Revocation {
  readonly tokenId: string
  readonly ownConfirmed: boolean
  readonly acceptPlaces: number | undefined
  readonly stepUp: StepUp | undefined
}

/** Revokes a token: see `revokeOne`. Throws Failure; then the token was alive when last seen. */
export async function revokeToken(
  context: Context,
  { tokenId, ownConfirmed, acceptPlaces, stepUp }: Input<'token.revoke'>,
  signal: AbortSignal,
): Promise<Output<'token.revoke'>> {
  const { accountId } = issuedToken(context, tokenId)
  const { outcome, own } = await withStepUp(stepUp, (given) =>
    revokeOne(context, { tokenId, ownConfirmed, acceptPlaces, stepUp: given }, signal),
  )
  // Whether the account can still sign in is asked at once, and not left for a surprise.
  if (own !== 'no') refreshInBackground(context, accountId)
  return { outcome }
}

/**
 * Revokes a token, and gives whether it was the account's own credential. Already gone counts as done and says so. When the
 * answer is lost the provider is asked whether the token is still there: unlike making one, that leaves no doubt. Throws
 * Failure; then the token was alive when last seen.
 */
export async function revokeOne(
  context: Context,
  { tokenId, ownConfirmed, acceptPlaces, stepUp }: Revocation,
  signal: AbortSignal,
): Promise<{ outcome: Outcome; own: OwnCredential }> {
  const { journal, random, rows, sessions, index } = context
  const { accountId } = issuedToken(context, tokenId)
  const revoke = async (connected: Connected): Promise<{ outcome: Outcome; own: OwnCredential }> => {
    const token = issuedToken(context, tokenId)
    supportOf(kindOf(connected.provider, token.kind), 'revoke')
    const own = rows.own(token)
    requireConfirmed(own, ownConfirmed)
    requirePlaces(placesAtStake(index, token), acceptPlaces)
    const operationId = random.uuid()
    return journal.work(operationId, accountId, async () => {
      const entry = await journal.send(aboutToken(operationId, 'revoke', token))
      // Some providers end a token by its value only.
      const outcome = await withStoredSecret(context, tokenId, (secret) =>
        callRevoke(context, connected, entry, () => connected.session.revoke(partOf(token), token, signal, secret)),
      )
      await closeRelated(context, tokenId, operationId)
      return { outcome, own }
    })
  }
  return noted(context, { what: 'token-revoked', accountId, tokenId }, () =>
    journal.work(tokenId, accountId, () => sessions.use(accountId, revoke, stepUp)),
  )
}

async function callRevoke(
  context: Context,
  connected: Connected,
  entry: Entry,
  call: () => Promise<Outcome>,
): Promise<Outcome> {
  const { log } = context
  try {
    const outcome = await call()
    await noteRevoked(context, entry)
    return outcome
  } catch (error) {
    const failure = asFailure(error, log, 'revoke')
    return settleFailedRevoke(context, connected, entry, failure)
  }
}

async function settleFailedRevoke(
  context: Context,
  connected: Connected,
  entry: Entry,
  failure: Failure,
): Promise<Outcome> {
  const lost = await lostUnlessRefused(context, entry, failure)
  const isGone = await resolveLostRevoke(context, connected, lost, patienceMs)
  if (isGone !== true) throw failure
  return 'revoked'
}

/**
 * Looks whether a token whose revocation got no answer is still there, and ends the operation accordingly. Null when
 * the provider could not be asked, or not within `limitMs`; the operation then waits for the next refresh. Never throws.
 */
export async function resolveLostRevoke(
  context: Context,
  connected: Connected,
  entry: Entry,
  limitMs: number | null = null,
): Promise<boolean | null> {
  const { journal } = context
  const { error } = entry.operation
  const isDead = await looksDead(context, connected, entry, limitMs)
  if (isDead instanceof Failure) {
    await journal.note(entry, 'answer-lost', { error: isDead.error })
    return null
  }
  if (!isDead) {
    await journal.note(entry, 'abandoned', { error: error ?? { kind: 'answer-lost' } })
    return false
  }
  await noteRevoked(context, entry)
  return true
}

async function noteRevoked(context: Context, entry: Entry): Promise<void> {
  const { tokenId } = entry.operation
  await markRevoked(context, tokenId)
  await context.journal.note(entry, 'done', endingOf(context, tokenId))
}

/** The token is dead by Keyrack's hand. Its stored secret stays until the person forgets it. Never throws. */
export async function markRevoked({ inventory, clock }: Context, tokenId: string | undefined): Promise<void> {
  const token = tokenId === undefined ? undefined : inventory.token(tokenId)
  if (token === undefined || token.state === 'revoked') return
  await inventory.upsert({ ...token, state: 'revoked', goneAt: token.goneAt ?? clock.now() })
}
