import type { Draft } from '#shared/model/operation'
import type { OwnCredential, Token } from '#shared/model/token'
import { aboutToken, type Entry } from '../../operations/index.ts'
import { typeOf } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { makeSecret, type Made } from '../operations/making.ts'
import { closeRelated } from '../operations/related.ts'
import { markRevoked } from './revoke.ts'
import type { Connected } from '../accounts/sessions.ts'
import { swapIfRefused } from '../operations/swap.ts'
import { partOf, requireConfirmed } from './target.ts'

export interface Regeneration {
  readonly connected: Connected
  readonly token: Token
  readonly draft: Draft
  readonly own: OwnCredential
  readonly ownConfirmed: boolean
  readonly signal: AbortSignal
}

/**
 * The provider gives the same token a new secret. The stored one is replaced in the commit that makes the new one
 * durable, and so is the account's credential when the token is known to be it. Where the provider gives it another id
 * with the secret, the token under the old id is dead. Throws Failure.
 */
export async function regenerateNatively(
  context: Context,
  { connected, token, draft, own, ownConfirmed, signal }: Regeneration,
): Promise<Made> {
  const { journal, random, inventory } = context
  const { accountId } = token
  const scope = partOf(token)
  requireConfirmed(own, ownConfirmed)
  const operationId = random.uuid()
  return journal.work(operationId, accountId, async () => {
    const entry = await journal.send(aboutToken(operationId, 'regenerate', token), {
      // A provider that gives it another id is looked through for that one when the answer is lost.
      idsBefore: inventory.tokensOfPart(accountId, scope).map(({ issuerId }) => issuerId),
      error: null,
    })
    return makeSecret(context, {
      connected,
      scope,
      entry,
      call: () => connected.session.regenerate(scope, token, draft.expiry, signal),
      isOwn: own === 'yes',
      onStored: async (stored) => {
        if (stored.operation.newTokenId !== token.id) await markRevoked(context, token.id)
        const isKnown = own !== 'unknown' || (await triesCredential(context, token, stored, signal))
        // The journal tries it again after the next refresh.
        if (isKnown) await journal.note(stored, 'done')
        await closeRelated(context, token.id, operationId)
      },
    })
  })
}

/** The token may have been the credential: then its new secret takes that place. False when it could not be tried. */
export async function triesCredential(
  context: Context,
  token: Token,
  stored: Entry,
  signal: AbortSignal,
): Promise<boolean> {
  const { life, log } = context
  const { accountId, newSecretId } = stored.operation
  if (newSecretId === undefined) return true
  try {
    const attempt = { accountId, secretId: newSecretId, token }
    await swapIfRefused(context, attempt, AbortSignal.any([signal, life()]))
    return true
  } catch (error) {
    log.warn('the credential could not be tried', { type: typeOf(error) })
    return false
  }
}
