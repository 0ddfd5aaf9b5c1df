import { Worker } from 'node:worker_threads'
import { Failure } from '../../ports/failure.ts'
import type { ScanCounts, Scanner, ScanOrder, ScanResult } from '../../ports/scanner.ts'
import type { ThreadMessage, ThreadOrder } from './scan-messages.ts'

/** A disk that does not answer is waited for no longer, once the scan is stopped or its time is over. */
const usualGraceMs = 3_000

/** Looks into files in a thread of its own that is started for one scan. `thread`: the script of that thread. */
export function createScanner(thread: URL, graceMs = usualGraceMs): Scanner {
  return {
    async scan(order, told, signal) {
      const shared = pack(order)
      try {
        return await run({ thread, graceMs }, shared, told, signal)
      } finally {
        new Uint8Array(shared.bytes).fill(0)
      }
    },
  }
}

function pack({ needles, ...order }: ScanOrder): ThreadOrder {
  const sizes = needles.map(({ length }) => length)
  const bytes = new SharedArrayBuffer(sizes.reduce((sum, size) => sum + size, 0))
  const all = new Uint8Array(bytes)
  let start = 0
  for (const needle of needles) {
    all.set(needle, start)
    start += needle.length
  }
  return { ...order, bytes, sizes, stop: new SharedArrayBuffer(4) }
}

async function run(
  { thread, graceMs }: { readonly thread: URL; readonly graceMs: number },
  order: ThreadOrder,
  told: (counts: ScanCounts) => void,
  signal: AbortSignal,
): Promise<ScanResult> {
  const worker = new Worker(thread, { workerData: order, stdout: false, stderr: false })
  const done = Promise.withResolvers<ScanResult | null>()
  let grace: NodeJS.Timeout | undefined
  const stop = (): void => {
    Atomics.store(new Int32Array(order.stop), 0, 1)
    grace ??= setTimeout(() => done.resolve(null), graceMs)
  }
  const late = setTimeout(stop, order.limits.milliseconds + graceMs)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  let last: ScanCounts = { files: 0, bytes: 0, binary: 0, large: 0, ignored: 0, links: 0, unreadable: 0 }
  worker.on('message', (message: ThreadMessage) => {
    if (message.what === 'result') done.resolve(message.result)
    else told((last = message.counts))
  })
  worker.once('error', () => done.reject(new Failure('internal')))
  worker.once('exit', () => done.reject(new Failure('internal')))
  try {
    const result = await done.promise
    return result ?? { ...last, ended: signal.aborted ? 'stopped' : 'time', needles: [], shapes: [], leftOut: [] }
  } finally {
    clearTimeout(late)
    clearTimeout(grace)
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
