import { Failure, typeOf } from '../ports/failure.ts'
import { inTime } from '../ports/in-time.ts'
import { nextOf } from '../operations/index.ts'
import type { Context } from './context.ts'
import { recallBulk } from './bulk/bulk-recall.ts'
import { inBackground } from './failures.ts'
import { otherId } from './tokens/other-token.ts'
import { refreshInBackground } from './list/refresh.ts'
import { tidyUndoAtStart } from './places/replace-undo.ts'
import { resumeAccount, resumeJournal } from './operations/resume.ts'
import { saveForNextTime } from './list/save-for-next-time.ts'
import { isDue, Schedule } from './list/schedule.ts'
import { lookAtOthers } from './secrets/learn-expiry.ts'
import { wipeStaged } from './secrets/wipe-staged.ts'

/** How long the app waits, when it is closed, for changes that are under way. The journal takes care of the rest. */
const patienceMs = 5_000

/** Loads what the vault tells when it opens, forgets it when it closes, and keeps the schedule meanwhile. */
export class Lifecycle {
  readonly #context: Context
  readonly #schedule: Schedule
  readonly #newLife: () => AbortController
  #life: AbortController
  #loading: Promise<void> | null = null
  /** Loads that have not come to their rows yet. */
  #unloaded = 0
  #closed = false
  /** The vault is about to be locked: nothing new begins. */
  #paused = false
  /** Until it resolves, something changes everything at once. */
  #alone: Promise<undefined> | null = null
  /** Resolves when the window has drawn what it shows first. */
  #drawn: Promise<unknown> = Promise.resolve()
  /** Somebody needs everything: loading waits for the window no longer. */
  #hurry = Promise.withResolvers<undefined>()

