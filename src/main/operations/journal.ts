import type { AppError } from '#shared/model/error'
import type { Operation, Step } from '#shared/model/operation'
import type { Owner } from '#shared/model/owner'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { asIssued } from '#shared/rules/expiry'
import { Failure } from '../ports/failure.ts'
import type { PartScope } from '../ports/provider.ts'
import type { RecordChange, RecordOf } from '../ports/records.ts'
import type { EndingFacts } from './ending.ts'

/** One operation in the journal, with what was listed before its call. */
export type Entry = RecordOf<'operation'>

/** The arrows an operation may take. Taking another is a mistake in the program, never written down. */
const arrows: Readonly<Record<Step, readonly Step[]>> = {
  // Entries of older versions leave it open whether their call was sent.
  intended: ['intended', 'sent', 'answer-lost', 'stored', 'done', 'abandoned'],
  sent: ['answered', 'answer-lost', 'stored', 'done', 'abandoned'],
  answered: ['answered', 'answer-lost', 'stored', 'done', 'abandoned'],
  'answer-lost': ['answer-lost', 'stored', 'revoking', 'done', 'abandoned'],
  stored: ['stored', 'checked', 'revoking', 'done'],
  checked: ['checked', 'revoking', 'done'],
  revoking: ['revoking', 'done'],
  done: [],
  abandoned: [],
}

/** What an operation is about, before anything was sent. */
export interface Intention {
  readonly id: string
  readonly kind: Operation['kind']
  readonly accountId: string
  readonly provider: string
  readonly owner: Owner
  readonly tokenKind: string
  readonly tokenName: string
  readonly tokenId?: string
  readonly emulated: boolean
  /** The token that is changed, as it is known now. */
  readonly before?: Token
}

/** What was listed before a call. */
export interface Before {
  /** Ids the provider listed. */
  readonly idsBefore: readonly string[]
  /** When the whole listing behind them ended. */
  readonly listedAt?: Instant
  /** Why the list of ids may be older than it should be. */
  readonly error: AppError | null
}

/** Nothing has to be compared with what was there. */
const nothingListed: Before = { idsBefore: [], error: null }

/** An operation on a token that is known, and stays the one it is. */
export function aboutToken(id: string, kind: Operation['kind'], token: Token): Intention {
  const { accountId, provider, owner, kind: tokenKind, name: tokenName } = token
  const about = { accountId, provider, owner, tokenKind, tokenName, tokenId: token.id, before: asIssued(token) }
  return { id, kind, ...about, emulated: false }
}

/** An operation that makes a token; `successorOf` where it is to take another's place. */
export function aboutNew(
  id: string,
  account: { readonly accountId: string; readonly provider: string },
  scope: Pick<PartScope, 'owner' | 'kind'>,
  tokenName: string,
  successorOf?: string,
): Intention {
  const { accountId, provider } = account
  const about = { id, accountId, provider, owner: scope.owner, tokenKind: scope.kind, tokenName }
  return successorOf === undefined
    ? { ...about, kind: 'create', emulated: false }
    : { ...about, kind: 'regenerate', tokenId: successorOf, emulated: true }
}

/** An operation on every token of an account's person at once. */
export function aboutAll(
  id: string,
  accountId: string,
  account: Pick<RecordOf<'account'>, 'provider' | 'name'>,
  part: PartScope,
): Intention {
  return {
    id,
    kind: 'revoke-all',
    accountId,
    provider: account.provider,
    owner: part.owner,
    tokenKind: part.kind,
    tokenName: account.name,
    emulated: false,
  }
}

/** What was listed before a call that ends these tokens. Without a time: none is newer than the credential, which may be one of them. */
export function listedAll(tokens: readonly Token[]): Before {
  return { idsBefore: tokens.map(({ issuerId }) => issuerId), error: null }
}

/** The first entry: nothing has left yet, and nothing has to be looked for when it stays the last. */
export function intend({ before, ...facts }: Intention, now: Instant): Entry {
  return {
    operation: { ...facts, step: 'intended', sent: false, startedAt: now, changedAt: now, error: null, candidates: [] },
    idsBefore: [],
    ...(before === undefined ? {} : { before }),
  }
}

/** The entry before the call leaves; the first one where nothing takes time between the two. */
export function send(entry: Entry, now: Instant, { idsBefore, listedAt, error }: Before = nothingListed): Entry {
  return {
    ...advance(entry, 'sent', now, { error }),
    idsBefore: [...idsBefore],
    ...(listedAt === undefined ? {} : { listedAt }),
  }
}

/** Steps at which it may have to be found out what the call did. */
const comparing: ReadonlySet<Step> = new Set<Step>(['intended', 'sent', 'answered', 'answer-lost'])

/** What an arrow can bring along; a `revokeAt` of null takes the reminder away. */
export type Arrival = Partial<Pick<Operation, 'newTokenId' | 'newSecretId' | 'error' | 'candidates' | 'tokenName'>> & {
  readonly revokeAt?: Instant | null
  readonly ending?: EndingFacts
}

/** Steps at which the old token waits to be revoked: a reminder is kept no longer. */
const waiting: ReadonlySet<Step> = new Set<Step>(['stored', 'checked'])

/**
 * The entry after taking an arrow; the error of the step before is gone unless `arrival` has one. Throws
 * Failure('internal') for an arrow that does not exist. What was known before the call is dropped where
 * it is of no more use, so that the vault stays small.
 */
export function advance(
  entry: Entry,
  step: Step,
  now: Instant,
  { revokeAt: newRevokeAt, ending: newEnding, ...arrival }: Arrival = {},
): Entry {
  const { operation: before, ...listed } = entry
  const { revokeAt: oldRevokeAt, sent, ...operation } = before
  const { listedAt, ending = newEnding } = listed
  const revokeAt = newRevokeAt === undefined ? oldRevokeAt : newRevokeAt
  const unsent = step === 'intended' && sent === false ? { sent } : {}
  const reminder = waiting.has(step) && revokeAt != null ? { revokeAt } : {}
  if (!arrows[operation.step].includes(step)) throw new Failure('internal', { code: `${operation.step}>${step}` })
  return {
    operation: { ...operation, error: null, ...arrival, ...reminder, ...unsent, step, changedAt: now },
    ...(comparing.has(step) ? listed : { idsBefore: [], ...(listedAt === undefined ? {} : { listedAt }) }),
    ...(ending === undefined ? {} : { ending }),
  }
}

/** The journal's record of an entry, to be committed with whatever the arrow changes. */
export function written(entry: Entry): RecordChange {
  return { put: 'operation', id: entry.operation.id, value: entry }
}

/** Does an operation still wait for something or somebody? */
export function isOpen({ step }: Operation): boolean {
  return step !== 'done' && step !== 'abandoned'
}

/** How long finished operations stay in the journal: 30 days. The activity log remembers longer. */
const finishedKeptMs = 30 * 86_400_000

/** May a finished operation be dropped from the journal? */
export function isOutdated(operation: Operation, now: Instant): boolean {
  return !isOpen(operation) && now - operation.changedAt > finishedKeptMs
}
