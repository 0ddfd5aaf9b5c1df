import type { EventName, EventPayload } from '#shared/contract'
import type { Expiry, Instant } from '#shared/model/time'
import type { OwnCredential, Token, TokenRow } from '#shared/model/token'
import type { RowNames } from '#shared/rules/search'
import { giveWay, type Inventory } from '../../inventory/index.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PreferenceStore } from '../../ports/preferences.ts'
import type { Provider } from '../../ports/provider.ts'
import type { RecordOf } from '../../ports/records.ts'
import { firstRows } from './first-rows.ts'
import { otherToken } from '../tokens/other-token.ts'
import { newcomersOf, ownJudge, untriedSecretOf } from '../accounts/own.ts'
import { placesTold } from '../places/place-facts.ts'
import { stepChoice } from '../expiry/step-choice.ts'
import type { RecordIndex } from '../record-index.ts'

/** The line to the window. */
export interface Events {
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void
}

/** Half of what the contract allows: joining, checking and cloning a chunk stays below what a frame takes. */
const mostRows = 250
const mostRemoved = 5000
/** Tokens that are judged at a stretch: a few milliseconds. */
const judgedAtOnce = 2000

const nothingNoted: RecordOf<'annotation'> = { tags: [], notes: '' }

interface RowPorts {
  readonly clock: Clock
  readonly preferences: PreferenceStore
  readonly events: Events
  readonly inventory: Inventory
  readonly index: RecordIndex
  readonly providers: ReadonlyMap<string, Provider>
}

/** Joins what the issuers know with what the person holds, and sends the window the rows that changed. */
export class Rows {
  readonly #ports: RowPorts
  readonly #judges = new Map<string, (token: Token) => OwnCredential>()
  /** What the window was last told of each token, where it could change without the token changing. */
  readonly #toldOwn = new Map<string, OwnCredential>()
  readonly #ownTokens = new Map<string, string>()
  /** What a window that asks is shown while everything is being loaded. */
  #page: readonly Token[] = []
  /** Counts the full sendings; a newer one ends an older one. 0: no window has asked yet. */
  #sending = 0

  constructor(ports: RowPorts) {
    this.#ports = ports
  }

  token(tokenId: string): Token | undefined {
    const { inventory, index } = this.#ports
    const other = index.others.get(tokenId)
    const token = other === undefined ? inventory.token(tokenId) : otherToken(tokenId, other)
    return token === undefined ? undefined : this.#withEnd(token)
  }

