import type { Keystore } from '#shared/model/vault'
import { keystoreOf } from '#shared/rules/protection'
import { Failure } from '../ports/failure.ts'
import type { Key } from './ask.ts'
import type { VaultPorts } from './interface.ts'
import { probeKeystore, unknownKeystore } from './keystore.ts'
import type { OpenVault } from './open-vault.ts'
import { resealSlot, type Reseal } from './reseal.ts'
import { slotsOf } from './slots.ts'
import type { StateHolder } from './states.ts'

/** The vault that is open, while one is; what is told of it, and what is learnt and mended behind its back. */
export class Current {
  readonly #ports: VaultPorts
  readonly #state: StateHolder
  #vault: OpenVault | null = null

  constructor(ports: VaultPorts, state: StateHolder) {
    this.#ports = ports
    this.#state = state
  }

  get vault(): OpenVault | null {
    return this.#vault
  }

  /** Throws Failure('vault-locked') while none is open. */
  opened(): OpenVault {
    if (this.#vault === null) throw new Failure('vault-locked')
    return this.#vault
  }

  /** From now on this vault is open. */
  show(vault: OpenVault, keystore: Keystore): void {
    this.#vault = vault
    this.#state.open(vault, keystore, this.#ports.clock.now())
  }

  /** The same for one that a key has opened. Wipes the key, soon: what the OS asks for is done with it first. */
  showOpenedBy(key: Key, vault: OpenVault): void {
    key.dataKey.fill(0)
    this.show(vault, key.keystore ?? unknownKeystore)
    if (key.keystore === null) void this.#learnKeystore(vault)
    if (key.reseal === null) return
    if (vault.readOnly) key.reseal.forget()
    else void this.#reseal(vault, key.reseal)
  }

  /** None is open any more; gives the one that was. */
  take(): OpenVault | null {
    const vault = this.#vault
    this.#vault = null
    return vault
  }

  /** The slots have changed, and with them perhaps how well the OS protects them. */
  showSlots(vault: OpenVault): void {
    const { slots } = vault.contents.header
    const sealed = slotsOf(slots, 'os')[0] ?? slotsOf(slots, 'os-passphrase')[0]
    this.show(vault, sealed === undefined ? this.#state.keystore : keystoreOf(sealed.platform, sealed.tag))
  }

  /** Asks the OS what it could do, behind the back of the open vault: a keystore may take its time. */
  async #learnKeystore(vault: OpenVault): Promise<void> {
    const keystore = await probeKeystore(this.#ports)
    const { now } = this.#state
    if (this.#vault === vault && now.kind === 'open' && now.keystore === unknownKeystore) {
      this.#state.become({ ...now, keystore })
    }
  }

  /** Behind the back of the open vault, too. */
  async #reseal(vault: OpenVault, reseal: Reseal): Promise<void> {
    const done = await resealSlot(vault, reseal, this.#ports.log)
    if (done && this.#vault === vault) this.showSlots(vault)
  }
}
