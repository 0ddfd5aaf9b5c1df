import { parentPort, workerData } from 'node:worker_threads'
import type { ScanOrder, ScanResult } from '../../ports/scanner.ts'
import type { ScanCounts } from '../../ports/scanner.ts'
import type { ThreadMessage, ThreadOrder } from './scan-messages.ts'

/** How often it tells how far it is. */
const toldMs = 100

interface Turn {
  readonly now: () => number
  readonly isStopped: () => boolean
  readonly looked: (counts: ScanCounts) => void
}

/** Runs `scan` with the order that this thread was started with, and tells the app how it goes and what it gave. */
export function runScanThread(scan: (order: ScanOrder, turn: Turn) => ScanResult): void {
  // Electron takes an archive of its own kind for a folder. Here it is a file like others.
  Object.assign(process, { noAsar: true })
  const { bytes, sizes, stop, ...order } = workerData as ThreadOrder
  const all = new Uint8Array(bytes)
  const flag = new Int32Array(stop)
  let start = 0
  const needles = sizes.map((size) => all.subarray(start, (start += size)))
  const tell = (message: ThreadMessage): void => parentPort?.postMessage(message)
  let told = performance.now()
  const looked = (counts: ScanCounts): void => {
    const now = performance.now()
    if (now - told < toldMs) return
    told = now
    tell({ what: 'counts', counts })
  }
  try {
    const turn = { now: () => performance.now(), isStopped: () => Atomics.load(flag, 0) !== 0, looked }
    tell({ what: 'result', result: scan({ ...order, needles }, turn) })
  } finally {
    all.fill(0)
  }
}
