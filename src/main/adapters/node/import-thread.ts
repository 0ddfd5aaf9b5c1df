import { parentPort, workerData } from 'node:worker_threads'
import type { ImportHint, ImportRead } from '../../ports/import-reader.ts'
import { Secret } from '../../ports/secret.ts'
import type { ImportMessage, ImportOrder } from './import-messages.ts'

type Read = (bytes: Uint8Array, hint: ImportHint, key: Secret | undefined) => Promise<ImportRead>

/** Runs `read` with the order that this thread was started with, and tells the app what it gave. */
export async function runImportThread(read: Read): Promise<void> {
  const { bytes, hint, key } = workerData as ImportOrder
  const message = messageOf(await read(bytes, hint, key === null ? undefined : new Secret(new Uint8Array(key))))
  parentPort?.postMessage(message, 'secrets' in message ? [message.secrets.buffer as ArrayBuffer] : [])
}

function messageOf(result: ImportRead): ImportMessage {
  if (!result.ok) return result
  const values = result.candidates.map(({ secret }) => secret.use((value) => Buffer.from(value)))
  const secrets = new Uint8Array(values.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const value of values) {
    secrets.set(value, start)
    start += value.length
  }
  const candidates = result.candidates.map(({ secret: _secret, ...hints }, at) => ({
    ...hints,
    size: values[at]?.length ?? 0,
  }))
  return { ...result, candidates, secrets }
}
