import type { Keystore, SlotKind } from '#shared/model/vault'
import { keystoreOf, protectionLevel } from '#shared/rules/protection'
import { Failure } from '../ports/failure.ts'
import { doesKeystoreFit, type Key } from './ask.ts'
import type { VaultPorts } from './interface.ts'
import { probeKeystore, unknownKeystore } from './keystore.ts'
import type { OpenVault } from './open-vault.ts'
import { resealOs, resealSlot, type Reseal } from './reseal.ts'
import { slotKinds, slotsOf, type OsPassphraseSlot, type OsSlot } from './slots.ts'
import { noNews, type KeystoreNews, type StateHolder } from './states.ts'

type SealedSlot = OsSlot | OsPassphraseSlot

/** The vault that is open, while one is; what is told of it, and what is learnt and mended behind its back. */
export class Current {
  readonly #ports: VaultPorts
  readonly #state: StateHolder
  readonly #life: () => AbortSignal
  #vault: OpenVault | null = null
  /** The slot whose key the keystore has lost, as long as it is there. */
  #dead: SealedSlot | null = null

  /** `life` gives the signal that comes with the next lock. */
  constructor(ports: VaultPorts, state: StateHolder, life: () => AbortSignal) {
    this.#ports = ports
    this.#state = state
    this.#life = life
  }

  get vault(): OpenVault | null {
    return this.#vault
  }

  /** The kind of the slot whose key the keystore has lost; null where none is known. */
  get deadSlot(): SlotKind | null {
    return this.#dead?.kind ?? null
  }

  /** Throws Failure('vault-locked') while none is open. */
  opened(): OpenVault {
    if (this.#vault === null) throw new Failure('vault-locked')
    return this.#vault
  }

  /** From now on this vault is open. */
  show(vault: OpenVault, keystore: Keystore, news?: KeystoreNews): void {
    this.#vault = vault
    this.#state.open(vault, keystore, this.#ports.clock.now(), news)
  }

  /** The same for one that a key has opened. Wipes the key, soon: what the OS asks for is done with it first. */
  showOpenedBy(key: Key, vault: OpenVault): void {
    key.dataKey.fill(0)
    this.show(vault, key.keystore ?? unknownKeystore)
    void this.#goOnBehind(vault, key, this.#life())
  }

  /** None is open any more; gives the one that was. */
  take(): OpenVault | null {
    const vault = this.#vault
    this.#vault = null
    this.#dead = null
    return vault
  }

  /** Another process has saved: it may have changed the slots, too. */
  slotsTaken(): void {
    const vault = this.#vault
    const { now } = this.#state
    if (vault === null || now.kind !== 'open') return
    const kinds = slotKinds(vault.contents.header.slots)
    if (kinds.join() !== now.slots.join()) this.showSlots(vault)
  }

  /** The slots have changed, and with them perhaps how well the OS protects them. */
  showSlots(vault: OpenVault): void {
    const sealed = sealedSlot(vault)
    if (!isSame(sealed, this.#dead)) this.#dead = null
    const keystore = sealed === undefined ? this.#state.keystore : keystoreOf(sealed.platform, sealed.tag)
    const { strongerKeystore, keystoreSlot } = this.#news
    this.show(vault, keystore, {
      strongerKeystore: sealed !== undefined && isBelow(sealed) ? strongerKeystore : null,
      keystoreSlot: keystoreSlot === 'dead' && this.#dead === null ? null : keystoreSlot,
    })
  }

  get #news(): KeystoreNews {
    const { now } = this.#state
    return now.kind === 'open' ? now : noNews
  }

  /** Changes what is told, unless another vault is open by now, or none. */
  #tell(vault: OpenVault, news: Partial<KeystoreNews & { keystore: Keystore }>): void {
    const { now } = this.#state
    if (this.#vault === vault && now.kind === 'open') this.#state.become({ ...now, ...news })
  }

  /** A keystore may take its time: all of this goes on behind the back of the open vault. Never throws. */
  async #goOnBehind(vault: OpenVault, key: Key, signal: AbortSignal): Promise<void> {
    if (vault.readOnly) {
      key.reseal?.forget()
    } else if (key.reseal !== null) {
      await this.#reseal(vault, key.reseal, signal)
    } else if (key.keystore === null) {
      await this.#mendDead(vault, signal)
    }
    await this.#learnKeystore(vault)
  }

  /** Asks the OS what it could do, where that is not known, or might be more than what it has done for the vault. */
  async #learnKeystore(vault: OpenVault): Promise<void> {
    const sealed = sealedSlot(vault)
    const improvable = !vault.readOnly && sealed !== undefined && isBelow(sealed)
    const isUnknown = () => this.#state.keystore === unknownKeystore
    if (!isUnknown() && !improvable) return
    const keystore = await probeKeystore(this.#ports)
    if (isUnknown()) this.#tell(vault, { keystore })
    if (improvable && isSame(sealedSlot(vault), sealed) && keystore.level === 'strong') {
      this.#tell(vault, { strongerKeystore: keystore })
    }
  }

  /** Seals the slot again that the OS wants to have sealed again. */
  async #reseal(vault: OpenVault, reseal: Reseal, signal: AbortSignal): Promise<boolean> {
    const done = await resealSlot(vault, reseal, signal, this.#ports.log)
    if (done && this.#vault === vault) this.showSlots(vault)
    return done
  }

  /**
   * A keystore that lost its key opens its slot never again. Now that something typed has opened the vault, the slot gets a
   * new one, no weaker; unless it takes the passphrase, too.
   */
  async #mendDead(vault: OpenVault, signal: AbortSignal): Promise<void> {
    const sealed = sealedSlot(vault)
    const { header } = vault.contents
    if (sealed === undefined || (await doesKeystoreFit(header, this.#ports))) return
    const isThere = () => this.#vault === vault && isSame(sealedSlot(vault), sealed)
    if (!isThere()) return
    const again = sealed.kind === 'os' ? resealOs(sealed, header.vaultId, this.#ports) : null
    if (again !== null && (await this.#reseal(vault, again, signal))) {
      this.#tell(vault, { keystoreSlot: 'sealed-again' })
    } else if (isThere()) {
      this.#dead = sealed
      this.#tell(vault, { keystoreSlot: 'dead' })
    }
  }
}

/** The slot that needs the keystore. */
function sealedSlot(vault: OpenVault): SealedSlot | undefined {
  const { slots } = vault.contents.header
  return slotsOf(slots, 'os')[0] ?? slotsOf(slots, 'os-passphrase')[0]
}

function isSame(slot: SealedSlot | undefined, other: SealedSlot | null): boolean {
  return slot !== undefined && other !== null && slot.id.equals(other.id)
}

/** Is it protected by less than the best? */
function isBelow({ platform, tag }: SealedSlot): boolean {
  return protectionLevel(platform, tag) !== 'strong'
}
