import { join } from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, protocol, session, type Session } from 'electron'
import type { Preferences } from '#shared/model/preferences'
import type { Clock } from '../../ports/clock.ts'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { PreferenceStore } from '../../ports/preferences.ts'
import type { WindowProcess } from '../../ports/window-process.ts'
import type { Wire } from '../../ports/wire.ts'
import { writeProblem } from '../node/profile-folder.ts'
import { isHiddenStart } from '../node/start-argument.ts'
import { createFileLog } from '../node/file-log.ts'
import { hardenSession } from './harden.ts'
import { askWhetherToLoad, askWhetherToLose } from './ask.ts'
import { setMenu } from './menu.ts'
import { onSessionEnd } from './session-end.ts'
import { silence } from './network-stack.ts'
import type { Remembered } from './preferences.ts'
import { refuseFolder } from './profile.ts'
import { pageScheme, pageUrl, servePage } from './protocol.ts'
import { createReloadLimit } from './reload-limit.ts'
import { createWindowProcess } from './window-process.ts'
import { createWindow } from './window.ts'
import type { WindowState } from './window-state.ts'
import { createWire } from './wire.ts'

/** What a root gets to build its app from once Electron is ready. */
export interface Desktop {
  /** The window's. */
  readonly title: string
  readonly folder: string
  readonly log: Log
  readonly preferences: PreferenceStore
  readonly wire: Wire
  readonly windowProcess: WindowProcess
  /** Brings the window to the front, or makes one. */
  readonly showWindow: () => void
  /** When the person last did anything in the window; null when never. */
  readonly lastInputAt: () => number | null
}

/** What a root gives back: a running app. */
export interface Running {
  /** Opens the vault and loads what is stored. Most of it waits for `drawn`: the window has drawn what it shows first. */
  open(drawn: Promise<unknown>): Promise<void>
  /** How many secrets would be lost if the app ended now. */
  unstored(): number
  /** The window was closed, and the app goes on. */
  windowClosed(): void
  /** The session of the OS ends, perhaps before `close` is called or done. Never rejects. */
  clearClipboard(): Promise<void>
  /** The window has the focus. Never rejects. */
  focused(): Promise<void>
  /** Ends everything that should not outlive the app, such as a secret on the clipboard. */
  close(): Promise<void>
}

export interface DesktopOptions {
  readonly title: string
  readonly clock: Clock
  /** Folder with `preload/index.cjs` and `renderer/`. */
  readonly files: string
  /** Address of the hot-reload server; null in every build that is run for real. */
  readonly devServer: string | null
  /** Gives everything that the window is made without. It is loaded while the page is read in a process of its own. */
  readonly load: () => Promise<Loaded>
}

export interface Loaded {
  readonly remember: (folder: string, log: Log) => Remembered
  readonly join: (desktop: Desktop) => Running
}

/** Longer than the app waits for changes under way and saves what they gave; a session must not be kept from ending. */
const closeLimitMs = 10_000

/** A page that has not come for its script by then will not be waited for. */
const pageLimitMs = 2_000

/** From the window's first paint until it has drawn its first rows and answers to keys, as a rule. */
const drawingMs = 200

/** Must be called before Electron is ready. */
function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/**
 * The life of the desktop app: one instance, one hardened window, one running app behind it. Nothing is awaited at the
 * top level of the entry: Electron is ready only after the entry module has been evaluated.
 */
export function runDesktop(options: DesktopOptions): void {
  // `app.quit()` would not stop `ready` from coming in the second instance.
  if (!app.requestSingleInstanceLock()) {
    // Electron says the same when the lock itself cannot be written: then nobody else is there to show a window.
    const problem = writeProblem(app.getPath('userData'))
    if (problem === null) app.exit(0)
    else refuseFolder(problem)
    return
  }
  registerPageScheme()
  app
    .whenReady()
    .then(() => begin(options))
    .catch((error: unknown) => {
      const what = `Keyrack could not start (${typeOf(error)}).`
      process.stderr.write(`${what}\n`)
      dialog.showErrorBox(what, 'Your vault was not touched. Start Keyrack once more, or restart the computer.')
      app.exit(1)
    })
}

