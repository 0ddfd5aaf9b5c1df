import type { Input } from '#shared/contract'
import type { TokenKind } from '#shared/model/provider'
import { fillPage, placesOf } from '#shared/rules/guide'
import { Failure } from '../../ports/failure.ts'
import { providerOf } from '../accounts/account-check.ts'
import type { Context } from '../context.ts'
import { guideOf } from './guided.ts'
import { consolePage } from './open-link.ts'
import { issuedToken, kindOf } from './target.ts'

/**
 * Opens the page on which a person does a guided operation, filled in as far as its address can say it. Only pages of the
 * account's own console. Throws Failure.
 */
export async function openGuide(context: Context, input: Input<'guided.open'>): Promise<void> {
  await context.opener.openUrl(pageOf(context, input))
}

function pageOf(context: Context, input: Input<'guided.open'>): string {
  const { clock } = context
  if (input.what === 'create') {
    const { accountId, owner, draft } = input
    const kind = kindOfAccount(context, accountId, input.kind)
    const places = { ...placesOf(draft, kind.form.scopes, clock.now()), owner: owner.id }
    return consolePage(context, accountId, fillPage(guideOf(kind, 'create').page, places))
  }
  if (input.what === 'revoke-all') {
    const { provider, identity } = context.accounts.get(input.accountId)
    const { revokeAll } = providerOf(context, provider).record
    if (revokeAll.how !== 'guided') throw new Failure('not-supported')
    return consolePage(context, input.accountId, fillPage(revokeAll.guide.page, { owner: identity.id }))
  }
  const { accountId, kind, owner, issuerId, name, description } = issuedToken(context, input.tokenId)
  const rules = kindOfAccount(context, accountId, kind)
  const expiry = input.what === 'regenerate' ? placesOf(input.draft, undefined, clock.now()) : {}
  const places = { ...expiry, name, description, owner: owner.id, token: issuerId }
  return consolePage(context, accountId, fillPage(guideOf(rules, input.what).page, places))
}

function kindOfAccount(context: Context, accountId: string, kind: string): TokenKind {
  return kindOf(providerOf(context, context.accounts.get(accountId).provider), kind)
}
