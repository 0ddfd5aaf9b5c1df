import { useCallback, useEffect, useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { Profile } from '#shared/model/profile'
import { call } from './bridge.ts'

export interface Vaults {
  /** Empty until main has answered. */
  readonly vaults: readonly Profile[]
  /** Why they could not be listed. */
  readonly error: AppError | null
  /** Lists them anew. */
  readonly look: () => void
}

/** The vaults on this computer, as they were when they were last looked at: first when this appears. */
export function useVaults(): Vaults {
  const [vaults, setVaults] = useState<readonly Profile[]>([])
  const [error, setError] = useState<AppError | null>(null)

  const look = useCallback(() => {
    void call('profile.list', {}).then((answer) => {
      if (answer.ok) setVaults(answer.value.profiles)
      setError(answer.ok ? null : answer.error)
    })
  }, [])
  useEffect(look, [look])

  return { vaults, error, look }
}