async function begin(options: DesktopOptions): Promise<void> {
  const folder = app.getPath('userData')
  const log = createFileLog(join(folder, 'logs'), options.clock)
  process.on('unhandledRejection', (reason) => {
    log.error('a rejection was not handled', { type: typeOf(reason) })
  })
  // Electron's own answer is a dialog with the exception's words, which could be anything.
  process.on('uncaughtException', (error) => {
    log.error('an exception was not caught', { type: typeOf(error) })
  })
  setMenu({ platform: process.platform, developerTools: !app.isPackaged })
  let remembered: Remembered | null = null
  const hasRemembered = Promise.withResolvers<Remembered>()
  const { wire, attach, lastInputAt } = createWire(options.clock)
  const windowProcess = createWindowProcess({ clock: options.clock, log, load: (window) => load(window, options) })
  // No `persist:`: the page keeps nothing on the disk, and what a crash leaves behind is nothing.
  const pages = silence(session.fromPartition('keyrack-window'))
  hardenSession(pages, options.devServer)
  const handedOver = Promise.withResolvers<undefined>()
  const drawn = Promise.withResolvers<undefined>()
  const settleDrawn = (): void => drawn.resolve(undefined)
  const begun = Promise.withResolvers<undefined>()
  servePage(pages, join(options.files, 'renderer'), {
    begun: () => begun.resolve(undefined),
    after: () => handedOver.resolve(undefined),
  })

  const inBackground = startsInBackground()
  let running: Running | null = null
  const mayReload = createReloadLimit(() => options.clock.now())
  let quitting = false
  let relaunches = false

  const show = (): void => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) {
      openWindow()
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  let isFirst = true
  const openWindow = (): void => {
    const state = hasRemembered.promise.then(({ windowState }) => windowState.get())
    const window = makeWindow(options, pages, { state, inBackground: isFirst && inBackground })
    isFirst = false
    attach(window)
    windowProcess.attach(window)
    window.once('ready-to-show', () => options.clock.after(drawingMs, settleDrawn))
    window.on('close', (event) => {
      remembered?.windowState.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
      if (quitting || remembered === null || remembered.store.get().onClose === 'quit') return
      event.preventDefault()
      window.hide()
      running?.windowClosed()
    })
    window.on('focus', () => void running?.focused())
    onSessionEnd(window, () => void running?.clearClipboard())
    window.webContents.on('render-process-gone', (_event, details) => {
      if (windowProcess.isRenewing()) return
      log.warn('the window process ended', { reason: details.reason })
      if (details.reason === 'clean-exit') return
      // Reloading inside the handler is too early on newer Electrons.
      if (mayReload()) setImmediate(() => void load(window, options))
      else void askWhetherToLoad(options.title).then((again) => (again ? load(window, options) : app.quit()))
    })
    void load(window, options)
  }

  app.on('second-instance', (_event, argv) => {
    // The system has started Keyrack at sign-in, and somebody was faster.
    if (isHiddenStart(argv)) return
    if (!quitting) show()
    // The second one has handed over and is gone: whoever started it wants Keyrack to be there after this end.
    else if (!relaunches) app.relaunch()
    relaunches = quitting
  })
  app.on('activate', () => {
    // macOS also says so when it has started the app in the background.
    if (running !== null || !inBackground) show()
  })
  app.on('window-all-closed', () => {
    app.quit()
  })
  // The end is put off in `before-quit`: from a `will-quit` that was prevented, Electron 33 never comes back.
  app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    void end()
  })
  let asking = false
  const end = async (): Promise<void> => {
    if (asking) return
    asking = true
    const lost = running?.unstored() ?? 0
    const stay = lost > 0 && !(await askWhetherToLose(options.title, lost))
    asking = false
    if (stay) {
      show()
      return
    }
    quitting = true
    // Before the window is hidden: a Wayland desktop lets only the program with the focus change the clipboard.
    await running?.clearClipboard()
    for (const window of BrowserWindow.getAllWindows()) window.hide()
    const limit = new Promise<void>((resolve) => setTimeout(resolve, closeLimitMs))
    await Promise.race([running?.close(), limit]).catch(() => undefined)
    app.quit()
  }

  // Opening the vault keeps main busy. It waits until the page has its script, and then goes on while that is read.
  let isOpening = false
  const open = (): void => {
    if (isOpening || running === null) return
    isOpening = true
    running.open(drawn.promise).catch((error: unknown) => {
      log.error('opening failed', { type: typeOf(error) })
    })
  }

  // First of all the page: it is read in a process of its own while this one loads everything else.
  if (options.devServer === null) {
    openWindow()
    options.clock.after(pageLimitMs, () => begun.resolve(undefined))
    await begun.promise
  }
  const { remember, join: joinWith } = await options.load()
  remembered = remember(folder, log)
  const preferences = followTheme(remembered.store)
  hasRemembered.resolve(remembered)
  running = joinWith({
    title: options.title,
    folder,
    log,
    preferences,
    wire,
    windowProcess: windowProcess.port,
    showWindow: show,
    lastInputAt,
  })
  void handedOver.promise.then(open)
  if (options.devServer === null) {
    options.clock.after(pageLimitMs, () => {
      open()
      settleDrawn()
    })
  } else {
    openWindow()
    open()
    settleDrawn()
  }
}

/** Has the system started Keyrack for nobody to look at, at sign-in? */
function startsInBackground(): boolean {
  const atSignIn = process.platform === 'darwin' && app.isPackaged && app.getLoginItemSettings().wasOpenedAtLogin
  return atSignIn || isHiddenStart(process.argv)
}

function makeWindow(
  options: DesktopOptions,
  pages: Session,
  shown: { readonly state: Promise<WindowState>; readonly inBackground: boolean },
): BrowserWindow {
  return createWindow({
    session: pages,
    preload: join(options.files, 'preload', 'index.cjs'),
    title: options.title,
    ...shown,
    devTools: !app.isPackaged,
  })
}

async function load(window: BrowserWindow, options: DesktopOptions): Promise<void> {
  if (!window.isDestroyed()) await window.loadURL(options.devServer ?? pageUrl)
}

/** The theme preference reaches the page through the OS setting that `prefers-color-scheme` follows. */
function followTheme(store: PreferenceStore): PreferenceStore {
  nativeTheme.themeSource = store.get().theme
  return {
    get: () => store.get(),
    set(changes: Partial<Preferences>) {
      store.set(changes)
      nativeTheme.themeSource = store.get().theme
    },
  }
}
