import { Worker } from 'node:worker_threads'
import { Failure } from '../../ports/failure.ts'
import type { ImportRead, ImportReader } from '../../ports/import-reader.ts'
import { Secret } from '../../ports/secret.ts'
import type { ImportMessage, ImportOrder } from './import-messages.ts'

export interface ImportReaderLimits {
  readonly seconds: number
  /** Of memory, beside the file itself. */
  readonly megabytes: number
}

// The strongest key that Bitwarden offers takes half a minute on a slow computer.
const usual: ImportReaderLimits = { seconds: 120, megabytes: 1024 }

/** Reads files in a thread of its own that is started for one file. `thread`: the script of that thread. */
export function createImportReader(thread: URL, limits = usual): ImportReader {
  return {
    async read(bytes, hint, secret, signal) {
      const key = secret === undefined ? null : secret.use(sharedBytes)
      try {
        return await run({ thread, limits }, { bytes, hint, key }, signal)
      } finally {
        if (key !== null) new Uint8Array(key).fill(0)
      }
    },
  }
}

function sharedBytes(value: string): SharedArrayBuffer {
  const bytes = Buffer.from(value)
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  bytes.fill(0)
  return shared
}

async function run(
  { thread, limits }: { readonly thread: URL; readonly limits: ImportReaderLimits },
  order: ImportOrder,
  signal: AbortSignal,
): Promise<ImportRead> {
  if (signal.aborted) throw new Failure('cancelled')
  const { seconds: limit, megabytes: maxOldGenerationSizeMb } = limits
  const options = { resourceLimits: { maxOldGenerationSizeMb }, stdout: false, stderr: false }
  const worker = new Worker(thread, { workerData: order, ...options })
  const { promise, resolve, reject } = Promise.withResolvers<ImportRead>()
  const stop = (): void => reject(new Failure('cancelled'))
  const late = setTimeout(() => resolve({ ok: false, why: 'took-too-long', format: null, limit }), limit * 1000)
  signal.addEventListener('abort', stop, { once: true })
  worker.once('message', (message: ImportMessage) => resolve(readOf(message)))
  worker.once('error', (error: unknown) => {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    if (isFull) resolve({ ok: false, why: 'too-large', format: null })
    else reject(new Failure('internal'))
  })
  worker.once('exit', () => reject(new Failure('internal')))
  try {
    return await promise
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function readOf(message: ImportMessage): ImportRead {
  if (!message.ok) return message
  const { secrets, candidates, ...result } = message
  let start = 0
  const taken = candidates.map(({ size, ...hints }) => ({
    ...hints,
    secret: new Secret(secrets.subarray(start, (start += size))),
  }))
  secrets.fill(0)
  return { ...result, candidates: taken }
}
