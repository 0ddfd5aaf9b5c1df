import { useEffect, useState } from 'react'
import type { AppError } from '#shared/model/error'
import { call, listen } from '#renderer/data/bridge'

export interface CopySecret {
  /** For what a secret was copied last; null once the clipboard was cleared. */
  readonly copied: string | null
  readonly error: AppError | null
  /** `what` says for what it is copied. */
  readonly copy: (secretId: string, what?: string) => Promise<void>
  /** Takes the failure away. */
  readonly clear: () => void
}

/** Copies secrets: main does it, and clears the clipboard in time. */
export function useCopySecret(): CopySecret {
  const [copied, setCopied] = useState<string | null>(null)
  const [error, setError] = useState<AppError | null>(null)

  useEffect(() => listen('clipboard', () => setCopied(null)), [])

  return {
    copied,
    error,
    async copy(secretId, what = secretId) {
      setError(null)
      const answer = await call('secret.copy', { id: secretId })
      setCopied(answer.ok ? what : null)
      if (!answer.ok) setError(answer.error)
    },
    clear: () => setError(null),
  }
}
