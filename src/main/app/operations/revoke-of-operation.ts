import type { Token } from '#shared/model/token'
import type { Entry } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { StepUp } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { endingOf } from './ending-try.ts'
import { asFailure } from '../failures.ts'
import { closeRelated } from './related.ts'
import { markRevoked } from '../tokens/revoke.ts'
import { isRefusal } from '../list/refresher.ts'
import type { Connected } from '../accounts/sessions.ts'
import { swapIfRefused } from './swap.ts'
import { withStoredSecret } from '../secrets/stored-secret.ts'
import { partOf } from '../tokens/target.ts'

/**
 * Takes an operation from `revoking` to `done`: revokes its old token (or the candidate that a lost answer made) and sees
 * in a new listing that it is dead. May be done again at any time: what is gone already counts as revoked. Throws
 * Failure; the operation then stays at `revoking` with the reason, and waits for the person when they cancelled it or when
 * the provider asks for what only they have.
 */
export async function revokeOfOperation(
  context: Context,
  entry: Entry,
  signal: AbortSignal,
  stepUp?: StepUp,
): Promise<void> {
  const { journal, sessions, log, life } = context
  const { accountId, id } = entry.operation
  const token = condemned(context, entry)
  try {
    const once = (connected: Connected) => revokeAndVerify(context, connected, entry, token, signal)
    const isDone = await sessions.use(accountId, once, stepUp)
    // The account has the successor's secret for its credential now: the same once more with that.
    if (!isDone) await sessions.use(accountId, once, stepUp)
  } catch (error) {
    const failure = asFailure(error, log, 'revoke')
    const isCalledOff = signal.aborted && !life().aborted
    await journal.note(entry, 'revoking', { error: isCalledOff ? { kind: 'cancelled' } : failure.error })
    throw failure
  }
  await journal.note(entry, 'done', entry.operation.newSecretId === undefined ? {} : endingOf(context, token.id))
  await closeRelated(context, token.id, id)
}

/** The token an operation revokes: without a new secret it can only be the candidate the person chose. */
function condemned({ rows }: Context, { operation }: Entry): Token {
  const tokenId = operation.newSecretId === undefined ? operation.newTokenId : operation.tokenId
  const token = tokenId === undefined ? undefined : rows.token(tokenId)
  if (token === undefined) throw new Failure('not-found')
  return token
}

/** False when the credential was exchanged and everything has to be done with the new one. */
async function revokeAndVerify(
  context: Context,
  { session, account, accountId }: Connected,
  entry: Entry,
  token: Token,
  signal: AbortSignal,
): Promise<boolean> {
  const { inventory, rows, life, log } = context
  const scope = partOf(token)
  try {
    await withStoredSecret(context, token.id, (secret) => session.revoke(scope, token, signal, secret))
    await markRevoked(context, token.id)
    await inventory.list(session, { accountId, provider: account.provider }, scope, life())
  } catch (error) {
    const failure = asFailure(error, log, 'revoke')
    const { newSecretId, newTokenId } = entry.operation
    const successor = newTokenId === undefined ? undefined : rows.token(newTokenId)
    if (!isRefusal(failure) || newSecretId === undefined || successor === undefined) throw failure
    // The old token may have been the credential all along, revoked by this call or by an earlier try.
    if (await swapIfRefused(context, { accountId, secretId: newSecretId, token: successor }, life())) return false
    throw failure
  }
  if (rows.token(token.id)?.state === 'active') throw new Failure('server-error', { code: 'still-listed' })
  return true
}
