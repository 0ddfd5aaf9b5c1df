import type { Instant } from '#shared/model/time'
import type { Clock } from '../../ports/clock.ts'
import type { Notifier } from '../../ports/notifier.ts'

/** When a person wants to be reminded to revoke an old token. All that is known of it while the vault is locked. */
export interface Reminder {
  readonly operationId: string
  readonly at: Instant
  /** Only where the person wants notices with names. */
  readonly name?: string
}

/** Timers stand still while a computer sleeps, and its clock may be changed: looked at this often. */
const longestWaitMs = 60_000

interface ReminderPorts {
  readonly clock: Clock
  readonly notifier: Notifier
  /** Null while the vault is not open: what was known when it was is kept. */
  reminders(): readonly Reminder[] | null
  /** The window is to be told. */
  changed(): void
}

/**
 * Reminds of old tokens that are due to be revoked, whether the vault is open or locked: each once in the life of the app.
 * Nothing is revoked. What the person wanted is in the journal; this holds no more than times and ids.
 */
export class Reminders {
  readonly #ports: ReminderPorts
  #waiting: readonly Reminder[] = []
  readonly #told = new Set<string>()
  #wanted: string | null = null
  #stopTimer: (() => void) | null = null

  constructor(ports: ReminderPorts) {
    this.#ports = ports
  }

  /** The operation that the person wants to see, because they have opened the notice of it. */
  get wanted(): string | null {
    return this.#wanted
  }

  /** The window shows it. */
  shown(operationId: string): void {
    if (this.#wanted !== operationId) return
    this.#wanted = null
    this.#ports.changed()
  }

  /** What is to be reminded of may have changed. */
  follow(): void {
    const reminders = this.#ports.reminders()
    if (reminders === null) return
    this.#waiting = reminders
    this.look()
  }

  /** Tells of what is due by now. */
  look(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    const { clock } = this.#ports
    const now = clock.now()
    this.#tell(this.#waiting.filter((one) => one.at <= now && !this.#told.has(keyOf(one))))
    const next = Math.min(...this.#waiting.filter((one) => !this.#told.has(keyOf(one))).map(({ at }) => at))
    if (next === Infinity) return
    this.#stopTimer = clock.after(Math.min(longestWaitMs, next - now), () => this.look())
  }

  /** The app ends. */
  stop(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#waiting = []
  }

  #tell(due: readonly Reminder[]): void {
    const [first] = due
    if (first === undefined) return
    for (const one of due) this.#told.add(keyOf(one))
    const names = due.flatMap(({ name }) => name ?? [])
    this.#ports.notifier.notify({ step: 'revoke-due', count: due.length, names }, () => {
      this.#wanted = first.operationId
      this.#ports.changed()
    })
  }
}

/** Moved to another time it is another one. */
function keyOf({ operationId, at }: Reminder): string {
  return `${operationId} ${at}`
}
