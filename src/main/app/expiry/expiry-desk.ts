import type { ExpiryFacts } from '#shared/contract/expiry'
import type { Instant } from '#shared/model/time'
import type { Clock } from '../../ports/clock.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { ended, lookAround, type Round, type Told } from '../../schedule/index.ts'
import { inBackground } from '../failures.ts'
import type { CalendarKeeper } from './calendar-keeper.ts'
import { accountOfCredential } from './credentials.ts'
import type { Count } from './watched.ts'
import { recall, type ToldBefore, type ToldOutside } from './told-outside.ts'
import { LockedWatching, OpenWatching, type OpenPorts, type Watching } from './watching.ts'

/** Timers stand still while a computer sleeps, and its clock may be changed: looked at this often. */
const longestWaitMs = 60_000
/** What comes within this time is told together. */
const togetherMs = 3_000
/** Lists that are being refreshed are waited for, so that there is one notice for all; no longer than this. */
const patienceMs = 120_000

interface ExpiryPorts extends OpenPorts {
  readonly clock: Clock
  readonly notifier: Notifier
  /** An id that says nothing, the same one for a token as long as the vault has the same key. While it is open. */
  opaque(tokenId: string): string
  /** Is a list being refreshed? */
  isBusy(): boolean
  namesInNotices(): boolean
  /** The steps of accounts and providers that have others than all. */
  otherSteps(): ExpiryFacts['steps']
  /** Where it is kept what is told while the vault is locked. */
  readonly outside: ToldOutside
  /** The file that tells the same, while the vault is open. */
  readonly calendar: Pick<CalendarKeeper, 'changed' | 'look'>
  /** The window is to be told. */
  changed(): void
}

const nothing = { expired: 0, due: 0, quiet: 0, next: [], credentials: [] }

/** What the window is to show: one token or account, or all that is due. */
function wantedFact([id, ...others]: readonly string[]): NonNullable<ExpiryFacts['wanted']> {
  if (id === undefined || others.length > 0) return { tokenId: null }
  const accountId = accountOfCredential(id)
  return accountId === null ? { tokenId: id } : { tokenId: null, accountId }
}

/**
 * Warns of tokens that expire, whether the vault is open or locked, and counts them for everything that shows it. What was
 * told is in the vault, so that nothing is told twice; what is told while it is locked is written there once it is open.
 */
export class ExpiryDesk {
  readonly #ports: ExpiryPorts
  #watching: Watching | null = null
  /** Made for a vault that is about to be locked. */
  #sealed: LockedWatching | null = null
  #isPaused = false
  #busySince: Instant | null = null
  #looking: Promise<void> | null = null
  #lookAt: Instant = Infinity
  #stopTimer: (() => void) | null = null
  /** The numbers that were told last. */
  #shown: Count | null = null
  /** The tokens of the notice that the person has opened; null: none. */
  #wanted: readonly string[] | null = null

  constructor(ports: ExpiryPorts) {
    this.#ports = ports
  }

  /** What is told of it to the window, the tray and the badge. */
  facts(): ExpiryFacts {
    this.#shown = this.#watching?.count(this.#ports.clock.now()) ?? null
    const facts = this.#shown?.facts ?? nothing
    return {
      ...facts,
      steps: this.#ports.otherSteps(),
      wanted: this.isOpen && this.#wanted !== null ? wantedFact(this.#wanted) : null,
    }
  }

  /** What an earlier run told while the vault was locked; null: nothing, or this run knows. Never throws. */
  async toldBefore(): Promise<ToldBefore | null> {
    return this.#watching === null ? this.#ports.outside.read() : null
  }

  /** Is the vault open, and everything loaded that may end? */
  get isOpen(): boolean {
    return this.#watching instanceof OpenWatching
  }

