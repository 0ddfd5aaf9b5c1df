import type { Owner } from '#shared/model/owner'
import type { OperationName, Support, TokenKind } from '#shared/model/provider'
import type { OwnCredential, Token } from '#shared/model/token'
import type { FormProblem } from '#shared/rules/form'
import { isListed } from '#shared/rules/guide'
import { endsWithAll } from '#shared/rules/revoke-all'
import { partIdOf } from '../../inventory/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { PartScope, Provider } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { otherId } from './other-token.ts'
import type { Connected } from '../accounts/sessions.ts'

/** The part that is meant, as the account's identity offers it. Throws Failure('not-found') for any other. */
export function offeredPart({ session, account, accountId }: Connected, owner: Owner, kind: string): PartScope {
  const wanted = partIdOf(accountId, { owner, kind })
  const scope = session.parts(account.identity).find((offered) => partIdOf(accountId, offered) === wanted)
  if (scope === undefined) throw new Failure('not-found')
  return scope
}

/** The parts whose tokens a provider lists, and ends when it ends all of the account's person. */
export function partsOfAll({ session, account, provider }: Connected): PartScope[] {
  return session
    .parts(account.identity)
    .filter(({ owner, kind }) => endsWithAll(owner) && isListed(kindOf(provider, kind)))
}

/** The part a listed token is in. */
export function partOf({ owner, kind }: Token): PartScope {
  return { owner, kind }
}

/** The provider's record of a kind of token. Throws Failure('not-supported'). */
export function kindOf(provider: Provider, kind: string): TokenKind {
  const found = provider.record.tokenKinds.find((one) => one.kind === kind)
  if (found === undefined) throw new Failure('not-supported')
  return found
}

/** How the operation is done; Failure('not-supported') where Keyrack cannot do it by itself. */
export function supportOf(kind: TokenKind, operation: OperationName): Support & { how: 'native' | 'emulated' } {
  const support = kind.support[operation]
  if (support.how === 'native' || support.how === 'emulated') return support
  throw new Failure('not-supported')
}

/** A token that its provider knows. Throws Failure: `not-found`, or `not-supported` for one without an adapter. */
export function issuedToken({ rows }: Context, tokenId: string): Token {
  const token = rows.token(tokenId)
  if (token === undefined) throw new Failure('not-found')
  if (token.provider === otherId) throw new Failure('not-supported')
  return token
}

/** Own and perhaps own credentials need a second, explicit step. Throws Failure('confirmation-needed'). */
export function requireConfirmed(own: OwnCredential, confirmed: boolean): void {
  if (own !== 'no' && !confirmed) throw new Failure('confirmation-needed')
}

/** Throws Failure('invalid-input') with the first field that breaks the provider's rules. */
export function refuseInvalid(problems: readonly FormProblem[]): void {
  const [first] = problems
  if (first !== undefined) throw new Failure('invalid-input', { field: first.field, code: first.problem })
}
