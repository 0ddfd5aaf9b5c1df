import type { Identity } from '#shared/model/account'
import type { AuditEvent } from '#shared/model/audit-event'
import type { Member } from '#shared/model/member'
import type { Changes, Draft } from '#shared/model/operation'
import type { Owner } from '#shared/model/owner'
import type { ExportFormat, FormOptions, ProviderRecord } from '#shared/model/provider'
import type { Expiry, Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import type { Secret } from './secret.ts'

/** What a provider tells of a token; the rest of `Token` is Keyrack's own. */
export type IssuedToken = Omit<
  Token,
  | 'id'
  | 'accountId'
  | 'partId'
  | 'provider'
  | 'owner'
  | 'kind'
  | 'state'
  | 'goneAt'
  | 'asOf'
  | 'service'
  | 'serviceUrl'
  | 'manageUrl'
>

/** One listing of its own: an owner and a kind of token. */
export interface PartScope {
  readonly owner: Owner
  readonly kind: string
}

/** One page of a listing. `total` where the provider tells it. */
export interface Page {
  readonly tokens: readonly IssuedToken[]
  readonly total?: number
}

export interface MadeToken {
  readonly token: IssuedToken
  readonly secret: Secret
}

/** The result of trying a pasted secret. */
export type ProbeResult =
  /** The provider itself named the token. */
  | { readonly kind: 'proven' }
  /** Accepted, and of the same owner; which token it is cannot be told. */
  | { readonly kind: 'works' }
  /** Accepted, but it is another token's or another owner's. */
  | { readonly kind: 'another' }
  /** Refused by the provider. */
  | { readonly kind: 'refused' }

/** What a provider says of a pasted secret that belongs to no listed token yet. */
export type Inspection =
  | { readonly kind: 'refused' }
  /** Accepted, but of another owner or another kind than the part. */
  | { readonly kind: 'another' }
  /** `proven`: the provider named the token. What it told of it is in `token`. */
  | { readonly kind: 'accepted'; readonly proof: 'proven' | 'works'; readonly token: Partial<IssuedToken> }

/** What a call asks for beside the credential: the person types it for this one use case. */
export interface StepUp {
  readonly password?: Secret
  readonly oneTimeCode?: Secret
}

/** A stretch of a provider's audit log. `log` is one of `auditLogs`. */
export interface EventQuery {
  readonly log: Owner
  /** From this instant on. */
  readonly from: Instant
  /** Up to this instant, without it. */
  readonly to: Instant
}

/**
 * A provider bound to one origin (with the path of the instance, where it is below one) and one credential. Every call throws `Failure`; a change whose answer was lost throws
 * `Failure('answer-lost')`, and is never sent again by the provider itself.
 */
export interface ProviderSession {
  /** Who is this credential? */
  identify(signal: AbortSignal): Promise<Identity>
  /** What can be listed for this identity. A part that turns out to be forbidden fails when it is listed. */
  parts(identity: Identity): readonly PartScope[]
  /** Pages to the end, in the provider's order. */
  list(part: PartScope, signal: AbortSignal): AsyncIterable<Page>
  formOptions(part: PartScope, signal: AbortSignal): Promise<FormOptions>
  create(part: PartScope, draft: Draft, signal: AbortSignal): Promise<MadeToken>
  /** Only where the record says `native`. */
  update(part: PartScope, token: Token, changes: Changes, signal: AbortSignal): Promise<IssuedToken>
  /** Only where the record says `native`: same id, new secret, new expiry. */
  regenerate(
    part: PartScope,
    token: Token,
    expiry: Exclude<Expiry, { kind: 'unknown' }>,
    signal: AbortSignal,
  ): Promise<MadeToken>
  /** `secret` where it is stored: some providers know a token by its value only. */
  revoke(part: PartScope, token: Token, signal: AbortSignal, secret?: Secret): Promise<'revoked' | 'already-gone'>
  /** Guided operations: asks about a secret that the person made on the provider's page. */
  inspect(part: PartScope, identity: Identity, secret: Secret, signal: AbortSignal): Promise<Inspection>
  /** Only where the record says so: ends every token of the identity, the credential too. */
  revokeAll(identity: Identity, signal: AbortSignal): Promise<void>
  /** Whose members may be listed: of what tokens belong to. Whether they can be shows when they are asked for. */
  memberLists(identity: Identity): readonly Owner[]
  /** The members of one of `memberLists`, whole, with those that have left where the provider still lists them. */
  members(of: Owner, signal: AbortSignal): Promise<readonly Member[]>
  /** Whose audit logs this credential may be able to read. */
  auditLogs(identity: Identity): readonly Owner[]
  /** What the provider noted about tokens, in chunks, newest first where it can be asked so. */
  events(query: EventQuery, signal: AbortSignal): AsyncIterable<readonly AuditEvent[]>
  /** The audit log as a file of the provider's own making. */
  exportEvents(query: EventQuery, format: ExportFormat, signal: AbortSignal): Promise<Uint8Array>
  /** Uses `secret` instead of the account's credential, at the same origin, to learn whether it is this token's. */
  probe(part: PartScope, token: Token, identity: Identity, secret: Secret, signal: AbortSignal): Promise<ProbeResult>
}

/** The public call of one origin that ends tokens by their values. No account's credential has a part in it. */
export interface ByValue {
  /** Sent once. Throws Failure: `invalid-input` before anything is sent for what the call does not take. */
  revoke(secrets: readonly Secret[], signal: AbortSignal): Promise<void>
  /** Signs in with the secret itself. `not-told` for one that cannot be tried. Throws Failure when it cannot be asked. */
  probe(secret: Secret, signal: AbortSignal): Promise<'works' | 'refused' | 'not-told'>
}

export interface Provider {
  readonly record: ProviderRecord
  /**
   * Turns what the person typed (an instance's address, a URL, a host) into the API's origin and the console's, each with
   * the path of the instance behind it where the provider's instances can be below one.
   * Throws Failure('origin-refused') for anything that is not https, or http on this computer.
   */
  resolve(address: string): { readonly origin: string; readonly console: string }
  /**
   * Loads what a session needs, which at the start of the app would keep the window waiting. A call that needs a step-up
   * which is not there fails as `step-up-needed`, and nothing was done.
   */
  connect(origin: string, credential: Secret, stepUp?: StepUp): Promise<ProviderSession>
  /** Only where the record says so: ends tokens by their values. Undefined for an origin without such a public call. */
  byValue?(origin: string): Promise<ByValue | undefined>
  /** The provider's own page for a token, or for the account's tokens; null when it has none. */
  page(console: string, token: Token | null): string | null
  /** What the credential's own identity says of `token`: sure no, sure yes, or cannot tell. */
  isOwnCredential(identity: Identity, token: Token): 'yes' | 'no' | 'unknown'
}
