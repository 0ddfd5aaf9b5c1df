import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import type { RecordStore } from '../../ports/records.ts'
import type { Log } from '../../ports/log.ts'
import type { Told } from '../../schedule/index.ts'
import { accountOfCredential } from './credentials.ts'
import { ToldRecords } from './told-records.ts'
import { ToldMeanwhile, type TellingsKept } from './told.ts'
import { countWatched, watchedOf, withoutToken, type Count, type Watched, type WatchTerms } from './watched.ts'

/** The tokens that are watched, and what was told of them. */
export interface Watching {
  readonly watches: ReadonlyMap<string, Watched>
  readonly told: TellingsKept
  /** Their numbers at `now`; the same object until they are others. */
  count(now: Instant): Count
}

/** Counts anew only when time or a change asks for it. */
class Counter {
  #count: Count | null = null

  stale(): void {
    this.#count = null
  }

  of(watches: ReadonlyMap<string, Watched>, now: Instant): Count {
    const known = this.#count
    const isCurrent = known !== null && known.at <= now && now < known.until
    return isCurrent ? known : (this.#count = countWatched(watches.values(), now))
  }
}

export interface OpenPorts {
  readonly records: RecordStore
  readonly log: Log
  /** All that may end, and one of it. */
  tokens(): Iterable<Token>
  token(tokenId: string): Token | undefined
  /** What of it no list has. It may be another with every change, of what ever. */
  credentials(): Iterable<Token>
  /** Gives how each token is to be warned of, as it was chosen by now. */
  terms(): (token: Token) => WatchTerms
}

/** While the vault is open: by the ids of the tokens, followed change by change. */
export class OpenWatching implements Watching {
  readonly told: ToldRecords
  readonly #ports: OpenPorts
  readonly #counter = new Counter()
  readonly #watches = new Map<string, Watched>()
  #isStale = true
  #ends = '[]'

  /** `toldMeanwhile`: what was told while the vault was locked. */
  constructor(ports: OpenPorts, toldMeanwhile: ReadonlyMap<string, Told>) {
    this.#ports = ports
    const isKnown = (tokenId: string) => ports.token(tokenId) !== undefined
    this.told = new ToldRecords({ ...ports, isKnown }, toldMeanwhile)
  }

  get watches(): ReadonlyMap<string, Watched> {
    if (this.#isStale) {
      this.#isStale = false
      this.#watches.clear()
      const termsOf = this.#ports.terms()
      for (const token of this.#ports.tokens()) this.#put(token, termsOf(token))
    }
    this.#followCredentials()
    return this.#watches
  }

  /** Whose credential a token is is judged in its own time, so they are looked at anew. They are few. */
  #followCredentials(): void {
    const credentials = [...this.#ports.credentials()]
    const ends = JSON.stringify(credentials.map(({ id, name, expiry }) => [id, name, expiry]))
    if (ends === this.#ends) return
    this.#ends = ends
    this.#counter.stale()
    for (const id of this.#watches.keys()) if (accountOfCredential(id) !== null) this.#watches.delete(id)
    const termsOf = this.#ports.terms()
    for (const credential of credentials) this.#put(credential, termsOf(credential))
  }

  count(now: Instant): Count {
    return this.#counter.of(this.watches, now)
  }

  /** These tokens have changed; without ids: all may have. */
  changed(tokenIds?: Iterable<string>): void {
    this.#counter.stale()
    if (tokenIds === undefined) this.#isStale = true
    if (this.#isStale) return
    const termsOf = this.#ports.terms()
    for (const tokenId of tokenIds ?? []) {
      const token = this.#ports.token(tokenId)
      if (token === undefined) this.#watches.delete(tokenId)
      else this.#put(token, termsOf(token))
    }
  }

  /** What goes on being watched once the vault is locked, under ids that `opaque` gives. */
  sealed(opaque: (tokenId: string) => string, names: boolean): LockedWatching {
    const watches = new Map<string, Watched>()
    const told = new Map<string, Told>()
    const unsaved = new Map<string, Told>()
    for (const [tokenId, watched] of this.watches) {
      const id = opaque(tokenId)
      watches.set(id, withoutToken(watched, names))
      const known = this.told.of(tokenId)
      if (known !== undefined) (this.told.isUnsaved(tokenId) ? unsaved : told).set(id, known)
    }
    return new LockedWatching(watches, told, unsaved)
  }

  #put(token: Token, terms: WatchTerms): void {
    const watched = watchedOf(token, terms)
    if (watched === undefined) this.#watches.delete(token.id)
    else this.#watches.set(token.id, watched)
  }
}

/** While the vault is locked: nothing but times, under ids that say nothing, and names where they are wanted. */
export class LockedWatching implements Watching {
  readonly watches: ReadonlyMap<string, Watched>
  readonly told: ToldMeanwhile
  readonly #counter = new Counter()

  constructor(
    watches: ReadonlyMap<string, Watched>,
    told: ReadonlyMap<string, Told>,
    unsaved: ReadonlyMap<string, Told>,
  ) {
    this.watches = watches
    this.told = new ToldMeanwhile(told, unsaved)
  }

  count(now: Instant): Count {
    return this.#counter.of(this.watches, now)
  }
}
