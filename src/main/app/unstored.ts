import { Failure } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'
import type { Secret } from '../ports/secret.ts'
import { nameOf } from './failures.ts'

export interface UnstoredSecret {
  readonly secret: Secret
  readonly tokenId: string
  readonly accountId: string
  readonly operationId: string
  /** Stores it and ends its operation; gives its id. Throws Failure when it still cannot be stored. */
  readonly store: () => Promise<string>
  /** The person lets it go. */
  readonly drop: () => Promise<void>
}

/** Secrets that could not be stored. They are kept in memory, whatever happens, until they are stored or let go. */
export class Unstored {
  readonly #random: Random
  readonly #secrets = new Map<string, UnstoredSecret>()
  readonly #storing = new Map<string, Promise<string>>()

  constructor(random: Random) {
    this.#random = random
  }

  /** Gives the id under which it is kept. */
  keep(secret: UnstoredSecret): string {
    const id = this.#random.uuid()
    this.#secrets.set(id, secret)
    return id
  }

  find(id: string): UnstoredSecret | undefined {
    return this.#secrets.get(id)
  }

  /** Does the operation wait for its secret to be stored? Nobody else may take it further until then. */
  waitsFor(operationId: string): boolean {
    return [...this.#secrets.values()].some((kept) => kept.operationId === operationId)
  }

  /** Stores a secret after all; gives its id. Throws Failure, and then it is still kept. */
  async storeAgain(id: string): Promise<string> {
    const kept = this.#secrets.get(id)
    if (kept === undefined) throw new Failure('not-found')
    const storing = this.#storing.get(id) ?? kept.store()
    this.#storing.set(id, storing)
    try {
      const secretId = await storing
      this.#forget(id, kept)
      return secretId
    } finally {
      this.#storing.delete(id)
    }
  }

  /** The app is closed: the last chance for each. Never throws. */
  async storeAll(log: Log): Promise<void> {
    for (const id of [...this.#secrets.keys()]) {
      try {
        await this.storeAgain(id)
      } catch (error) {
        log.error('a secret could not be stored and is lost', { type: nameOf(error) })
      }
    }
  }

  /** Forgets one that the person let go. False when there is none of this id. */
  async drop(id: string): Promise<boolean> {
    const kept = this.#secrets.get(id)
    if (kept === undefined) return false
    if (this.#storing.has(id)) throw new Failure('busy')
    await kept.drop()
    this.#forget(id, kept)
    return true
  }

  #forget(id: string, kept: UnstoredSecret): void {
    kept.secret.wipe()
    this.#secrets.delete(id)
  }
}
