import type { LeakWay } from '#shared/contract'
import { endedByValue, type LeakedLook } from '#shared/rules/leaked'
import type { Token } from '#shared/model/token'
import type { ByValue, Provider } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { otherId } from '../tokens/other-token.ts'

/** What the vault has of a secret. */
export interface Known {
  readonly tokenIds: readonly string[]
  readonly accountIds: readonly string[]
}

/**
 * The ways to end a secret, fastest first, and what all secrets of its kind begin with. One that is stored goes to its own
 * account's address only; any other to the addresses of the providers that it can be of, at which accounts sign in or which
 * are the provider's own.
 */
export async function waysOf(
  context: Context,
  value: string,
  known: Known,
  look: LeakedLook,
): Promise<{ readonly ways: readonly LeakWay[]; readonly prefix: string }> {
  const stored = await storedWays(context, value, known)
  const isKnown = known.tokenIds.length + known.accountIds.length > 0
  const providers = isKnown ? [] : likely(context, look)
  const others = await Promise.all(
    providers.flatMap((provider) =>
      originsOf(context, provider).map((origin) => waysAt(context, provider, origin, value)),
    ),
  )
  return { ways: [...stored, ...others.flat()], prefix: prefixOf(context, value) }
}

/** The public call of an origin that ends such a secret; undefined where there is none. */
export async function byValueAt(provider: Provider, origin: string, value: string): Promise<ByValue | undefined> {
  if (endedByValue(value, provider.record) === undefined) return undefined
  return provider.byValue?.(origin)
}

function likely({ providers }: Context, look: LeakedLook): Provider[] {
  if (look.is === 'none') return [...providers.values()]
  const found = [...new Set(look.likenesses.map(({ provider }) => provider))].flatMap((id) => providers.get(id) ?? [])
  // Any value can be a secret of those whose secrets have no shape.
  const shapeless = [...providers.values()].filter(({ record }) => record.shapes.length === 0)
  return look.how === 'possible' ? [...found, ...shapeless] : found
}

/** Where accounts sign in comes before what is anybody's. */
function originsOf({ index }: Context, { record }: Provider): string[] {
  const own = [...index.accounts.values()].filter(({ provider }) => provider === record.id)
  return [...new Set([...own.map(({ origin }) => origin), ...record.instances.map(({ origin }) => origin)])]
}

async function waysAt({ index }: Context, provider: Provider, origin: string, value: string): Promise<LeakWay[]> {
  const { id, signIn, tokenKinds } = provider.record
  const at = { provider: id, origin, tokenId: null, accountId: null }
  if ((await byValueAt(provider, origin, value)) !== undefined) return [{ how: 'by-value', ...at }]
  // Of a pair, such as a client's id and secret, neither is a token: a token does not sign in.
  if (signIn.length > 0) {
    return [...index.accounts].flatMap(([accountId, account]): LeakWay[] =>
      account.provider === id && account.origin === origin ? [{ ...at, how: 'account', accountId }] : [],
    )
  }
  const isCallable = tokenKinds.some(({ support }) => support.revoke.how === 'native')
  return [{ how: isCallable ? 'itself' : 'page', ...at }]
}

async function storedWays(context: Context, value: string, { tokenIds, accountIds }: Known): Promise<LeakWay[]> {
  const tokens = tokenIds.flatMap((id) => context.rows.token(id) ?? [])
  const own = accountIds.flatMap((accountId) => ownTokenOf(context, accountId) ?? [])
  const ways = await Promise.all([...tokens, ...own].map((token) => wayOfToken(context, token, value)))
  const told = ways.flatMap((way) => way ?? [])
  const unknown = await Promise.all(accountIds.map((accountId) => wayOfAccount(context, accountId, value)))
  const all = told.length > 0 ? told : unknown.flat()
  return [...new Map(all.map((way) => [JSON.stringify(way), way])).values()]
}

function ownTokenOf({ inventory, rows }: Context, accountId: string): Token | undefined {
  return [...inventory.tokens(accountId)].find((token) => token.state === 'active' && rows.own(token) === 'yes')
}

async function wayOfToken(context: Context, token: Token, value: string): Promise<LeakWay | null> {
  const { index, providers } = context
  const provider = providers.get(token.provider)
  const origin = index.accounts.get(token.accountId)?.origin
  const about = { provider: token.provider, tokenId: token.id, accountId: null }
  if (token.provider === otherId) return { how: 'page', origin: '', ...about }
  if (provider === undefined || origin === undefined) return null
  const at = { ...about, origin }
  if ((await byValueAt(provider, origin, value)) !== undefined) return { ...at, how: 'by-value', tokenId: null }
  const kind = provider.record.tokenKinds.find((one) => one.kind === token.kind)
  // Of a secret that nobody ever knew to be the token's, and of a token that has ended, the secret itself tells more.
  const isSure = index.heldOf(token.id)?.held.proof !== 'unchecked' && token.state === 'active'
  if (!isSure) return (await waysAt(context, provider, origin, value))[0] ?? null
  return { ...at, how: kind?.support.revoke.how === 'native' ? 'token' : 'page' }
}

async function wayOfAccount(context: Context, accountId: string, value: string): Promise<LeakWay[]> {
  const { index, providers } = context
  const account = index.accounts.get(accountId)
  const provider = account === undefined ? undefined : providers.get(account.provider)
  if (account === undefined || provider === undefined) return []
  // What a client signs in with is no token: nobody but a person can exchange it.
  if (provider.record.signIn.length > 0) {
    return [{ how: 'page', provider: account.provider, origin: account.origin, tokenId: null, accountId: null }]
  }
  return waysAt(context, provider, account.origin, value)
}

/** The longest beginning that a provider's secrets share and this one has. */
function prefixOf({ catalogue }: Context, value: string): string {
  const all = catalogue.flatMap(({ shapes, revokeByValue }) => [...shapes, ...revokeByValue.values])
  const fitting = all.map(({ prefix }) => prefix).filter((prefix) => value.startsWith(prefix))
  return fitting.sort((a, b) => b.length - a.length)[0] ?? ''
}
