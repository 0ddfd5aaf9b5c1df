import { useEffect, useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { Owner } from '#shared/model/owner'
import { call } from '#renderer/data/bridge'

interface Logs {
  /** Null while it is not known. */
  readonly logs: readonly Owner[] | null
  readonly error: AppError | null
}

/** Whose logs an account may be able to read. */
export function useLogs(accountId: string): Logs {
  const [known, setKnown] = useState<Logs>({ logs: null, error: null })
  useEffect(() => {
    let isShown = true
    void call('audit.logs', { accountId }).then((answer) => {
      if (!isShown) return
      setKnown(answer.ok ? { logs: answer.value.logs, error: null } : { logs: null, error: answer.error })
    })
    return () => {
      isShown = false
    }
  }, [accountId])
  return known
}
