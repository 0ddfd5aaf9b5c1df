import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import type { Clock } from '../../ports/clock.ts'
import type { Caller, Wire } from '../../ports/wire.ts'

type Handler = Parameters<Wire['answer']>[1]

/** What a page asks before anything else. */
const first = 'app.start'

/** Presses only: a mouse that merely moves over the window is no gesture. */
const gestures: ReadonlySet<string> = new Set([
  'mouseDown',
  'mouseUp',
  'rawKeyDown',
  'keyDown',
  'gestureTap',
  'touchStart',
])

/**
 * The IPC line to the one window. What is known of a sender is read in the first moment of a call: after an await the
 * frame may hold another page.
 */
export function createWire(clock: Clock): {
  wire: Wire
  attach(window: BrowserWindow): void
  /** When the person last did anything in the window; null when never. */
  lastInputAt(): number | null
} {
  let window: BrowserWindow | null = null
  let lastGestureAt: number | null = null
  let lastInputAt: number | null = null

  function callerOf(event: IpcMainInvokeEvent): Caller {
    const frame = event.senderFrame
    const own = window !== null && !window.isDestroyed() && event.sender === window.webContents
    return {
      ownWindow: own,
      topFrame: frame !== null && frame === event.sender.mainFrame,
      url: frame?.url ?? '',
      focused: own && window?.isFocused() === true,
      lastGestureAt,
    }
  }

  // The page may be there before the app is: its first call waits.
  const begun = Promise.withResolvers<Handler>()
  ipcMain.handle(`keyrack:call:${first}`, async (event, input: unknown) => {
    const caller = callerOf(event)
    return (await begun.promise)(caller, input)
  })

  return {
    lastInputAt: () => lastInputAt,
    wire: {
      answer(channel, handler) {
        if (channel === first) begun.resolve(handler)
        else ipcMain.handle(`keyrack:call:${channel}`, (event, input: unknown) => handler(callerOf(event), input))
      },
      send(event, payload) {
        if (window === null || window.isDestroyed()) return
        // As text, the way the bridge hands it to the page: see `Bridge.on`.
        window.webContents.send(`keyrack:event:${event}`, JSON.stringify(payload))
      },
    },
    attach(next) {
      window = next
      next.webContents.on('input-event', (_event, input) => {
        lastInputAt = clock.now()
        if (gestures.has(input.type)) lastGestureAt = lastInputAt
      })
      next.on('closed', () => {
        if (window === next) window = null
      })
    },
  }
}
