import type { Keystore, VaultState } from '#shared/model/vault'
import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { Found } from './find.ts'
import { unknownKeystore } from './keystore.ts'
import type { OpenVault } from './open-vault.ts'
import { slotKinds } from './slots.ts'

/** The states that no key can change, but the first start's. */
export function stateOf(found: Exclude<Found, { kind: 'vault' | 'none' }>, folder: string): VaultState {
  switch (found.kind) {
    case 'damaged': {
      const { kind, olderGenerations, newestReadableAt } = found
      return { kind, olderGenerations, newestReadableAt, folder }
    }
    case 'newer-format':
      return { kind: 'newer-format', format: found.format }
    case 'other-purpose':
      return { kind: 'other-purpose', purpose: found.purpose }
  }
}

/** What the person should know of the keystore while the vault is open. */
export type KeystoreNews = Pick<Extract<VaultState, { kind: 'open' }>, 'strongerKeystore' | 'keystoreSlot'>

export const noNews: KeystoreNews = { strongerKeystore: null, keystoreSlot: null }

/** The state of the vault, and those who listen to it. */
export class StateHolder {
  readonly #log: Log
  readonly #listeners = new Set<(state: VaultState) => void>()
  #state: VaultState = { kind: 'opening' }

  constructor(log: Log) {
    this.#log = log
  }

  get now(): VaultState {
    return this.#state
  }

  /** What is known of the keystore while the vault is open. */
  get keystore(): Keystore {
    return this.#state.kind === 'open' ? this.#state.keystore : unknownKeystore
  }

  listen(listener: (state: VaultState) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  become(state: VaultState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) {
      try {
        listener(state)
      } catch (error) {
        // What somebody makes of it changes nothing of what the vault is.
        this.#log.error('a listener to the state of the vault has failed', { type: typeOf(error) })
      }
    }
  }

  /** The vault is open, or has changed while it is. */
  open(vault: OpenVault, keystore: Keystore, openedAt: number, news: KeystoreNews = noNews): void {
    const before = this.#state.kind === 'open' ? this.#state : null
    this.become({
      kind: 'open',
      storage: vault.onDisk ? 'disk' : 'session',
      slots: slotKinds(vault.contents.header.slots),
      keystore,
      openedAt: before?.openedAt ?? openedAt,
      readOnly: vault.readOnly,
      rekeying: null,
      ...news,
    })
  }

  /** How far sealing everything anew has come; told twenty times at most. */
  progress(done: number, total: number): void {
    if (this.#state.kind !== 'open') return
    const told = this.#state.rekeying
    if (told !== null && done < total && done - told.done < total / 20) return
    this.become({ ...this.#state, rekeying: { done, total } })
  }
}
