import type { Held } from '#shared/model/token'
import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { RecordChange, RecordKind, RecordOf, RecordStore, SecretKind } from '../ports/records.ts'
import { untriedSecretOf } from './accounts/own.ts'

/** The records that hold no secret values, but for those that one room alone looks after. */
type OpenKind = Exclude<RecordKind, SecretKind | 'activity' | 'announced'>
type Shelves = { readonly [K in OpenKind]: Map<string, RecordOf<K>> }

const nowhere: readonly never[] = []

/** What a commit touched: tokens whose rows look different, accounts whose tokens may. */
export interface Touched {
  readonly tokenIds: ReadonlySet<string>
  readonly accountIds: ReadonlySet<string>
}

/**
 * The vault's open records in memory, looked up by what they are about. A record that cannot be read is left out and
 * reported; it stays in the vault as it is.
 */
export class RecordIndex {
  readonly #log: Log
  readonly #shelves: Shelves = {
    account: new Map(),
    held: new Map(),
    annotation: new Map(),
    other: new Map(),
    operation: new Map(),
    place: new Map(),
    decision: new Map(),
    warning: new Map(),
  }
  readonly #secretOf = new Map<string, string>()
  readonly #placesOf = new Map<string, Set<string>>()

  constructor(log: Log) {
    this.#log = log
  }

  get accounts(): ReadonlyMap<string, RecordOf<'account'>> {
    return this.#shelves.account
  }

  get held(): ReadonlyMap<string, RecordOf<'held'>> {
    return this.#shelves.held
  }

  get annotations(): ReadonlyMap<string, RecordOf<'annotation'>> {
    return this.#shelves.annotation
  }

  get others(): ReadonlyMap<string, RecordOf<'other'>> {
    return this.#shelves.other
  }

  get operations(): ReadonlyMap<string, RecordOf<'operation'>> {
    return this.#shelves.operation
  }

  get places(): ReadonlyMap<string, RecordOf<'place'>> {
    return this.#shelves.place
  }

  /** What people have decided about findings, by the token. */
  get decisions(): ReadonlyMap<string, RecordOf<'decision'>> {
    return this.#shelves.decision
  }

  /** What the person wants of warnings, by the id of a token, an account or a provider. */
  get warnings(): ReadonlyMap<string, RecordOf<'warning'>> {
    return this.#shelves.warning
  }

  /** Places that have a token's value, or had it before it was replaced, oldest first. */
  placesOf(tokenId: string): readonly (readonly [string, RecordOf<'place'>])[] {
    const ids = this.#placesOf.get(tokenId)
    if (ids === undefined) return nowhere
    const found = [...ids].flatMap((id): [string, RecordOf<'place'>][] => {
      const place = this.#shelves.place.get(id)
      return place === undefined ? [] : [[id, place]]
    })
    return found.sort(([a, left], [b, right]) => left.addedAt - right.addedAt || (a < b ? -1 : 1))
  }

  /** The stored secret of a token: its id and what is known of it. */
  heldOf(tokenId: string): { readonly secretId: string; readonly held: RecordOf<'held'> } | undefined {
    const secretId = this.#secretOf.get(tokenId)
    const held = secretId === undefined ? undefined : this.#shelves.held.get(secretId)
    return secretId === undefined || held === undefined ? undefined : { secretId, held }
  }

  /** What the window is told of a stored secret. */
  heldFacts(tokenId: string): Held | null {
    const found = this.heldOf(tokenId)
    if (found === undefined) return null
    const { proof, storedAt, checkedAt } = found.held
    return { secretId: found.secretId, proof, storedAt, ...(checkedAt === undefined ? {} : { checkedAt }) }
  }

  /** Stored secrets of an account. */
  heldBy(accountId: string): [string, RecordOf<'held'>][] {
    return [...this.#shelves.held].filter(([, held]) => held.accountId === accountId)
  }

  load(records: RecordStore): void {
    this.clear()
    for (const kind of Object.keys(this.#shelves) as OpenKind[]) this.#loadKind(records, kind)
  }

  clear(): void {
    for (const shelf of Object.values(this.#shelves)) shelf.clear()
    this.#secretOf.clear()
    this.#placesOf.clear()
  }

  /** Follows a commit that succeeded. */
  apply(changes: readonly RecordChange[]): Touched {
    const tokenIds = new Set<string>()
    const accountIds = new Set<string>()
    for (const change of changes) {
      const kind = 'put' in change ? change.put : change.remove
      if (kind === 'held') {
        for (const held of [this.#shelves.held.get(change.id), 'put' in change ? change.value : undefined]) {
          if (held === undefined || !('accountId' in held)) continue
          tokenIds.add(held.tokenId)
          accountIds.add(held.accountId)
        }
      }
      if (kind === 'operation') {
        const known = this.#shelves.operation.get(change.id)
        const next = 'put' in change && change.put === 'operation' ? change.value : undefined
        const accountId = (next ?? known)?.operation.accountId
        if (accountId !== undefined && tellsOfTokens(known) !== tellsOfTokens(next)) accountIds.add(accountId)
      }
      if (kind === 'annotation' || kind === 'other') tokenIds.add(change.id)
      if (kind === 'warning') {
        const { of } =
          ('put' in change && change.put === 'warning' ? change.value : this.#shelves.warning.get(change.id)) ?? {}
        if (of === 'token') tokenIds.add(change.id)
      }
      if (kind === 'place') {
        const next = 'put' in change && change.put === 'place' ? change.value : undefined
        for (const tokenId of tokensOf(this.#shelves.place.get(change.id), next)) tokenIds.add(tokenId)
      }
      if (kind === 'account') accountIds.add(change.id)
      this.#take(change)
    }
    return { tokenIds, accountIds }
  }

  #take(change: RecordChange): void {
    if ('put' in change) {
      switch (change.put) {
        case 'credential':
        case 'secret':
        case 'ended':
        case 'activity':
        case 'announced':
          return
        case 'held':
          this.#shelves.held.set(change.id, change.value)
          this.#secretOf.set(change.value.tokenId, change.id)
          return
        case 'place':
          this.#place(change.id, change.value)
          return
        default:
          this.#put(change.put, change.id, change.value)
          return
      }
    }
    switch (change.remove) {
      case 'credential':
      case 'secret':
      case 'ended':
      case 'activity':
      case 'announced':
        return
      case 'place':
        this.#displace(change.id)
        break
      case 'held': {
        const tokenId = this.#shelves.held.get(change.id)?.tokenId
        if (tokenId !== undefined && this.#secretOf.get(tokenId) === change.id) this.#secretOf.delete(tokenId)
        break
      }
      default:
    }
    this.#shelves[change.remove].delete(change.id)
  }

  #put<K extends OpenKind>(kind: K, id: string, value: RecordOf<K>): void {
    this.#shelves[kind].set(id, value)
  }

  #place(id: string, place: RecordOf<'place'>): void {
    this.#displace(id)
    this.#shelves.place.set(id, place)
    for (const tokenId of tokensOf(place)) {
      const ids = this.#placesOf.get(tokenId)
      if (ids === undefined) this.#placesOf.set(tokenId, new Set([id]))
      else ids.add(id)
    }
  }

  #displace(id: string): void {
    for (const tokenId of tokensOf(this.#shelves.place.get(id))) {
      const ids = this.#placesOf.get(tokenId)
      ids?.delete(id)
      if (ids?.size === 0) this.#placesOf.delete(tokenId)
    }
  }

  #loadKind<K extends OpenKind>(records: RecordStore, kind: K): void {
    for (const id of records.ids(kind)) {
      try {
        const value = records.get(kind, id)
        if (value === undefined) continue
        if (kind === 'place') this.#place(id, value as RecordOf<'place'>)
        else this.#put(kind, id, value)
        if (kind === 'held') this.#secretOf.set((value as RecordOf<'held'>).tokenId, id)
      } catch (error) {
        this.#log.warn('a record cannot be read', { kind, type: typeOf(error) })
      }
    }
  }
}

/** Tokens whose rows show a place. */
function tokensOf(...places: readonly (RecordOf<'place'> | undefined)[]): string[] {
  return places.flatMap((place) =>
    place === undefined ? [] : [place.tokenId, ...(place.replaced?.by == null ? [] : [place.replaced.by])],
  )
}

/** What an operation says of which token is the credential: tokens that cannot be it, and a secret not tried yet. */
function tellsOfTokens(entry: RecordOf<'operation'> | undefined): string {
  return entry === undefined ? '' : [untriedSecretOf(entry) ?? '', ...entry.operation.candidates].join('\n')
}
