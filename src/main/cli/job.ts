import { randomUUID } from 'node:crypto'
import type { App } from '../app/start.ts'

/** Runs a call that can be cancelled; an interruption of the command cancels it. */
export async function cancellable<T>(app: App, signal: AbortSignal, action: (jobId: string) => Promise<T>): Promise<T> {
  const jobId = randomUUID()
  const cancel = (): void => void app.handlers['job.cancel']({ jobId })
  signal.addEventListener('abort', cancel)
  try {
    const running = action(jobId)
    // It may have been interrupted before there was anything to cancel.
    if (signal.aborted) cancel()
    return await running
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
