import type { Input } from '#shared/contract'
import type { Context } from '../context.ts'
import { noteActivity } from '../activity/noted.ts'
import { issuedToken } from '../tokens/target.ts'

/**
 * Notes the person's answer to "is this the token Keyrack signs in with?". As an account has one credential, a yes for
 * one token is a no for the others. What fingerprints and the provider tell comes before it. Throws Failure.
 */
export async function answerOwnCredential(
  context: Context,
  { tokenId, own }: Input<'token.ownCredential'>,
): Promise<void> {
  const { accountId } = issuedToken(context, tokenId)
  await context.accounts.change(accountId, (record) => {
    const others = record.notOwnTokenIds.filter((id) => id !== tokenId && context.inventory.token(id) !== undefined)
    if (own === 'yes') return { ...record, ownTokenId: tokenId, notOwnTokenIds: others }
    const ownTokenId = record.ownTokenId === tokenId ? null : record.ownTokenId
    return { ...record, ownTokenId, notOwnTokenIds: [...others, tokenId] }
  })
  noteActivity(context, { what: 'own-credential-answered', accountId, tokenId }, 'done')
}