  /** Where its issuer does not say when a token ends, its secret may, or a person who knows. */
  #withEnd(token: Token): Token {
    if (token.expiry.kind !== 'unknown') return token
    const expiry = this.#expiryInstead(token)
    return expiry === null ? token : { ...token, expiry }
  }

  #expiryInstead({ id, accountId }: Token): Expiry | null {
    const { index } = this.#ports
    const isOwn = this.#ownTokens.get(accountId) === id
    const said = expiryOfSecret(index, id) ?? (isOwn ? index.accounts.get(accountId)?.credentialExpiresAt : undefined)
    if (said !== undefined) return { kind: 'at', at: said, by: 'secret' }
    const typed = index.annotations.get(id)?.expiry
    return typed === undefined ? null : { kind: 'at', at: typed, by: 'typed' }
  }

  /** When an account's credential ends, as far as anybody says. */
  credentialExpiry(accountId: string): Expiry {
    const own = this.#ownTokens.get(accountId)
    const expiry = own === undefined ? undefined : this.token(own)?.expiry
    if (expiry !== undefined && expiry.kind !== 'unknown') return expiry
    const at = this.#ports.index.accounts.get(accountId)?.credentialExpiresAt
    return at === undefined ? { kind: 'unknown' } : { kind: 'at', at, by: 'secret' }
  }

  row(tokenId: string): TokenRow | undefined {
    const token = this.token(tokenId)
    return token === undefined ? undefined : this.#joined(token, this.own(token))
  }

  #joined(token: Token, own: OwnCredential): TokenRow {
    const { index } = this.#ports
    const { tags, notes, typedBefore } = index.annotations.get(token.id) ?? nothingNoted
    const row: TokenRow = { token, held: index.heldFacts(token.id), own, tags, notes }
    const places = placesTold(index, token.id)
    if (places.length > 0) row.places = places
    const warning = index.warnings.get(token.id)
    if (warning !== undefined) row.warning = { days: warning.days, quiet: warning.quiet }
    if (typedBefore !== undefined && token.expiry.kind === 'unknown') row.typedBefore = typedBefore
    return row
  }

  own(token: Token): OwnCredential {
    return this.#judge(token.accountId)(token)
  }

  /** The token that is the account's credential, as far as it was known when the account was last considered. */
  ownToken(accountId: string): Token | undefined {
    const tokenId = this.#ownTokens.get(accountId)
    return tokenId === undefined ? undefined : this.#ports.inventory.token(tokenId)
  }

  /** Sends the rows of these tokens as they are now, and the removal of those that are no more. */
  changed(tokenIds: Iterable<string>): void {
    if (this.#sending === 0) return
    const upsert: TokenRow[] = []
    const remove: string[] = []
    for (const tokenId of tokenIds) {
      const row = this.#told(tokenId)
      if (row === undefined) remove.push(tokenId)
      else upsert.push(row)
    }
    for (let from = 0; from < upsert.length; from += mostRows) {
      this.#emit({ reset: false, upsert: upsert.slice(from, from + mostRows), remove: [], done: false })
    }
    for (let from = 0; from < remove.length; from += mostRemoved) {
      this.#emit({ reset: false, upsert: [], remove: remove.slice(from, from + mostRemoved), done: false })
    }
  }

  /**
   * What is known of an account's credential changed: judges all tokens of the account anew and sends the rows that look
   * different now, unless `tell` is false because all rows are about to be sent anyway. Gives way between slices.
   */
  async reconsider(accountId: string, { tell = true } = {}): Promise<void> {
    this.#judges.delete(accountId)
    let different: string[] = []
    let seen = 0
    this.#ownTokens.delete(accountId)
    for (const token of this.#ports.inventory.tokens(accountId)) {
      const own = this.own(token)
      if (own === 'yes' && token.state === 'active') this.#ownTokens.set(accountId, token.id)
      if (tell && this.#sending > 0 && this.#toldOwn.get(token.id) !== own) different.push(token.id)
      seen += 1
      if (different.length < mostRows && seen % judgedAtOnce !== 0) continue
      this.changed(different)
      different = []
      await giveWay()
    }
    this.changed(different)
  }

  /** Sends everything, in chunks, what the grid shows first in the first. Ends early when it is asked for once more. */
  async resend(): Promise<void> {
    const sending = (this.#sending += 1)
    this.#page = []
    this.#toldOwn.clear()
    let reset = true
    let upsert: TokenRow[] = []
    for (const tokenId of this.#firstOnesFirst()) {
      const row = this.#told(tokenId)
      if (row !== undefined) upsert.push(row)
      if (upsert.length < mostRows) continue
      this.#emit({ reset, upsert, remove: [], done: false })
      reset = false
      upsert = []
      await giveWay()
      if (sending !== this.#sending) return
    }
    this.#emit({ reset, upsert, remove: [], done: true })
  }

  /** Has a window asked since the vault was opened or closed? */
  get isAsked(): boolean {
    return this.#sending > 0
  }

  /** A window asks while everything is still being loaded: it gets the first page, and all rows by `resendIfAsked`. */
  ask(): void {
    this.#sending += 1
    // Whose credential a token is can be judged only when all are known.
    const upsert = this.#page.map((token) => this.#joined(token, 'unknown'))
    this.#emit({ reset: true, upsert, remove: [], done: false })
  }

  /** Everything is being loaded: a window that asked before, or asks meanwhile, is shown `page`. */
  expect(page: readonly Token[] = []): void {
    this.#page = page.filter(({ accountId }) => this.#ports.index.accounts.has(accountId))
    if (this.isAsked) this.ask()
  }

  /** The tokens that the grid shows first. */
  firstTokens(count: number): Token[] {
    return this.#firstRows(count).map(({ token }) => token)
  }

  /** Sends everything anew to a window that asked before, when there was nothing to send yet. */
  async resendIfAsked(): Promise<void> {
    if (this.isAsked) await this.resend()
  }

  /** The vault is closed: nothing is known any more. */
  clear(): void {
    this.#page = []
    this.#judges.clear()
    this.#toldOwn.clear()
    this.#ownTokens.clear()
    if (this.#sending === 0) return
    this.#sending += 1
    this.#emit({ reset: true, upsert: [], remove: [], done: true })
  }

  /** All tokens, also those without an adapter. */
  *tokens(): Generator<Token> {
    const { inventory, index } = this.#ports
    for (const token of inventory.tokens()) yield this.#withEnd(token)
    for (const [id, other] of index.others) yield this.#withEnd(otherToken(id, other))
  }

  /** The rows of all tokens. */
  *all(): Generator<TokenRow> {
    for (const token of this.tokens()) yield this.#joined(token, this.own(token))
  }

  *#tokenIds(): Generator<string> {
    for (const { id } of this.#ports.inventory.tokens()) yield id
    yield* this.#ports.index.others.keys()
  }

  /** Ids of all tokens, those that the grid shows first in front. */
  #firstOnesFirst(): Set<string> {
    const first = this.#firstRows(mostRows).map(({ token }) => token.id)
    return new Set([...first, ...this.#tokenIds()])
  }

  #firstRows(count: number): TokenRow[] {
    const { clock, preferences, providers, index } = this.#ports
    const { grid, warningDays } = preferences.get()
    const namesOf = ({ provider, accountId, kind }: Token): RowNames => {
      const record = providers.get(provider)?.record
      return {
        provider: record?.name ?? provider,
        account: index.accounts.get(accountId)?.name ?? '',
        kind: record?.tokenKinds.find((one) => one.kind === kind)?.label ?? kind,
      }
    }
    return firstRows(this.#unjudged(), count, {
      ...grid,
      namesOf,
      now: clock.now(),
      steps: stepChoice(index, warningDays),
    })
  }

  /** All rows, without the judgement of whose credential they are: nothing is sorted by it, and it takes its time. */
  *#unjudged(): Generator<TokenRow> {
    for (const token of this.tokens()) yield this.#joined(token, 'unknown')
  }

  #told(tokenId: string): TokenRow | undefined {
    const row = this.row(tokenId)
    if (row === undefined) this.#toldOwn.delete(tokenId)
    else this.#toldOwn.set(tokenId, row.own)
    return row
  }

  #judge(accountId: string): (token: Token) => OwnCredential {
    const known = this.#judges.get(accountId)
    if (known !== undefined) return known
    const { index, providers, inventory } = this.#ports
    const account = index.accounts.get(accountId)
    // Tokens of no account ("Other service") are nobody's credential here.
    if (account === undefined) return () => 'no'
    const untried = new Set([...index.operations.values()].map(untriedSecretOf))
    const judge = ownJudge({
      account,
      provider: providers.get(account.provider),
      held: index
        .heldBy(accountId)
        .filter(([id, held]) => !untried.has(id) || held.fingerprint === account.fingerprint)
        .map(([, held]) => held),
      newcomers: newcomersOf(index.operations.values(), accountId, account),
      tokenOf: (tokenId) => inventory.token(tokenId),
    })
    this.#judges.set(accountId, judge)
    return judge
  }

  #emit(patch: EventPayload<'rows'>): void {
    this.#ports.events.emit('rows', patch)
  }
}

/** When the stored secret of a token says that it expires; null where it is not sure to be the token's. */
function expiryOfSecret(index: RecordIndex, tokenId: string): Instant | null {
  const held = index.heldOf(tokenId)?.held
  if (held?.expiresAt == null) return null
  // What a person has stored for a token without an adapter is its secret: nobody else could say so.
  const isSure = held.proof === 'made-here' || held.proof === 'proven' || index.others.has(tokenId)
  return isSure ? held.expiresAt : null
}
