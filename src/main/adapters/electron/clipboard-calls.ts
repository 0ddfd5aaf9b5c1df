import type { Clipboard } from '../../ports/desktop.ts'
import { concealedEntry, concealingMarks } from './concealed.ts'

/** What is used of Electron's clipboard, in both of its shapes: synchronous up to 43, promises since 44. */
export interface ElectronClipboard {
  readText(): string | Promise<string>
  writeText(text: string): void | Promise<void>
  clear(): void
}

/** Since 44: several formats of one value, which are written together. */
export interface ItemClipboard {
  write(items: unknown[]): Promise<void>
}

export interface ClipboardCalls {
  readonly clipboard: ElectronClipboard
  readonly items: {
    readonly clipboard: ItemClipboard
    readonly ClipboardItem: new (formats: Record<string, string | Blob>) => unknown
  } | null
  readonly platform: string
  readonly isReachable: () => boolean
}

/**
 * The clipboard over whichever calls this Electron has (`await` is right on both). Only the newer one can write a value
 * together with the formats that conceal it; the older one would take the value away again.
 */
export function createClipboard({ clipboard, items, platform, isReachable }: ClipboardCalls): Clipboard {
  return {
    async readText() {
      return clipboard.readText()
    },
    async writeText(value) {
      await clipboard.writeText(value)
    },
    async writeSecret(value) {
      const marks = concealingMarks(platform)
      if (items === null || Object.keys(marks).length === 0) await clipboard.writeText(value)
      else await items.clipboard.write([new items.ClipboardItem(concealedEntry(value, marks))])
    },
    async clear() {
      clipboard.clear()
      return Promise.resolve()
    },
    isReachable,
  }
}
