import * as electron from 'electron'
import type { Clipboard } from '../../ports/desktop.ts'
import { concealedEntry, concealingMarks, isOnWayland } from './concealed.ts'

interface ClipboardItemClass {
  new (items: Record<string, string | Blob>): unknown
}

/**
 * The system clipboard in both of Electron's shapes: synchronous up to 43, promises since 44 (`await` is right on both).
 * Only the newer one can write a value together with the formats that conceal it.
 */
export const systemClipboard: Clipboard = {
  async readText() {
    return electron.clipboard.readText()
  },
  async writeText(value) {
    await electron.clipboard.writeText(value)
  },
  async writeSecret(value) {
    const Item = 'ClipboardItem' in electron ? (electron.ClipboardItem as ClipboardItemClass) : undefined
    const marks = concealingMarks(process.platform)
    if (Item === undefined || Object.keys(marks).length === 0) {
      await electron.clipboard.writeText(value)
      return
    }
    const write = electron.clipboard.write as unknown as (items: unknown[]) => Promise<void>
    await write.call(electron.clipboard, [new Item(concealedEntry(value, marks))])
  },
  async clear() {
    electron.clipboard.clear()
    return Promise.resolve()
  },
  isReachable() {
    const onWayland = isOnWayland({
      platform: process.platform,
      version: Number.parseInt(process.versions.electron, 10),
      ozone: electron.app.commandLine.getSwitchValue('ozone-platform'),
      display: process.env['WAYLAND_DISPLAY'],
    })
    return !onWayland || electron.BrowserWindow.getFocusedWindow() !== null
  },
}
