import { mostFaults } from '#shared/model/activity'
import type { Clock } from '../ports/clock.ts'
import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import { endOf, type Segments } from './segments.ts'
import type { Anchor } from './verify.ts'

/** Where the end of the log is remembered: in the vault itself, whose own age is watched. */
export interface AnchorStore {
  /** As it is now, whichever process has written it; undefined when there is none yet. Throws Failure. */
  readonly read: () => Promise<Anchor | undefined>
  /** Durable when it resolves. Throws Failure. */
  readonly write: (anchor: Anchor) => Promise<void>
}

interface AnchoringPorts {
  readonly clock: Clock
  readonly log: Log
  readonly anchor: AnchorStore
}

/** Has the vault remember where the log begins and ends, so that nothing can be cut off without being noticed. */
export class Anchoring {
  readonly #ports: AnchoringPorts
  readonly #segments: Segments

  constructor(ports: AnchoringPorts, segments: Segments) {
    this.#ports = ports
    this.#segments = segments
  }

  /**
   * Remembers the end that is on the disk. `dropping`: segments up to this number are about to go, and the log begins after
   * them. False when it could not. Never throws.
   */
  async set(dropping = 0): Promise<boolean> {
    const { anchor: store, clock, log } = this.#ports
    try {
      const known = await store.read()
      const numbers = (await this.#segments.numbers()).filter((number) => number > dropping)
      const newest = numbers.at(-1)
      const segment = newest === undefined ? null : await this.#segments.read(newest)
      const { seq, hash } = endOf(segment)
      if (newest === undefined || seq === 0) return true
      const first = dropping === 0 ? (known?.first ?? 1) : await this.#firstOf(numbers[0] ?? newest)
      if (known?.seq === seq && known.hash === hash && known.first === first) return true
      const at = clock.now()
      const isThere = known === undefined || (await this.#has(known, numbers))
      const fault = { kind: 'other-end', from: known?.seq ?? 0, to: known?.seq ?? 0, at } as const
      const faults = [...(known?.faults ?? []), ...(isThere ? [] : [fault])].slice(-mostFaults)
      await store.write({ first, seq, hash, segment: newest, at, faults })
      return true
    } catch (error) {
      log.warn('activity: the end of the log could not be remembered', { type: typeOf(error) })
      return false
    }
  }

  async #firstOf(number: number): Promise<number> {
    const segment = await this.#segments.read(number)
    return segment?.chained === true ? (segment.entries[0]?.seq ?? 1) : 1
  }

  /** Is the end that the vault remembers still where it was, or behind it? */
  async #has({ segment: number, seq, hash }: Anchor, numbers: readonly number[]): Promise<boolean> {
    for (const one of numbers.filter((other) => other >= number)) {
      const segment = await this.#segments.read(one)
      if (segment?.chained === true && segment.entries.some((entry) => entry.seq === seq && entry.hash === hash)) {
        return true
      }
    }
    return false
  }
}
