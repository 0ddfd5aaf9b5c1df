import type { Page, PartScope, ProviderSession, StepUp } from '#main/ports/provider'
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
