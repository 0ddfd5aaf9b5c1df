import { useState } from 'react'
import type { Input, Output } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { type Job, useJob } from '#renderer/ui/forms/use-job'

export type Found = Output<'inspect.look'>

export interface InspectionOf {
  readonly job: Job
  /** What main says of it; null while nothing was looked at. */
  readonly found: Found | null
  /** Has main look at a value. Resolves to whether it could. */
  readonly look: (secret: Input<'inspect.look'>['secret']) => Promise<boolean>
  readonly reset: () => void
}

/** One value that a dialog is about. It goes to main, and does not come back. */
export function useInspection(): InspectionOf {
  const job = useJob()
  const [found, setFound] = useState<Found | null>(null)
  return {
    job,
    found,
    async look(secret) {
      const answer = await job.run(() => call('inspect.look', { secret }))
      if (answer.ok) setFound(answer.value)
      return answer.ok
    },
    reset() {
      setFound(null)
      job.clear()
    },
  }
}
