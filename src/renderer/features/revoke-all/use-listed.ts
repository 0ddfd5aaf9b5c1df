import { useEffect, useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { TokenRow } from '#shared/model/token'
import { call, cancelJob, newJobId } from '#renderer/data/bridge'
import { useMirrorState } from '#renderer/data/use-mirror'

export interface Listed {
  readonly loading: boolean
  readonly error: AppError | null
  /** Null until the provider has listed them. */
  readonly tokenIds: readonly string[] | null
  /** What the window knows of them. */
  readonly rows: readonly TokenRow[]
  readonly again: () => void
}

interface Answer {
  readonly attempt: number
  readonly tokenIds: readonly string[] | null
  readonly error: AppError | null
}

/** Has the provider list what would end, as soon as the dialog opens. */
export function useListed(accountId: string): Listed {
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const all = useMirrorState((state) => state.rows)
  // Rows change in place: this renders again when they do.
  useMirrorState((state) => state.rowsVersion)

  useEffect(() => {
    const jobId = newJobId()
    let wanted = true
    let done = false
    void call('revokeAll.list', { accountId, jobId }).then((result) => {
      done = true
      if (!wanted) return
      setAnswer(
        result.ok
          ? { attempt, tokenIds: result.value.tokenIds, error: null }
          : { attempt, tokenIds: null, error: result.error },
      )
    })
    return () => {
      wanted = false
      if (!done) cancelJob(jobId)
    }
  }, [accountId, attempt])

  const current = answer?.attempt === attempt ? answer : null
  const tokenIds = current?.tokenIds ?? null
  return {
    loading: current === null,
    error: current?.error ?? null,
    tokenIds,
    rows: (tokenIds ?? []).flatMap((id) => all.get(id) ?? []),
    again: () => setAttempt((number) => number + 1),
  }
}
