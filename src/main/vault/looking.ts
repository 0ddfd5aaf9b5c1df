import { Failure, typeOf } from '../ports/failure.ts'
import { codeOf } from '../ports/file-errors.ts'
import { askOs, forget, type Key, type OsAnswer, type Slots, type TypedAnswer } from './ask.ts'
import type { Current } from './current.ts'
import { findVault, type Found, type FoundVault } from './find.ts'
import type { VaultFile } from './format.ts'
import type { Purpose } from './header.ts'
import type { Home } from './home.ts'
import type { Interrupt } from './interrupt.ts'
import type { VaultPorts } from './interface.ts'
import { probeKeystore, unknownKeystore } from './keystore.ts'
import { setUnreadableAside } from './older.ts'
import { openWith } from './opening.ts'
import { areSame, slotKinds } from './slots.ts'
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
  #held: { readonly key: Key; readonly file: VaultFile } | null = null
  /** The generation that the person wants although it is older than seen. */
  #accepted: number | null = null
  /** The generation that turned out not to be authentic once its key was there. */
  #rotten: number | null = null

  /** The slots as they were seen last. */
  #slots: Slots | null = null
  /** What was made durable already. */
  readonly #settled = new WeakSet<VaultFile>()

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
      await this.#showHopeless(found)
      return
    }
    // Nothing has changed since it was opened with what the person typed: it need not be typed again.
    if (this.#held !== null && isSame(this.#held.file, found.file)) return
    this.#slots = found.file.header
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
        await this.openWith(answer, found)
    }
  }

  /** States that no key can change. */
  async #showHopeless(found: Exclude<Found, { kind: 'vault' }>): Promise<void> {
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

  /** Takes over the key, which one of the slots of this file gave. */
  async openWith(key: Key, found: FoundVault): Promise<void> {
    const { ports, home, state, current } = this.#scene
    const { file } = found
    const { generation, slots } = file.header
    let kept = false
    try {
      if (!file.readOnly && !this.#settled.has(file)) await this.#settle(found)
      const opened = await openWith(key.dataKey, file, this.#accepted === generation, ports, home)
      switch (opened.kind) {
        case 'damaged':
          this.#rotten = generation
          await this.#showHopeless(opened)
          return
        case 'overtaken':
          kept = true
          await this.#openNewer(key, file)
          return
        case 'older-than-seen':
          this.#forgetHeld()
          this.#held = { key, file }
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

  /**
   * Makes what was found durable, before anything relies on it; a vault that is still a temporary file gets its name. Where
   * the disk refuses, the vault opens all the same, and nothing is tidied: only the last save of somebody else is at stake.
   */
  async #settle({ file, unfinished }: FoundVault): Promise<void> {
    const { ports, home } = this.#scene
    const { generations } = home
    try {
      // A folder that was unpacked or synced may be open to others.
      await ports.fs.makeFolder(generations.folder)
      if (unfinished === null) await generations.settle()
      else await generations.publish(file.header.generation, await generations.read(unfinished))
    } catch (error) {
      ports.log.warn('what was opened could not be made durable', { code: codeOf(error) })
    }
  }

  /** Another process has gone on while this one was opening: by the same key, or else from the start. */
  async #openNewer(key: Key, before: VaultFile): Promise<void> {
    const found = await this.find()
    if (found.kind === 'vault' && isSameKey(found.file, before)) {
      await this.openWith(key, found)
      return
    }
    forget(key)
    await this.#look()
  }

  /** The vault that was open is closed, with these slots. */
  closed(slots: Slots): void {
    this.#slots = slots
  }

  /**
   * Asks `ask` by the vault's slots while the file is read again: that takes as long as scrypt lets it, and another Keyrack
   * may have saved since this one looked. Where the slots are not those of last time, it is asked once more. Throws
   * Failure, and gives no answer then.
   */
  async fileAndAnswer(ask: (slots: Slots) => Promise<TypedAnswer>): Promise<[FoundVault, TypedAnswer]> {
    const before = this.#slots
    const early = before === null ? null : ask(before)
    // Waited for below, or of no use.
    early?.catch(() => undefined)
    try {
      const found = await this.fileToOpen()
      const { header } = found.file
      if (!found.file.readOnly && found.unfinished === null) {
        await this.#settle(found)
        this.#settled.add(found.file)
      }
      if (early === null || before === null) return [found, await ask(header)]
      if (header.vaultId.equals(before.vaultId) && areSame(header.slots, before.slots)) return [found, await early]
      early.then(forget, () => undefined)
      return [found, await ask(header)]
    } catch (error) {
      early?.then(forget, () => undefined)
      throw error
    }
  }

  /** Read again: another Keyrack may have saved since this one looked. Throws Failure('vault-unreadable'). */
  async fileToOpen(): Promise<FoundVault> {
    const found = await this.find()
    if (found.kind === 'vault') return found
    await this.#showHopeless(found)
    throw new Failure('vault-unreadable')
  }

  /** Throws Failure, see `Vault.acceptOlder`. */
  async acceptOlder(): Promise<void> {
    if (this.#held === null) throw new Failure('not-supported')
    const { key, file } = this.#held
    const found = await this.fileToOpen()
    if (!isSame(found.file, file)) {
      // Not the one that the person was asked about.
      this.#forgetHeld()
      await this.#look()
      return
    }
    this.#held = null
    this.#accepted = file.header.generation
    await this.openWith(key, found)
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

/** Is this the very same generation? */
function isSame(one: VaultFile, other: VaultFile): boolean {
  const [commit] = one.header.history
  return isSameKey(one, other) && commit !== undefined && other.header.history[0]?.equals(commit) === true
}

/** Are both of one vault, under one data key, as far as they say? */
function isSameKey({ header: one }: VaultFile, { header: other }: VaultFile): boolean {
  return one.vaultId.equals(other.vaultId) && one.keyNumber === other.keyNumber
}
