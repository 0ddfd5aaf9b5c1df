import { useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { Preferences } from '#shared/model/preferences'
import { call } from '#renderer/data/bridge'
import { usePreferences } from '#renderer/data/use-mirror'

interface Changes {
  /** The preferences these changes were made to; newer ones from main have them in already. */
  readonly to: Preferences
  readonly made: Partial<Preferences>
}

/**
 * The preferences as the person sees them, and how to change them. A change shows at once, before main has answered, so
 * that two quick ones do not undo each other; one that main refuses is taken back, with its failure.
 */
export function usePreferenceChanges(): {
  readonly preferences: Preferences
  readonly set: (change: Partial<Preferences>) => void
  readonly error: AppError | null
} {
  const known = usePreferences()
  const [changes, setChanges] = useState<Changes | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const made = changes?.to === known ? changes.made : {}

  function set(change: Partial<Preferences>): void {
    setError(null)
    setChanges({ to: known, made: { ...made, ...change } })
    void call('preferences.set', change).then((answer) => {
      if (answer.ok) return
      setChanges(null)
      setError(answer.error)
    })
  }

  return { preferences: { ...known, ...made }, set, error }
}