  /** The vault is open, and everything is loaded. */
  opened(before: ToldBefore | null): void {
    const { opaque, tokens } = this.#ports
    const meanwhile = this.#watching instanceof LockedWatching ? this.#watching.told.since : new Map<string, Told>()
    const told = new Map<string, Told>()
    if (meanwhile.size > 0) {
      for (const { id } of tokens()) {
        const known = meanwhile.get(opaque(id))
        if (known !== undefined) told.set(id, known)
      }
    }
    if (this.#wanted !== null) this.#wanted = this.#tokensOf(this.#wanted)
    const watching = new OpenWatching(this.#ports, told)
    if (before !== null) recall(before, watching, this.#ports.clock.now(), opaque)
    this.#watching = watching
    this.#ports.calendar.changed()
    this.#isPaused = false
    this.#wakeIn(togetherMs)
  }

  /** These tokens have changed; without ids: all may have. */
  changed(tokenIds?: Iterable<string>): void {
    this.#ports.calendar.changed()
    if (!(this.#watching instanceof OpenWatching)) return
    this.#watching.changed(tokenIds)
    if (this.#lookAt > this.#ports.clock.now() + togetherMs) this.#wakeIn(togetherMs)
  }

  /** The vault is about to be locked: nothing more is told until it is, or stays open. */
  async pause(): Promise<void> {
    this.#isPaused = true
    await this.#looking
  }

  /** The vault stays open. */
  goOn(): void {
    this.#sealed = null
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#wakeIn(togetherMs)
  }

  /** The vault is about to be locked: what goes on being watched then is made while it is still open. */
  seal(): void {
    const { opaque, namesInNotices } = this.#ports
    this.#sealed = this.#watching instanceof OpenWatching ? this.#watching.sealed(opaque, namesInNotices()) : null
  }

  /** The vault is closed, and what it told is forgotten. What was not sealed before is watched no more. */
  locked(): void {
    this.#watching = this.#sealed
    this.#sealed = null
    this.#isPaused = false
    this.#wanted = null
    this.look()
  }

  /** Tells what is due by now. */
  look(): void {
    if (this.#watching === null || this.#isPaused) return
    this.#looking ??= this.#round(this.#watching).finally(() => {
      this.#looking = null
    })
    inBackground(this.#looking, this.#ports.log, 'telling what expires')
  }

  /** The person has pressed this token outside of the window. */
  want(tokenId: string): void {
    this.#wanted = [tokenId]
    this.#ports.changed()
  }

  /** The window shows what the person wanted to see. */
  shown(): void {
    this.#wanted = null
    this.#ports.changed()
  }

  /** The app ends. */
  stop(): void {
    this.#isPaused = true
    this.#stopTimer?.()
    this.#stopTimer = null
  }

  async #round(watching: Watching): Promise<void> {
    const { calendar, clock, changed, log, outside } = this.#ports
    if (this.#isToWait()) {
      this.#wakeIn(togetherMs)
      return
    }
    const { watches, told } = watching
    const round = await told.claim(() => lookAround(watches, (id) => told.of(id), clock.now()))
    if (watching instanceof LockedWatching && round.told.size > 0) await outside.keep(watching)
    this.#tell(round, watching)
    if (watching instanceof OpenWatching && watching.told.isSaved) await outside.remove()
    if (this.#watching !== watching) return
    const after = watching.count(clock.now())
    if (after !== this.#shown) changed()
    if (watching instanceof OpenWatching) inBackground(calendar.look(), log, 'keeping the calendar up to date')
    const next = Math.min(round.next ?? Infinity, after.until)
    if (next < Infinity) this.#wakeIn(Math.max(0, next - clock.now()))
  }

  #isToWait(): boolean {
    const now = this.#ports.clock.now()
    this.#busySince = this.#ports.isBusy() ? (this.#busySince ?? now) : null
    return this.#busySince !== null && now - this.#busySince < patienceMs
  }

  /** One notice a step, the most urgent first. */
  #tell({ announcements }: Round, { watches }: Watching): void {
    const { notifier, namesInNotices, changed } = this.#ports
    const names = namesInNotices()
    for (const { step, ids } of announcements) {
      const notice = {
        step: step === ended ? ('expired' as const) : step,
        count: ids.length,
        names: names ? ids.flatMap((id) => watches.get(id)?.name ?? []) : [],
      }
      notifier.notify(notice, () => {
        // It may have been told while the vault was locked, and is pressed when it is open.
        this.#wanted = this.#watching instanceof OpenWatching ? this.#tokensOf(ids) : ids
        changed()
      })
    }
  }

  /** The tokens that a notice was about. While the vault was locked it knew them by other ids. */
  #tokensOf(named: readonly string[]): readonly string[] {
    const { opaque, tokens } = this.#ports
    const wanted = new Set(named)
    const ids = Array.from(tokens(), ({ id }) => id)
    const own = ids.filter((id) => wanted.has(id))
    return own.length > 0 ? own : ids.filter((id) => wanted.has(opaque(id)))
  }

  #wakeIn(ms: number): void {
    const { clock } = this.#ports
    this.#stopTimer?.()
    const wait = Math.min(longestWaitMs, ms)
    this.#lookAt = clock.now() + wait
    this.#stopTimer = clock.after(wait, () => {
      this.#stopTimer = null
      this.#lookAt = Infinity
      this.look()
    })
  }
}
