import { useEffect, useState } from 'react'
import type { Output, Result } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import type { NumberedEntry } from '#shared/model/activity'
import { call } from '#renderer/data/bridge'

export interface Entries {
  /** Newest first, as many as have come. */
  readonly entries: readonly NumberedEntry[]
  readonly isComplete: boolean
  readonly error: AppError | null
}

/** The whole log, a part after the other. */
export function useEntries(): Entries {
  const [known, setKnown] = useState<Entries>({ entries: [], isComplete: false, error: null })
  useEffect(() => {
    let isShown = true
    async function read(): Promise<void> {
      let entries: readonly NumberedEntry[] = []
      for (let before: number | null = null; ;) {
        const answer: Result<Output<'activity.list'>> = await call('activity.list', { before })
        if (!isShown) return
        if (!answer.ok) {
          setKnown({ entries, isComplete: true, error: answer.error })
          return
        }
        entries = [...entries, ...answer.value.entries]
        before = answer.value.before
        setKnown({ entries, isComplete: before === null, error: null })
        if (before === null) return
      }
    }
    void read()
    return () => {
      isShown = false
    }
  }, [])
  return known
}
