import type { LockPreferences } from '#shared/model/preferences'
import type { Locking } from '#shared/model/locking'
import type { VaultState } from '#shared/model/vault'
import type { LockCause } from '#shared/model/activity'
import { Failure } from '../../ports/failure.ts'
import { inTime } from '../../ports/in-time.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { SystemEvent, SystemEvents } from '../../ports/system-events.ts'
import type { WindowProcess } from '../../ports/window-process.ts'
import type { Context } from '../context.ts'
import { inBackground } from '../failures.ts'
import { IdleWatch } from './idle-watch.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { saveForNextTime } from '../list/save-for-next-time.ts'

/** So long a change may take to be stored before the person is told that locking waits for it. */
const patienceMs = 5_000

const choices: Readonly<Record<SystemEvent, { readonly chosen: keyof LockPreferences; readonly by: LockCause }>> = {
  lock: { chosen: 'onSystemLock', by: 'system-lock' },
  suspend: { chosen: 'onSuspend', by: 'suspend' },
  'user-switch': { chosen: 'onUserSwitch', by: 'user-switch' },
}

/**
 * Not open, and perhaps about to be: with what was typed just before the person went, or with a key that is held until they
 * say whether an older vault shall be opened.
 */
const mayOpen: ReadonlySet<VaultState['kind']> = new Set(['locked', 'locked-by-os', 'older-than-seen'])

export interface LockerPorts {
  readonly systemEvents: SystemEvents
  readonly notifier: Notifier
  readonly windowProcess: WindowProcess
}

/**
 * Locks the vault when the person is gone or asks for it. What must be made durable goes first; then the keys are
 * overwritten, what the vault told is forgotten, and the window gets another process. A vault of this session only is never
 * locked: that would be its end.
 */
export class Locker {
  readonly #context: Context
  readonly #lifecycle: Lifecycle
  readonly #ports: LockerPorts
  readonly #idle: IdleWatch
  #locking: Promise<void> | null = null
  /** Resolves when what the vault told is gone from the clipboard and from the window's memory. */
  #left: Promise<void> = Promise.resolve()
  /** Is the vault's key in memory? */
  #hasKey = false
  #ended = false
  #held: Locking['held'] = null
  #endListening: (() => void) | null = null

