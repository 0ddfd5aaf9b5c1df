import * as electron from 'electron'
import type { Clipboard } from '../../ports/desktop.ts'

/** Formats by which password managers ask the OS to keep a value out of histories and clouds. */
const concealed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['ExcludeClipboardContentFromMonitorProcessing'],
  darwin: ['org.nspasteboard.ConcealedType'],
  linux: ['x-kde-passwordManagerHint'],
}

interface ClipboardItemClass {
  new (items: Record<string, string>): unknown
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
    const marks = concealed[process.platform] ?? []
    if (Item === undefined || marks.length === 0) {
      await electron.clipboard.writeText(value)
      return
    }
    const formats = Object.fromEntries(
      marks.map((name) => [`electron application/osclipboard;format="${name}"`, 'secret'] as const),
    )
    const write = electron.clipboard.write as unknown as (items: unknown[]) => Promise<void>
    await write.call(electron.clipboard, [new Item({ 'text/plain': value, ...formats })])
  },
  async clear() {
    electron.clipboard.clear()
    return Promise.resolve()
  },
}
