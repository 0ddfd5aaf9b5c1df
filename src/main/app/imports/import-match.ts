import type { Identity } from '#shared/model/account'
import type { Proof, Token } from '#shared/model/token'
import { isListed } from '#shared/rules/guide'
import { Failure } from '../../ports/failure.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { unknownToken } from '../secrets/inspect-held.ts'
import { isSameIdentity } from '../list/refresher.ts'
import type { Connected } from '../accounts/sessions.ts'
import { kindOf, partOf } from '../tokens/target.ts'

/** So many tokens are asked about one by one, at most, where the secret alone does not tell. */
const mostProbes = 30
const mostChoices = 500

/** Whose secret it is, as far as its provider tells. */
export type Match =
  /** A token of the list, or of a part that has none and that knows it by its secret. */
  | { readonly kind: 'token'; readonly token: Token; readonly isNew: boolean; readonly proof: Proof }
  /** It is accepted, and it is one of these or none of the list. */
  | { readonly kind: 'which'; readonly tokenIds: readonly string[] }

interface Sought {
  readonly secret: Secret
  /** What it is called where it was found. */
  readonly name: string
}

/**
 * Finds the token of an account that a secret is of. The secret itself signs in, at the account's address and nowhere else.
 * Throws Failure: `wrong-token` for one that the provider refuses, `other-identity` for somebody else's.
 */
export async function matchToken(
  context: Context,
  accountId: string,
  { secret, name }: Sought,
  signal: AbortSignal,
): Promise<Match> {
  const { accounts, providers, sessions } = context
  const provider = providers.get(accounts.get(accountId).provider)
  if (provider === undefined) throw new Failure('not-supported')
  // One of a pair does not sign in by itself.
  const isAlone = provider.record.signIn.length === 0
  const who = isAlone ? await sessions.try(accountId, secret, ({ session }) => session.identify(signal)) : null
  const match = await sessions.use(accountId, async (connected) => {
    const [named, ...more] = who === null ? [] : namedBy(context, connected, who)
    // Providers that name a token do so by what it is called, which another may be called as well.
    if (named !== undefined && more.length > 0) return whichOf([named, ...more].map(({ id }) => id))
    if (named !== undefined) return known(named)
    return (
      (await unlisted(context, connected, { secret, name }, signal)) ??
      (await tryEach(context, connected, who, secret, signal))
    )
  })
  // Outside of the session, so that it says nothing of the account's own credential.
  if (typeof match === 'string') throw new Failure(match, { provider: provider.record.name })
  return match
}

const known = (token: Token): Match => ({ kind: 'token', token, isNew: false, proof: 'proven' })

const whichOf = (tokenIds: readonly string[]): Match => ({ kind: 'which', tokenIds: tokenIds.slice(0, mostChoices) })

/** The tokens that the secret's identity names. */
function namedBy({ inventory }: Context, { accountId, provider }: Connected, who: Identity): Token[] {
  return [...inventory.tokens(accountId)].filter(
    (token) => token.state === 'active' && provider.isOwnCredential(who, token) === 'yes',
  )
}

/** A token of a kind that the provider does not list: known by its secret from now on. */
async function unlisted(
  { inventory, random }: Context,
  { accountId, account, provider, session }: Connected,
  { secret, name: called }: Sought,
  signal: AbortSignal,
): Promise<Match | 'wrong-token' | null> {
  for (const scope of session.parts(account.identity)) {
    if (isListed(kindOf(provider, scope.kind))) continue
    const found = await session.inspect(scope, account.identity, secret, signal)
    if (found.kind === 'refused') return 'wrong-token'
    if (found.kind !== 'accepted') continue
    const name = { accountId, provider: account.provider }
    const issuerId = found.token.issuerId ?? `kept-${random.uuid()}`
    const token = inventory.tokenFrom(name, scope, {
      ...unknownToken,
      ...found.token,
      issuerId,
      name: found.token.name || called,
    })
    return { kind: 'token', token, isNew: true, proof: found.proof }
  }
  return null
}

/** Asks about the tokens that it can be. */
async function tryEach(
  { inventory, index }: Context,
  { accountId, account, provider, session }: Connected,
  who: Identity | null,
  secret: Secret,
  signal: AbortSignal,
): Promise<Match | 'wrong-token' | 'other-identity'> {
  const possible = [...inventory.tokens(accountId)].filter(
    (token) =>
      token.state === 'active' &&
      index.heldOf(token.id) === undefined &&
      (who === null || provider.isOwnCredential(who, token) !== 'no'),
  )
  const left: string[] = []
  // What works for one of a part works for all of it: the provider does not tell them apart.
  const alike = new Set<string>()
  let probes = 0
  for (const token of possible) {
    if (alike.has(token.partId) || probes >= mostProbes) {
      left.push(token.id)
      continue
    }
    probes += 1
    const { kind } = await session.probe(partOf(token), token, account.identity, secret, signal)
    if (kind === 'proven') return known(token)
    if (kind === 'refused') return 'wrong-token'
    if (kind === 'works') {
      alike.add(token.partId)
      left.push(token.id)
    }
  }
  const isTheirs = who !== null && isSameIdentity(who, account.identity)
  return left.length === 0 && !isTheirs ? 'other-identity' : whichOf(left)
}
