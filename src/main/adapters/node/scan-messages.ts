import type { ScanCounts, ScanOrder, ScanResult } from '../../ports/scanner.ts'

/** What the thread is started with. Both memories are shared, so that the app can overwrite and stop without being heard. */
export interface ThreadOrder extends Omit<ScanOrder, 'needles'> {
  /** The secrets one after the other, and how many bytes each has. */
  readonly bytes: SharedArrayBuffer
  readonly sizes: readonly number[]
  /** One number; anything but 0 stops it. */
  readonly stop: SharedArrayBuffer
}

export type ThreadMessage =
  { readonly what: 'counts'; readonly counts: ScanCounts } | { readonly what: 'result'; readonly result: ScanResult }
