import type { Page, PartScope, ProviderSession, StepUp } from '#main/ports/provider'
import type { Draft } from '#shared/model/operation'
import type { OperationName } from '#shared/model/provider'
import type { Token } from '#shared/model/token'
import type { RunningService } from '#test/simulators/kit/server'

/** The instant at which every stage begins. */
export const now = Date.UTC(2026, 10, 22, 9)
export const day = 86_400_000

/** One provider's simulator with an account in it, so that one suite can be run over every provider. */
export interface Stage {
  readonly simulator: RunningService
  /** The account's credential; may do everything the provider offers. */
  readonly credential: string
  /** What a change asks for beside the credential. */
  readonly stepUp?: StepUp
  /** How it stands in the Authorization header. */
  readonly authorization: string
  /** What is read without the credential. */
  readonly publicPath?: RegExp
  /** A part that has more tokens than fit on a page. */
  readonly longPart: PartScope
  readonly longPartTokens: number
  /** What the simulator holds now, to see whether a change was made. */
  count(): number
  /** Every call that changes nothing. */
  readonly reads: Readonly<Record<string, (session: ProviderSession, signal: AbortSignal) => Promise<unknown>>>
  /** Every call that changes something, each able to succeed once. */
  readonly changes: Readonly<Record<string, (session: ProviderSession, signal: AbortSignal) => Promise<unknown>>>
  /**
   * Where changes are sent, for a provider that has to read something before or after one: what goes wrong with a change
   * then goes wrong there. Default: a change is one request.
   */
  readonly changePath?: RegExp
  /** One page of the simulator's own listing that says there is another one, for ever. */
  endlessPage(): string
}

/** When a planted token was made, was last used and ends, in milliseconds since 1970; null is never. */
export interface Times {
  readonly created: number
  readonly lastUsed: number | null
  readonly ends: number | null
}

/** A token as the inventory would keep it, and its secret. */
export interface Planted {
  readonly token: Token
  readonly secret: string
}

/** What a simulator holds of a living token. */
export interface Held {
  readonly secret: string
  readonly label: string
}

/** One kind of token on an empty stage, and how a test gets at its tokens without a call. */
export interface KindStage {
  readonly part: PartScope
  /** Who signs in to see this kind; default: the stage's. */
  readonly credential?: string
  /** A secret is asked about by the account's own credential: a 401 is about that one, and nothing a secret is told by. */
  readonly asksByCredential?: true
  /** Who signs in has a token of this kind, so that there is never none. */
  readonly signsInByOne?: true
  /** Makes a living token with this name or description. */
  plant(label: string, times: Times): Planted
  /** Ends it, as somebody else would on the provider's page. */
  end(planted: Planted): void
  /** The living tokens of the part by the ids that the provider tells; by their secrets where it tells none. */
  held(): ReadonlyMap<string, Held>
  /** What a new one is to be, where a call makes it. */
  readonly draft?: Draft | undefined
  /** What is told of the times of a token, where that is less than there is. */
  readonly told?: (times: Times) => Partial<Pick<Token, 'created' | 'lastUsed' | 'expiry'>>
  /** What ending a token that is gone says, where the provider does not tell the two apart. */
  readonly endedTwice?: 'revoked'
  /** Changes whose 401 says nothing of the credential, as it was seen to be good just before. */
  readonly seenGoodBefore?: readonly OperationName[]
}

/** An account with every kind of token that the provider's record names, and none of them there but the credential. */
export interface EmptyStage {
  readonly simulator: RunningService
  readonly credential: string
  readonly stepUp?: StepUp
  readonly kinds: Readonly<Record<string, KindStage>>
}

/** All pages of a part. */
export async function listed(
  session: ProviderSession,
  part: PartScope,
  signal: AbortSignal = new AbortController().signal,
) {
  const pages: Page[] = []
  for await (const page of session.list(part, signal)) pages.push(page)
  return { pages: pages.length, tokens: pages.flatMap((page) => page.tokens) }
}

/** A token as the inventory would keep it, from what a stage knows of it. */
export function tokenOf(
  provider: string,
  part: PartScope,
  facts: Pick<Token, 'issuerId' | 'name'> & Partial<Token>,
): Token {
  return {
    id: facts.issuerId,
    accountId: 'account',
    partId: 'part',
    provider,
    owner: part.owner,
    kind: part.kind,
    description: '',
    created: { kind: 'unknown' },
    lastUsed: { kind: 'unknown' },
    expiry: { kind: 'unknown' },
    scopes: { kind: 'unknown' },
    state: 'active',
    asOf: now,
    ...facts,
  }
}
