import type { LeakWay } from '#shared/contract'
import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '../../ports/failure.ts'
import type { IssuedToken, PartScope, Provider, ProviderSession, StepUp } from '../../ports/provider.ts'
import type { Secret } from '../../ports/secret.ts'
import { identify, providerOf } from '../accounts/account-check.ts'
import type { Context } from '../context.ts'
import type { Means, Word } from './leaked-means.ts'
import type { Leaked } from './leaks.ts'
import { placesAtStake } from '../places/place-facts.ts'
import { isRefusal, isSameIdentity } from '../list/refresher.ts'
import { revokeOne } from '../tokens/revoke.ts'
import { withStepUp } from '../accounts/step-up.ts'
import { kindOf, partOf } from '../tokens/target.ts'

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
  const identity = await whoIs(session, signal)
  value.who = identity && (identity.name || identity.login)
  const listed = await among(context, { provider, origin, identity, secret: value.secret }, signal)
  value.found = listed.tokens.map(({ id }) => id)
  const [token] = listed.tokens
  if (listed.isSure && token !== undefined) return revokeListed(context, token, stepUp, signal)
  const own = identity && (await ownOf(context, provider, session, identity, signal))
  if (own === null) return 'nothing'
  await session.revoke(own.part, own.token, signal, value.secret)
  return 'sent'
}

/** Null for a secret that works and may not even ask who it is. Throws Failure. */
async function whoIs(session: ProviderSession, signal: AbortSignal): Promise<Identity | null> {
  try {
    return await session.identify(signal)
  } catch (error) {
    if (error instanceof Failure && error.error.kind === 'missing-permission') return null
    throw error
  }
}

/** A token as its provider tells it, that no account lists. */
export function unlisted(provider: Provider, { owner, kind }: PartScope, issued: IssuedToken, now: number): Token {
  const nowhere = { id: issued.issuerId, accountId: '', partId: '', provider: provider.record.id }
  return { ...issued, ...nowhere, owner, kind, state: 'active', asOf: now }
}

/** Does more end with a listed token? That was not shown yet: the person decides with it before them. */
export function endsMore({ rows, index }: Context, token: Token): boolean {
  return rows.own(token) !== 'no' || placesAtStake(index, token) > 0
}

async function revokeListed(
  context: Context,
  token: Token,
  stepUp: StepUp | undefined,
  signal: AbortSignal,
): Promise<'noted' | 'nothing'> {
  const provider = context.providers.get(token.provider)
  const isCallable = provider !== undefined && kindOf(provider, token.kind).support.revoke.how === 'native'
  if (!isCallable || endsMore(context, token)) return 'nothing'
  await revokeOne(context, { tokenId: token.id, ownConfirmed: false, acceptPlaces: 0, stepUp }, signal)
  return 'noted'
}

interface Asked {
  readonly provider: Provider
  readonly origin: string
  /** Who signs in with it; null where that was not told. */
  readonly identity: Identity | null
  readonly secret: Secret
}

interface Among {
  readonly isSure: boolean
  readonly tokens: readonly Token[]
}

/** The listed token that the secret is, or those that it may be. */
async function among(context: Context, asked: Asked, signal: AbortSignal): Promise<Among> {
  const { inventory, index } = context
  const { provider, origin, identity } = asked
  const maybe: Token[] = []
  for (const [accountId, account] of index.accounts) {
    if (account.provider !== provider.record.id || account.origin !== origin) continue
    const active = [...inventory.tokens(accountId)].filter(({ state }) => state === 'active')
    const isOwn = (token: Token) => (identity === null ? 'unknown' : provider.isOwnCredential(identity, token))
    const own = active.find((token) => isOwn(token) === 'yes')
    if (own !== undefined) return { isSure: true, tokens: [own] }
    const isSame = identity !== null && isSameIdentity(account.identity, identity)
    const open = active.filter((token) => !hasAnother(context, token) && !(isSame && isOwn(token) === 'no'))
    for (const partId of new Set(open.map((token) => token.partId))) {
      const tokens = open.filter((token) => token.partId === partId)
      // Of somebody else's, one tells whether any of them can be it.
      const told = await toldApart(context, tokens, asked.secret, isSame ? mostAsked : 1, signal)
      if (told.isSure) return told
      maybe.push(...told.tokens)
    }
  }
  return { isSure: false, tokens: maybe }
}

/** Its secret is stored, and is not the one that leaked. */
function hasAnother({ index }: Context, { id }: Token): boolean {
  const proof = index.heldOf(id)?.held.proof
  return proof === 'made-here' || proof === 'proven'
}

/**
 * Which of the tokens of one part the secret is, by asking about at most so many: some providers tell the token behind a
 * secret, others no more than its owner. What cannot be asked about may be it.
 */
async function toldApart(
  { sessions }: Context,
  tokens: readonly Token[],
  secret: Secret,
  most: number,
  signal: AbortSignal,
): Promise<Among> {
  const left = new Set(tokens)
  try {
    for (const token of tokens.slice(0, most)) {
      const { kind } = await sessions.use(token.accountId, ({ session, account }) =>
        session.probe(partOf(token), token, account.identity, secret, signal),
      )
      if (kind === 'proven') return { isSure: true, tokens: [token] }
      if (kind === 'works') break
      if (kind === 'refused' || most === 1) return { isSure: false, tokens: [] }
      left.delete(token)
    }
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error
  }
  return { isSure: false, tokens: [...left] }
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
