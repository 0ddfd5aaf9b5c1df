import { Failure, typeOf } from '../ports/failure.ts'
import { askOs, forget, type Key, type OsAnswer } from './ask.ts'
import type { Current } from './current.ts'
import { findVault, type Found } from './find.ts'
import type { VaultFile } from './format.ts'
import type { Purpose } from './header.ts'
import type { Home } from './home.ts'
import type { Interrupt } from './interrupt.ts'
import type { VaultPorts } from './interface.ts'
import { probeKeystore, unknownKeystore } from './keystore.ts'
import { setUnreadableAside } from './older.ts'
import { openWith } from './opening.ts'
import { slotKinds } from './slots.ts'
import { stateOf, type StateHolder } from './states.ts'

/** What looking at a vault works on. */
export interface Scene {
  readonly ports: VaultPorts
  readonly purpose: Purpose
  readonly home: Home
  readonly state: StateHolder
  readonly current: Current
  /** Ends the waiting for the keystore. */
  readonly keystoreWait: Interrupt
}

export const unanswered = { kind: 'refused', why: 'no-answer' } as const

/** Looks at what the folder holds, and takes over a key that opens it. The state tells what came of it. */
export class Looking {
  readonly #scene: Scene
  /** What has opened a vault that is older than seen, until the person says whether it shall. */
  #held: { readonly key: Key; readonly generation: number } | null = null
  /** The generation that the person wants although it is older than seen. */
  #accepted: number | null = null
  /** The generation that turned out not to be authentic once its key was there. */
  #rotten: number | null = null

  constructor(scene: Scene) {
    this.#scene = scene
    // A key is held for one question only.
    scene.state.listen(({ kind }) => {
      if (kind !== 'older-than-seen') this.#forgetHeld()
    })
  }

  #forgetHeld(): void {
    if (this.#held !== null) forget(this.#held.key)
    this.#held = null
  }

  find(): Promise<Found> {
    const { ports, home, purpose } = this.#scene
    return findVault(ports.fs, home.generations, purpose)
  }

  /** Looks and tries the keystore, unless a vault is open. Never throws: the state tells. */
  async lookSafely(): Promise<void> {
    const { ports, state, home } = this.#scene
    try {
      await this.#look()
    } catch (error) {
      ports.log.error('looking at the vault failed', { type: typeOf(error) })
      state.become({ kind: 'damaged', olderGenerations: 0, newestReadableAt: null, folder: home.generations.folder })
    }
  }

  async #look(): Promise<void> {
    const { ports, state, current, keystoreWait } = this.#scene
    if (current.vault !== null) return
    const found = await this.find()
    if (found.kind !== 'vault') {
      await this.#settle(found)
      return
    }
    // Nothing has changed since it was opened with what the person typed: it need not be typed again.
    if (this.#held?.generation === found.file.header.generation) return
    const slots = slotKinds(found.file.header.slots)
    const answer = await keystoreWait.race<OsAnswer>(askOs(found.file.header, ports), unanswered, forget)
    switch (answer.kind) {
      case 'no-slot':
        state.become({ kind: 'locked', slots })
        return
      case 'refused':
        if (answer === unanswered) {
          // It was locked meanwhile, and stays so until the person opens it: that says nothing about the keystore.
          state.become({ kind: 'locked', slots })
          return
        }
        ports.log.warn('the OS keystore did not open the vault', { why: answer.why })
        state.become({ kind: 'locked-by-os', why: answer.why, slots })
        return
      case 'key':
        await this.openWith(answer, found.file)
    }
  }

  /** States that no key can change. */
  async #settle(found: Exclude<Found, { kind: 'vault' }>): Promise<void> {
    const { ports, state, home, keystoreWait } = this.#scene
    if (found.kind === 'none') {
      const keystore = await keystoreWait.race(probeKeystore(ports), unknownKeystore)
      state.become({ kind: 'none', keystore })
      return
    }
    if (found.kind === 'damaged') {
      ports.log.error('the vault cannot be read', { olderGenerations: found.olderGenerations })
    }
    state.become(stateOf(found, home.generations.folder))
  }

  /** Takes over the key. */
  async openWith(key: Key, file: VaultFile): Promise<void> {
    const { ports, home, state, current } = this.#scene
    const { generation, slots } = file.header
    let kept = false
    try {
      const opened = await openWith(key.dataKey, file, this.#accepted === generation, ports, home)
      switch (opened.kind) {
        case 'damaged':
          this.#rotten = generation
          await this.#settle(opened)
          return
        case 'older-than-seen':
          this.#forgetHeld()
          this.#held = { key, generation }
          kept = true
          state.become({ kind: 'older-than-seen', slots: slotKinds(slots) })
          return
        case 'open':
          this.#accepted = null
          this.#rotten = null
          kept = true
          current.showOpenedBy(key, opened.vault)
      }
    } finally {
      if (!kept) forget(key)
    }
  }

  /** Read again: another Keyrack may have saved since this one looked. Throws Failure('vault-unreadable'). */
  async fileToOpen(): Promise<VaultFile> {
    const found = await this.find()
    if (found.kind === 'vault') return found.file
    await this.#settle(found)
    throw new Failure('vault-unreadable')
  }

  /** Throws Failure, see `Vault.acceptOlder`. */
  async acceptOlder(): Promise<void> {
    if (this.#held === null) throw new Failure('not-supported')
    const { key } = this.#held
    const file = await this.fileToOpen()
    this.#held = null
    this.#accepted = file.header.generation
    await this.openWith(key, file)
  }

  /** Throws Failure, see `Vault.useOlderGeneration`. */
  async useOlderGeneration(): Promise<void> {
    const { ports, home, state, purpose } = this.#scene
    if (state.now.kind !== 'damaged') throw new Failure('not-supported')
    this.#accepted = await setUnreadableAside(home.generations, purpose, this.#rotten, ports)
    ports.log.warn('an older generation takes the place of an unreadable one', { generation: this.#accepted })
    this.#rotten = null
    await this.lookSafely()
  }
}
