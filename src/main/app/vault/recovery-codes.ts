import type { Output } from '#shared/contract'
import type { Clock } from '../../ports/clock.ts'
import { Failure } from '../../ports/failure.ts'
import type { Random } from '../../ports/random.ts'
import { Secret } from '../../ports/secret.ts'
import { drawRecoveryCode, isRecoveryGroup, recoveryGroups } from '../../vault/index.ts'

/** A code that nobody used is forgotten after so long. */
const patienceMs = 15 * 60_000

interface Pending {
  readonly id: string
  readonly code: Secret
  readonly asked: [number, number]
  confirmed: boolean
  readonly stopTimer: () => void
}

interface RecoveryPorts {
  readonly clock: Clock
  readonly random: Random
}

/**
 * The recovery code that was drawn and opens nothing yet. There is one at a time, in memory only; it is overwritten when it
 * has been used, when another is drawn, when the vault closes, and after 15 minutes.
 */
export class RecoveryCodes {
  readonly #ports: RecoveryPorts
  #pending: Pending | null = null

  constructor(ports: RecoveryPorts) {
    this.#ports = ports
  }

  /** Draws a code in place of the one before. Gives the id it is revealed under, and the two groups to ask back. */
  draw(): Output<'vault.drawRecovery'> {
    const { clock, random } = this.#ports
    this.clear()
    const code = drawRecoveryCode(random)
    const asked = twoOf(recoveryGroups, random)
    const id = random.uuid()
    const stopTimer = clock.after(patienceMs, () => this.clear())
    this.#pending = { id, code, asked, confirmed: false, stopTimer }
    return { id, groups: recoveryGroups, asked }
  }

  /** The code with this id as it is written; undefined when there is none (any more). */
  find(id: string): Secret | undefined {
    return this.#pending?.id === id ? this.#pending.code : undefined
  }

  /**
   * Checks what was typed for the two groups, read as leniently as a whole code. Throws Failure: `not-found` when the code is
   * gone, `wrong-recovery-code` when a group is another.
   */
  confirm(id: string, answers: readonly [Secret, Secret]): void {
    const pending = this.#get(id)
    const [one, other] = pending.asked
    const right = isRecoveryGroup(pending.code, one, answers[0]) && isRecoveryGroup(pending.code, other, answers[1])
    if (!right) throw new Failure('wrong-recovery-code')
    pending.confirmed = true
  }

  /**
   * Lends a copy of a confirmed code to `action`, and forgets the code when that went well. Throws Failure: `not-found`,
   * `confirmation-needed` when nobody has shown that it was written down, and what `action` throws.
   */
  async use<T>(id: string, action: (code: Secret) => Promise<T>): Promise<T> {
    const pending = this.#get(id)
    if (!pending.confirmed) throw new Failure('confirmation-needed')
    // What clears the code meanwhile must not overwrite it under a slot that is being made of it.
    const copy = pending.code.use((value) => new Secret(value))
    try {
      const result = await action(copy)
      if (this.#pending === pending) this.clear()
      return result
    } finally {
      copy.wipe()
    }
  }

  /** Overwrites the code. */
  clear(): void {
    this.#pending?.stopTimer()
    this.#pending?.code.wipe()
    this.#pending = null
  }

  #get(id: string): Pending {
    if (this.#pending?.id !== id) throw new Failure('not-found')
    return this.#pending
  }
}

/** Two different numbers below `count`, the smaller first. */
function twoOf(count: number, random: Random): [number, number] {
  const [one = 0, other = 0] = random.bytes(2)
  const first = one % count
  const second = (first + 1 + (other % (count - 1))) % count
  return [Math.min(first, second), Math.max(first, second)]
}
