import { inBackground } from './failures.ts'
import { FocusRetry } from './list/focus-retry.ts'
import { createHandlers, type Handlers } from './handlers.ts'
import { Lifecycle } from './lifecycle.ts'
import { Locker } from './vault/locker.ts'
import type { Context } from './context.ts'
import { PresenceDesk } from './presence/presence-desk.ts'
import type { AppParts } from './app-parts.ts'
import { createContext } from './create-context.ts'
import { followOthers } from './together/follow-others.ts'
import { OthersWatch } from './together/others-watch.ts'

export interface App {
  readonly handlers: Handlers
  /** What use cases are functions of, for a root that calls some of them without a channel. */
  readonly context: Context
  /**
   * Opens the vault and loads what it tells. What is not seen first waits for `drawn`, at once resolved where nobody draws.
   * Never throws: `facts.vault` tells.
   */
  open(drawn?: Promise<unknown>): Promise<void>
  /** A (new) window is about to draw: sends what there is while everything is being loaded. */
  greet(): void
  /** A (new) window listens: sends the facts and all rows. */
  resend(): Promise<void>
  /** How many secrets are in memory only, because they could not be stored: they would be lost with the app. */
  unstored(): number
  /** The session of the OS ends, and perhaps before the app is closed: takes a copied secret out of the clipboard. */
  clearClipboard(): Promise<void>
  /** The window has the focus again: what was refused without it, or by the keystore, is tried again. */
  focused(): Promise<void>
  /** The window was closed, and the app goes on in the background. */
  windowClosed(): void
  /** Ends everything in good order. */
  close(): Promise<void>
}

/** Joins the rooms and the use cases. Nothing happens before `open`. */
export function createApp(parts: AppParts): App {
  const { clock, vault } = parts
  const { context, newLife } = createContext(parts, {
    locking: () => locker.locking(),
    told: (facts) => presence?.follow(facts),
    reload: () => lifecycle.reload(),
    alone: (action) => lifecycle.alone(action),
  })
  const { expiry, recovery, reminders, unstored } = context
  // A code for a vault that has closed is for nobody.
  vault.onChange(({ kind }) => {
    if (kind !== 'open') recovery.clear()
  })
  const lifecycle: Lifecycle = new Lifecycle(context, newLife)
  const locker = new Locker(context, lifecycle, parts)
  const presence =
    parts.presence &&
    new PresenceDesk(parts.presence, {
      lock: () => inBackground(locker.lock(), context.log, 'locking'),
      openToken: (tokenId) => expiry.want(tokenId),
    })
  let isClosed = false
  const focusRetry = new FocusRetry(vault, clock)
  const others = new OthersWatch({
    clock,
    log: parts.log,
    folders: [vault.folder, vault.snapshotsFolder],
    watch: parts.watchFolder,
    look: async () => {
      await lifecycle.opened()
      await followOthers(context)
    },
  })
  let isDrawn: Promise<unknown> = Promise.resolve()
  vault.onChange(({ kind }) => {
    if (kind !== 'open' || isClosed || parts.oneCommand === true) others.stop()
    // What was there when the vault opened is being loaded anyway.
    else void isDrawn.then(() => vault.state().kind === 'open' && !isClosed && others.start())
  })
  return {
    context,
    handlers: createHandlers(
      context,
      () => lifecycle.opened(),
      () => locker.lock(),
    ),
    open: (drawn = Promise.resolve()) => {
      isDrawn = drawn
      // Asking the system's services takes a part of the start's time, and nobody has left the computer yet.
      void drawn.then(() => {
        if (isClosed) return
        if (parts.oneCommand !== true) locker.start()
        presence?.start()
      })
      return lifecycle.open(drawn)
    },
    greet: () => lifecycle.greet(),
    resend: () => lifecycle.resend(),
    unstored: () => unstored.all().length,
    clearClipboard: () => context.clipboard.clear(),
    focused: () => {
      focusRetry.windowFocused()
      locker.focused()
      reminders.look()
      expiry.look()
      others.soon()
      context.revealed.concealIfOver()
      return context.clipboard.focused()
    },
    windowClosed: () => locker.windowClosed(),
    close: () => {
      isClosed = true
      locker.stop()
      others.stop()
      reminders.stop()
      expiry.stop()
      return lifecycle.close()
    },
  }
}
