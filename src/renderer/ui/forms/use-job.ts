import { useCallback, useEffect, useRef, useState } from 'react'
import type { Result } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import { cancelJob, newJobId } from '#renderer/data/bridge'

export interface Job {
  /** A call is under way. */
  readonly busy: boolean
  /** The failure of the last call; null while one runs, after one that went well, and after one that was cancelled. */
  readonly error: AppError | null
  /** Runs one call under a new job id. A second one while the first runs is not made and answers `busy`. */
  readonly run: <T>(start: (jobId: string) => Promise<Result<T>>) => Promise<Result<T>>
  /** Asks main to stop the call that runs. */
  readonly cancel: () => void
  /** Takes the failure away. */
  readonly clear: () => void
}

/** One call at a time with its state: what a form needs to disable a double submit, cancel, and show a failure. */
export function useJob(): Job {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const running = useRef<string | null>(null)

  const run = useCallback(async <T>(start: (jobId: string) => Promise<Result<T>>): Promise<Result<T>> => {
    if (running.current !== null) return { ok: false, error: { kind: 'busy' } }
    const jobId = newJobId()
    running.current = jobId
    setBusy(true)
    setError(null)
    const result = await start(jobId)
    running.current = null
    setBusy(false)
    if (!result.ok && result.error.kind !== 'cancelled') setError(result.error)
    return result
  }, [])

  const cancel = useCallback(() => {
    if (running.current !== null) cancelJob(running.current)
  }, [])

  const clear = useCallback(() => setError(null), [])

  // A dialog that goes away has nobody left to read the answer.
  useEffect(() => cancel, [cancel])

  return { busy, error, run, cancel, clear }
}
