import type { BrowserWindow } from 'electron'
import type { Clock } from '../../ports/clock.ts'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { WindowProcess } from '../../ports/window-process.ts'

/** A process that was killed is gone within milliseconds. */
const goneMs = 5_000

export interface WindowProcessOwner {
  readonly port: WindowProcess
  /** Takes care of this window from now on. */
  attach(window: BrowserWindow): void
  /** Is the process being ended on purpose? */
  isRenewing(): boolean
}

/**
 * Ends the window's process and loads the page in another, in the same window at the same place. It is killed, not crashed:
 * a crash may leave a picture of its memory on the disk.
 */
export function createWindowProcess(options: {
  clock: Clock
  log: Log
  load: (window: BrowserWindow) => Promise<void>
}): WindowProcessOwner {
  const { clock, log, load } = options
  let current: BrowserWindow | null = null
  let isRenewing = false

  /** False when there was nothing to end. */
  async function end(window: BrowserWindow): Promise<boolean> {
    const { webContents } = window
    const pid = webContents.getOSProcessId()
    // 0: there is none. As an argument of `kill` it would mean this whole group of processes.
    if (pid <= 0) return false
    const gone = Promise.withResolvers<undefined>()
    webContents.once('render-process-gone', () => gone.resolve(undefined))
    const stop = clock.after(goneMs, () => {
      log.error('the window process did not end')
      gone.resolve(undefined)
    })
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      webContents.forcefullyCrashRenderer()
    }
    await gone.promise
    stop()
    // Loading inside the handler is too early on newer Electrons.
    await new Promise((resolve) => setImmediate(resolve))
    return true
  }

  /** Nobody waits for it: a page whose process ends once more while it loads may never be done. */
  async function loadAnew(window: BrowserWindow): Promise<void> {
    if (window.isDestroyed()) return
    try {
      await load(window)
      if (window.isDestroyed()) return
      // Main's history of the page remembers what stood in its fields.
      window.webContents.navigationHistory.clear()
      if (window.isFocused()) window.webContents.focus()
    } catch (error) {
      log.error('the window could not be loaded anew', { type: typeOf(error) })
    }
  }

  return {
    port: {
      async renew() {
        if (current === null || current.isDestroyed() || isRenewing) return
        const window = current
        isRenewing = true
        let isEnded = false
        try {
          isEnded = await end(window)
        } catch (error) {
          log.error('the window process could not be ended', { type: typeOf(error) })
        } finally {
          // From here on an end is an accident like any other.
          isRenewing = false
        }
        if (isEnded) void loadAnew(window)
      },
    },
    attach(window) {
      current = window
    },
    isRenewing: () => isRenewing,
  }
}
