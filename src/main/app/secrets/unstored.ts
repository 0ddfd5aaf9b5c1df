import type { UnstoredSecret } from '#shared/contract'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Secret } from '../../ports/secret.ts'

export interface Kept extends Omit<UnstoredSecret, 'id'> {
  readonly secret: Secret
  readonly accountId: string
  /** Stores it and ends its operation; gives its id. Throws Failure when it still cannot be stored. */
  readonly store: () => Promise<string>
  /** The person lets it go. */
  readonly drop: () => Promise<void>
}

/** Secrets that could not be stored. They are kept in memory, whatever happens, until they are stored or let go. */
export class Unstored {
  readonly #random: Random
  readonly #changed: () => void
  readonly #secrets = new Map<string, Kept>()
  readonly #storing = new Map<string, Promise<string>>()

  constructor(random: Random, changed: () => void) {
    this.#random = random
    this.#changed = changed
  }

  /** What the window is told, oldest first. */
  all(): UnstoredSecret[] {
    return [...this.#secrets].map(([id, { tokenId, operationId }]) => ({ id, tokenId, operationId }))
  }

  /** Gives the id under which it is kept. */
  keep(secret: Kept): string {
    const id = this.#random.uuid()
    this.#secrets.set(id, secret)
    this.#changed()
    return id
  }

  find(id: string): Kept | undefined {
    return this.#secrets.get(id)
  }

  /**
   * Is a secret of this operation, token or account stored nowhere? Nobody may take the operation further, make another
   * secret of the token or remove the account until then.
   */
  waitsFor(id: string): boolean {
    return [...this.#secrets.values()].some((kept) => [kept.operationId, kept.tokenId, kept.accountId].includes(id))
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

  /** The vault is about to be closed: tries to store each. Never throws; what is still kept tells. */
  async storeAll(log: Log): Promise<void> {
    for (const id of [...this.#secrets.keys()]) {
      try {
        await this.storeAgain(id)
      } catch (error) {
        log.error('a secret could not be stored', { type: typeOf(error) })
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

  #forget(id: string, kept: Kept): void {
    kept.secret.wipe()
    this.#secrets.delete(id)
    this.#changed()
  }
}
