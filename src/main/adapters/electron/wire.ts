import { ipcMain, type BrowserWindow } from 'electron'
import type { Clock } from '../../ports/clock.ts'
import type { Wire } from '../../ports/wire.ts'

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

  return {
    lastInputAt: () => lastInputAt,
    wire: {
      answer(channel, handler) {
        ipcMain.handle(`keyrack:call:${channel}`, (event, input: unknown) => {
          const frame = event.senderFrame
          const own = window !== null && !window.isDestroyed() && event.sender === window.webContents
          const caller = {
            ownWindow: own,
            topFrame: frame !== null && frame === event.sender.mainFrame,
            url: frame?.url ?? '',
            focused: own && window?.isFocused() === true,
            lastGestureAt,
          }
          return handler(caller, input)
        })
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
