import type { AppError } from '#shared/model/error'
import type { Instant } from '#shared/model/time'
import { afterTry, pauseAfter, tryLonger, type Entry } from '../../operations/index.ts'
import type { Clock } from '../../ports/clock.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import { inBackground } from '../failures.ts'
import type { OperationJournal } from './operation-journal.ts'

/** Between two tries at one account: many refused sign-ins in a short time look like an attack to some providers. */
const apartMs = 3_000
/** Timers stand still while a computer sleeps: looked at this often. */
const longestWaitMs = 60_000
/** Neither a pause nor what a provider asks for is longer. */
const longestQuietMs = 7_200_000

/** How a try of an ended secret went; null where nothing is left to be tried. */
export type Tried = 'refused' | 'works' | AppError | null

interface EndingPorts {
  readonly clock: Clock
  readonly log: Log
  journal(): OperationJournal
  /** Tries the secret that an operation has ended. Never throws. */
  tryEnded(entry: Entry): Promise<Tried>
}

/**
 * Sees to it that secrets that were ended are dead: tries each with growing pauses until its provider refuses it, or an hour
 * is over. What is left to be tried is in the journal, and goes on when the vault opens.
 */
export class Endings {
  readonly #ports: EndingPorts
  /** Operations whose secret, and accounts of which any secret, is not to be tried before. */
  readonly #notBefore = new Map<string, Instant>()
  #isOn = false
  #round: Promise<void> | null = null
  #stopTimer: (() => void) | null = null

  constructor(ports: EndingPorts) {
    this.#ports = ports
  }

  /** The vault is open: goes on with what is left. */
  start(): void {
    this.#isOn = true
    this.wake()
  }

  /** The vault is about to close. */
  stop(): void {
    this.#isOn = false
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#notBefore.clear()
  }

  /** Somebody's work has ended, and perhaps a secret with it: tries what is due, now or after the round that is under way. */
  wake(): void {
    if (!this.#isOn || this.#round !== null) return
    this.#stopTimer?.()
    this.#stopTimer = null
    if (this.#pending().length === 0) return
    this.#round = this.#tryDue().finally(() => {
      this.#round = null
      this.#wait()
    })
    inBackground(this.#round, this.#ports.log, 'trying ended secrets')
  }

  /** Tries a secret for another hour. Throws Failure('not-found') when there is none, or nothing is left of it. */
  async tryAgain(operationId: string): Promise<void> {
    const { clock } = this.#ports
    const journal = this.#ports.journal()
    this.#notBefore.delete(operationId)
    await journal.work(operationId, null, async () => {
      const entry = journal.get(operationId)
      const { ending } = entry
      if (ending === undefined || ending.state === 'dead') throw new Failure('not-found')
      await journal.amend(entry, tryLonger(ending, clock.now()))
    })
  }

  /** The person has seen how it is. Throws Failure. */
  async dismiss(operationId: string): Promise<void> {
    const journal = this.#ports.journal()
    await journal.work(operationId, null, () =>
      journal.amend(journal.get(operationId), null, [{ remove: 'ended', id: operationId }]),
    )
  }

  #pending(): Entry[] {
    const journal = this.#ports.journal()
    return journal
      .all()
      .filter(({ operation, ending }) => ending?.state === 'pending' && !journal.isWorking(operation.id))
  }

  #wait(): void {
    if (!this.#isOn) return
    const { clock } = this.#ports
    const now = clock.now()
    const next = Math.min(...this.#pending().map((entry) => this.#dueAt(entry)))
    if (next === Infinity) return
    this.#stopTimer = clock.after(Math.min(longestWaitMs, Math.max(0, next - now)), () => this.wake())
  }

  /** When a secret may be tried next: at once where it was not yet, and where the clock was put back since. */
  #dueAt({ operation: { id, accountId } }: Entry): Instant {
    const at = Math.max(this.#notBefore.get(id) ?? -Infinity, this.#notBefore.get(accountId) ?? -Infinity)
    return at - this.#ports.clock.now() > longestQuietMs ? -Infinity : at
  }

  /** One of each account at most: the one that has waited longest. */
  async #tryDue(): Promise<void> {
    const now = this.#ports.clock.now()
    const due = this.#pending().filter((entry) => this.#dueAt(entry) <= now)
    const waited = ({ operation: { id } }: Entry) => this.#notBefore.get(id) ?? -Infinity
    due.sort((one, other) => waited(one) - waited(other))
    const next = new Map<string, Entry>()
    for (const entry of due) if (!next.has(entry.operation.accountId)) next.set(entry.operation.accountId, entry)
    await Promise.all([...next.values()].map((entry) => this.#try(entry)))
  }

  async #try(entry: Entry): Promise<void> {
    const { clock, log } = this.#ports
    const journal = this.#ports.journal()
    const { id, accountId } = entry.operation
    this.#notBefore.set(accountId, clock.now() + apartMs)
    const result = await this.#ports.tryEnded(entry)
    // Nobody is told any more, or somebody else has: the vault was closed, or the person has decided.
    if (!this.#isOn || journal.isWorking(id) || !journal.all().includes(entry)) return
    const now = clock.now()
    const { ending } = entry
    if (ending === undefined) return
    const asked = typeof result === 'object' ? (result?.waitSeconds ?? 0) * 1_000 : 0
    this.#notBefore.set(accountId, now + Math.max(asked, apartMs))
    this.#notBefore.set(id, now + pauseAfter(ending, now))
    const after = result === null ? null : afterTry(ending, result, now)
    if (after?.state === 'pending' && (after.triedAt === null || ending.triedAt !== null)) return
    // What still works may be tried for longer.
    const isOver = after === null || after.state === 'dead'
    try {
      await journal.work(id, null, () => journal.amend(entry, after, isOver ? [{ remove: 'ended', id }] : []))
    } catch (error) {
      log.info('what is known of an ended secret could not be written', { type: typeOf(error) })
    }
  }
}