  /** `newLife` gives the signal that `context.life` has from then on. */
  constructor(context: Context, newLife: () => AbortController) {
    this.#context = context
    this.#newLife = newLife
    this.#life = newLife()
    this.#schedule = new Schedule(context.clock, () => this.#refreshDue())
    context.vault.onChange(() => this.#follow())
  }

  /**
   * Opens the vault and loads what it tells; what the window does not show first is loaded once `drawn` resolves, because
   * both take a processor's whole attention. Never throws: the state tells.
   */
  async open(drawn: Promise<unknown>): Promise<void> {
    this.#drawn = drawn
    // What the app has copied is not for the next command to take away.
    if (this.#context.oneCommand !== true) void this.#context.clipboard.recover()
    await this.#context.vault.open()
    this.#follow()
    await this.#loading
  }

  /** A (new) window starts while everything is being loaded: shows it what there is, before it draws anything. */
  greet(): void {
    if (this.#unloaded > 0) this.#context.rows.ask()
  }

  /** A (new) window listens: sends the facts and all rows, those that are being loaded as soon as they are. */
  async resend(): Promise<void> {
    const { facts, rows } = this.#context
    facts.now()
    if (this.#unloaded === 0) await rows.resend()
    // The vault was opened after the window was greeted.
    else if (!rows.isAsked) rows.ask()
  }

  /** Throws Failure('vault-locked') when the vault is not open. */
  async opened(): Promise<void> {
    for (;;) {
      this.#requireOpen()
      this.#follow()
      await this.loaded()
      // It may be locked by now, or about to be.
      this.#requireOpen()
      if (this.#alone === null) return
      await this.#alone
    }
  }

  /**
   * Runs what changes everything at once: nothing begins by itself meanwhile, and what is asked for waits until it has
   * ended. Throws Failure('busy') when there is such work already, and what `action` throws.
   */
  async alone<T>(action: () => Promise<T>): Promise<T> {
    if (this.#alone !== null) throw new Failure('busy')
    const end = Promise.withResolvers<undefined>()
    this.#alone = end.promise
    this.#schedule.stop()
    try {
      return await action()
    } finally {
      this.#alone = null
      end.resolve(undefined)
      const isOpen = this.#context.vault.state().kind === 'open'
      if (isOpen && !this.#closed && !this.#paused) this.#schedule.start()
    }
  }

  #requireOpen(): void {
    if (this.#closed || this.#paused || this.#context.vault.state().kind !== 'open') throw new Failure('vault-locked')
  }

  /** Has everything been loaded that the vault tells? */
  get isLoaded(): boolean {
    return this.#unloaded === 0
  }

  /** Resolves when everything is loaded, and has it loaded without waiting for the window. */
  async loaded(): Promise<void> {
    this.#hurry.resolve(undefined)
    await this.#loading
  }

  /** The vault holds something else now: forgets what was loaded, and loads it anew. Never throws. */
  async reload(): Promise<void> {
    const loading = this.#loading
    if (this.#closed || loading === null) return
    await loading
    // Closed meanwhile: it is loaded when it opens.
    if (this.#loading !== loading) return
    this.#forget()
    this.#loading = this.#load()
    await this.#loading
  }

  /** Do scheduled refreshes wait until the vault is opened? */
  get scheduleWaits(): boolean {
    const { vault, preferences } = this.#context
    return preferences.get().refreshMinutes > 0 && (this.#paused || vault.state().kind !== 'open')
  }

  /** Nothing new begins until `goOn`: what is asked for is refused with `vault-locked`. */
  pause(): void {
    this.#paused = true
    this.#context.endings.stop()
    this.#context.reminders.follow()
    this.#schedule.stop()
  }

  /** Ends calls that no person can cancel: looking and checking. */
  endLife(): void {
    this.#life.abort()
  }

  /** After `pause`: goes on where the vault stayed open. */
  goOn(): void {
    this.#paused = false
    if (this.#closed || this.#context.vault.state().kind !== 'open') return
    if (this.#context.oneCommand === true) return
    if (this.#life.signal.aborted) this.#life = this.#newLife()
    this.#resumeOperations()
    this.#context.endings.start()
    this.#context.reminders.follow()
    this.#context.expiry.goOn()
    this.#schedule.start()
  }

  /** Ends everything in good order. Changes that are under way get a moment to end. Never throws. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const { refresher, journal, unstored, clock, jobs, clipboard, revealed, bulks, vault, log } = this.#context
    this.#schedule.stop()
    this.#context.endings.stop()
    this.#context.expiry.stop()
    this.#context.calendar.stop()
    bulks.stop()
    this.#context.audits.clear()
    revealed.conceal()
    // First: nothing that takes long, or fails, may leave a secret there.
    await clipboard.clear()
    await refresher.stopAll()
    await inTime(clock, patienceMs, journal.idle(), () => undefined)
    this.#life.abort()
    jobs.cancelAll()
    // After that: what follows a storing, such as a check at the provider, is not waited for.
    await unstored.storeAll(log)
    const lost = unstored.all().length
    if (lost > 0) log.error('secrets could not be stored and are lost', { count: lost })
    wipeStaged(this.#context)
    // What a window shows first is for whoever has one to save.
    await saveForNextTime(this.#context, this.isLoaded && this.#context.oneCommand !== true)
    await vault.close()
    // Once more: a copy may have been under way when it was cleared.
    await clipboard.clear()
  }

  /** Does what the vault's state asks for. */
  #follow(): void {
    // The window goes too; it need not see the vault closing.
    if (this.#closed) return
    const isOpen = this.#context.vault.state().kind === 'open'
    if (isOpen && this.#loading === null) {
      this.#loading = this.#load()
    } else if (!isOpen && this.#loading !== null) {
      this.#loading = null
      this.#forget()
    }
    this.#context.facts.now()
  }

  async #load(): Promise<void> {
    const { index, vault, activity, inventory, rosters, rows, page, facts, log } = this.#context
    this.#unloaded += 1
    this.#hurry = Promise.withResolvers<undefined>()
    rows.expect()
    try {
      index.load(vault.records)
      const first = this.#context.oneCommand === true ? [] : await page.read()
      if (vault.state().kind === 'open') rows.expect(first)
      await Promise.race([this.#drawn, this.#hurry.promise])
      await activity.load()
      await inventory.load(new Set(index.accounts.keys()), () => this.#accountsNow())
      await rosters.load(index.accounts.keys())
      // A stored secret is shown with its token's facts, even when no listing has the token.
      const held = [...index.held.values()].filter(({ accountId }) => index.accounts.has(accountId))
      inventory.adopt(held.filter(({ accountId }) => accountId !== otherId).map(({ token }) => token))
      for (const accountId of index.accounts.keys()) await rows.reconsider(accountId, { tell: false })
      if (this.#context.oneCommand !== true) await this.#goOnWithWhatWasLeft()
    } catch (error) {
      log.error('what the vault tells could not be loaded', { type: typeOf(error) })
    }
    // A command has nobody to tell, and what it noted as told the app would not tell any more.
    const tells = this.#context.oneCommand !== true
    const before = tells ? await this.#context.expiry.toldBefore() : null
    this.#unloaded -= 1
    this.#context.audits.soon()
    // It may have been closed meanwhile, and what was loaded is forgotten again.
    if (vault.state().kind !== 'open') return
    if (tells) this.#context.expiry.opened(before)
    facts.now()
    await rows.resendIfAsked()
    if (!this.#paused) this.goOn()
    if (this.#context.oneCommand !== true) void lookAtOthers(this.#context)
  }

  async #goOnWithWhatWasLeft(): Promise<void> {
    await resumeJournal(this.#context)
    await recallBulk(this.#context)
    inBackground(tidyUndoAtStart(this.#context), this.#context.log, 'removing copies of files')
  }

  /** Those that another process has added since, too; null where the disk does not say. */
  async #accountsNow(): Promise<ReadonlySet<string> | null> {
    const { records } = this.#context.vault
    try {
      await records.catchUp()
      return new Set(records.ids('account'))
    } catch {
      return null
    }
  }

  #resumeOperations(): void {
    const { journal, log } = this.#context
    const waiting = journal.all().filter(({ operation }) => nextOf(operation) !== 'wait')
    for (const accountId of new Set(waiting.map(({ operation }) => operation.accountId))) {
      inBackground(resumeAccount(this.#context, accountId), log, 'resuming operations')
    }
  }

  #refreshDue(): void {
    const { vault, index, refresher, inventory, preferences, clock } = this.#context
    if (vault.state().kind !== 'open') return
    const { refreshMinutes } = preferences.get()
    const parts = inventory.parts()
    for (const [accountId, { credentialError }] of index.accounts) {
      const scheduled = {
        accountId,
        triedAt: refresher.triedAt(accountId),
        waits: refresher.isRunning(accountId) || credentialError !== null,
        parts: parts.filter((part) => part.accountId === accountId),
      }
      if (isDue(scheduled, refreshMinutes, clock.now())) refreshInBackground(this.#context, accountId)
    }
  }

  /**
   * The vault was closed under us: what it told is not ours to keep. A call that makes a secret goes on: its secret waits
   * in memory until it can be stored.
   */
  #forget(): void {
    const { refresher, index, inventory, activity, rows, bulks, revealed, capture, desk, limits, network, log } =
      this.#context
    this.#schedule.stop()
    this.#context.endings.stop()
    revealed.conceal()
    capture.end()
    this.#hurry.resolve(undefined)
    this.#life.abort()
    this.#life = this.#newLife()
    inBackground(
      refresher.stopAll().then(() => refresher.clear()),
      log,
      'ending refreshes',
    )
    wipeStaged(this.#context)
    this.#context.expiry.locked()
    bulks.clear()
    desk.clear()
    limits.clear()
    network.clear()
    index.clear()
    inventory.clear()
    this.#context.rosters.clear()
    activity.clear()
    rows.clear()
    this.#context.audits.clear()
  }
}
