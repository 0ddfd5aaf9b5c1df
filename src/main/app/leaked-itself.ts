import type { LeakWay } from '#shared/contract'
import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '../ports/failure.ts'
import type { IssuedToken, PartScope, Provider, ProviderSession, StepUp } from '../ports/provider.ts'
import type { Secret } from '../ports/secret.ts'
import { identify, providerOf } from './account-check.ts'
import type { Context } from './context.ts'
import type { Means, Word } from './leaked-means.ts'
import type { Leaked } from './leaks.ts'
import { placesAtStake } from './place-facts.ts'
import { isRefusal, isSameIdentity } from './refresher.ts'
import { revokeOne } from './revoke.ts'
import { withStepUp } from './step-up.ts'
import { kindOf, partOf } from './target.ts'

/** Of more tokens than these nobody asks one by one which it is. */
const mostAsked = 100

/**
 * Signs in with the secret and asks which token it is. One that an account lists is revoked like any other, unless that needs
 * another word of the person; one that is nobody's here is revoked by itself. Throws Failure.
 */
export function itselfMeans(context: Context, { provider: providerId, origin }: LeakWay, word: Word): Means {
  const provider = providerOf(context, providerId)
  return {
    most: 1,
    endsRefused: false,
    async end([value], signal) {
      if (value === undefined) return 'nothing'
      return withStepUp(word.stepUp, (stepUp) => endOne(context, { provider, origin, value, stepUp }, signal))
    },
    async probe(secret, signal) {
      try {
        await identify(context, provider, origin, secret, signal)
        return 'works'
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        if (isRefusal(error)) return 'refused'
        // It is known, and may not even ask who it is.
        if (error.error.kind === 'missing-permission') return 'works'
        throw error
      }
    },
  }
}

interface Ending {
  readonly provider: Provider
  readonly origin: string
  readonly value: Leaked
  readonly stepUp: StepUp | undefined
}

async function endOne(
  context: Context,
  { provider, origin, value, stepUp }: Ending,
  signal: AbortSignal,
): Promise<'sent' | 'noted' | 'nothing'> {
  const session = await provider.connect(origin, value.secret, stepUp)
  const identity = await session.identify(signal)
  value.who = identity.name || identity.login
  const listed = await among(context, { provider, origin, identity, secret: value.secret }, signal)
  value.found = listed.tokens.map(({ id }) => id)
  const [token] = listed.tokens
  if (listed.isSure && token !== undefined) return revokeListed(context, token, stepUp, signal)
  const own = await ownOf(context, provider, session, identity, signal)
  if (own === null) return 'nothing'
  await session.revoke(own.part, own.token, signal, value.secret)
  return 'sent'
}

/** A token as its provider tells it, that no account lists. */
export function unlisted(provider: Provider, { owner, kind }: PartScope, issued: IssuedToken, now: number): Token {
  const nowhere = { id: issued.issuerId, accountId: '', partId: '', provider: provider.record.id }
  return { ...issued, ...nowhere, owner, kind, state: 'active', asOf: now }
}

async function revokeListed(
  context: Context,
  token: Token,
  stepUp: StepUp | undefined,
  signal: AbortSignal,
): Promise<'noted' | 'nothing'> {
  const { rows, index, providers } = context
  const provider = providers.get(token.provider)
  const isCallable = provider !== undefined && kindOf(provider, token.kind).support.revoke.how === 'native'
  // What else ends with it was not shown yet: the person decides with that before them.
  if (!isCallable || rows.own(token) !== 'no' || placesAtStake(index, token) > 0) return 'nothing'
  await revokeOne(context, { tokenId: token.id, ownConfirmed: false, acceptPlaces: 0, stepUp }, signal)
  return 'noted'
}

interface Asked {
  readonly provider: Provider
  readonly origin: string
  readonly identity: Identity
  readonly secret: Secret
}

/** The listed token that the secret is, or those of the same person that it may be. */
async function among(
  context: Context,
  asked: Asked,
  signal: AbortSignal,
): Promise<{ readonly isSure: boolean; readonly tokens: readonly Token[] }> {
  const { inventory, index } = context
  const { provider, origin, identity } = asked
  const maybe: Token[] = []
  for (const [accountId, account] of index.accounts) {
    if (account.provider !== provider.record.id || account.origin !== origin) continue
    const tokens = [...inventory.tokens(accountId)].filter(({ state }) => state === 'active')
    const own = tokens.find((token) => provider.isOwnCredential(identity, token) === 'yes')
    if (own !== undefined) return { isSure: true, tokens: [own] }
    if (!isSameIdentity(account.identity, identity)) continue
    const open = tokens.filter(
      (token) => provider.isOwnCredential(identity, token) !== 'no' && !hasAnother(context, token),
    )
    const { sure, left } = await toldApart(context, accountId, open, asked, signal)
    if (sure !== null) return { isSure: true, tokens: [sure] }
    maybe.push(...left)
  }
  return { isSure: false, tokens: maybe }
}

/** Its secret is stored, and is not the one that leaked. */
function hasAnother({ index }: Context, { id }: Token): boolean {
  const proof = index.heldOf(id)?.held.proof
  return proof === 'made-here' || proof === 'proven'
}

/** Some providers tell the token behind a secret, others no more than the person: those are asked once. */
async function toldApart(
  { sessions }: Context,
  accountId: string,
  tokens: readonly Token[],
  { identity, secret }: Asked,
  signal: AbortSignal,
): Promise<{ readonly sure: Token | null; readonly left: readonly Token[] }> {
  const ask = async (): Promise<{ sure: Token | null; left: readonly Token[] }> => {
    const left = new Set(tokens)
    for (const token of tokens.slice(0, mostAsked)) {
      const { kind } = await sessions.use(accountId, ({ session }) =>
        session.probe(partOf(token), token, identity, secret, signal),
      )
      if (kind === 'proven') return { sure: token, left: [] }
      if (kind !== 'another') break
      left.delete(token)
    }
    return { sure: null, left: [...left] }
  }
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error
    return { sure: null, left: tokens }
  }
}

/** The token that the secret is, in the provider's own list as the secret itself may read it; null where that is not told. */
async function ownOf(
  { clock }: Context,
  provider: Provider,
  session: ProviderSession,
  identity: Identity,
  signal: AbortSignal,
): Promise<{ readonly part: PartScope; readonly token: Token } | null> {
  for (const part of session.parts(identity)) {
    if (kindOf(provider, part.kind).support.revoke.how !== 'native') continue
    try {
      for await (const { tokens } of session.list(part, signal)) {
        for (const issued of tokens) {
          const token = unlisted(provider, part, issued, clock.now())
          if (provider.isOwnCredential(identity, token) === 'yes') return { part, token }
        }
      }
    } catch (error) {
      // What it may not list tells nothing; another part may.
      if (!(error instanceof Failure) || signal.aborted) throw error
    }
  }
  return null
}