  constructor(context: Context, lifecycle: Lifecycle, ports: LockerPorts) {
    this.#context = context
    this.#lifecycle = lifecycle
    this.#ports = ports
    const { clock, preferences, vault } = context
    this.#idle = new IdleWatch({
      clock,
      idleSeconds: () => ports.systemEvents.idleSeconds(),
      limitMinutes: () => preferences.get().lock.idleMinutes,
      reached: () => this.#lockBySelf('idle'),
    })
    vault.onChange(() => this.#follow())
  }

  /** How locking stands, for the window. */
  locking(): Locking {
    const { unstored } = this.#context
    const isSolved = this.#held === 'secrets-not-stored' && unstored.all().length === 0
    return {
      tellings: this.#ports.systemEvents.tellings(),
      held: isSolved ? null : this.#held,
      scheduleWaits: this.#lifecycle.scheduleWaits,
    }
  }

  /** Begins to listen to the system. */
  start(): void {
    this.#endListening?.()
    this.#endListening = this.#ports.systemEvents.listen({
      happened: (event) => {
        this.#personGone()
        const { chosen, by } = choices[event]
        if (this.#context.preferences.get().lock[chosen]) this.#lockBySelf(by)
      },
      tellingsChanged: () => this.#context.facts.now(),
    })
  }

  /** The app ends. */
  stop(): void {
    this.#ended = true
    this.#endListening?.()
    this.#endListening = null
    this.#idle.stop()
  }

  /** The window has the focus: perhaps the computer slept until now, and timers with it. */
  focused(): void {
    this.#idle.look()
  }

  /** The window was closed while the app goes on. */
  windowClosed(): void {
    this.#context.revealed.conceal()
    if (this.#context.preferences.get().lock.onClose) this.#lockBySelf('window-closed')
  }

  /**
   * The person asks. Resolves when the vault is locked, or when it cannot be, which `facts.locking.held` then tells. Throws
   * Failure('not-supported') for a vault of this session only.
   */
  async lock(by: LockCause = 'person'): Promise<void> {
    const { vault } = this.#context
    const state = vault.state()
    if (state.kind === 'open') {
      if (state.storage === 'session') throw new Failure('not-supported')
      this.#locking ??= this.#lock(by).finally(() => {
        this.#locking = null
      })
      await this.#locking
    } else if (mayOpen.has(state.kind)) await vault.lock()
    await this.#left
  }

  #lockBySelf(by: LockCause): void {
    const state = this.#context.vault.state()
    if (state.kind === 'open' && state.storage === 'session') return
    inBackground(this.lock(by), this.#context.log, 'locking')
  }

  #follow(): void {
    const { kind } = this.#context.vault.state()
    const hadKey = this.#hasKey
    this.#hasKey = kind === 'open' || kind === 'older-than-seen'
    if (this.#ended) return
    if (this.#hasKey) this.#idle.start()
    else this.#idle.stop()
    // Whoever closed it: it does that by itself too, when another Keyrack has sealed everything under a new key.
    if (hadKey && !this.#hasKey) this.#left = this.#leave()
  }

  /** Never throws. */
  async #leave(): Promise<void> {
    // Once more: what could not be stored may have been copied while the vault was being locked.
    await this.#context.clipboard.clear()
    await this.#ports.windowProcess.renew()
  }

  /** Whether the vault is locked now or not: nobody is there to see, and timers stand still while a computer sleeps. */
  #personGone(): void {
    const { revealed, clipboard } = this.#context
    revealed.conceal()
    void clipboard.clearIfOver()
    this.#idle.look()
  }

  async #lock(by: LockCause): Promise<void> {
    const { vault, activity, expiry, log, facts } = this.#context
    this.#lifecycle.pause()
    let held: Locking['held'] = null
    try {
      await this.#settle()
      if (this.#context.unstored.all().length > 0) {
        held = 'secrets-not-stored'
        log.warn('the vault stays open: secrets could not be stored', { by })
        return
      }
      // Before it is so: afterwards there is nothing to write it with.
      activity.note({
        what: 'vault-locked',
        who: { kind: by === 'person' ? 'person' : 'keyrack' },
        by,
        outcome: 'done',
      })
      await saveForNextTime(this.#context, this.#lifecycle.isLoaded)
      expiry.seal()
      await vault.lock()
      if (vault.state().kind === 'open') return
      log.info('vault locked', { by })
    } finally {
      this.#held = held
      this.#lifecycle.goOn()
      facts.now()
    }
  }

  /** Ends what can be ended, and waits for what must be stored. */
  async #settle(): Promise<void> {
    const { clipboard, revealed, refresher, journal, jobs, unstored, bulks, expiry } = this.#context
    revealed.conceal()
    bulks.stop()
    // First: nothing that takes long, or fails, may leave a secret there.
    await clipboard.clear()
    await this.#lifecycle.loaded()
    await refresher.stopAll()
    if (!(await this.#within(journal.idle()))) {
      this.#held = 'change-under-way'
      this.#context.facts.now()
      // Ends looking and checking. A call that was sent has a time limit of its own, and its answer may hold a secret.
      this.#lifecycle.endLife()
      await journal.idle()
    }
    jobs.cancelAll()
    await this.#within(jobs.idle())
    await expiry.pause()
    await unstored.storeAll(this.#context.log)
  }

  /** Did it end in time? */
  #within(work: Promise<unknown>): Promise<boolean> {
    const { clock } = this.#context
    return inTime(
      clock,
      patienceMs,
      work.then(() => true),
      () => false,
    )
  }
}
