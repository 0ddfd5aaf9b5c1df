import { useState } from 'react'
import type { Input, Output } from '#shared/contract'
import type { RefusedFile } from '#shared/contract/inspect'
import { call } from '#renderer/data/bridge'
import { type Job, useJob } from '#renderer/ui/forms/use-job'

export type Found = Output<'inspect.look'>

export interface InspectionOf {
  readonly job: Job
  /** What main says of it; null while nothing was looked at. */
  readonly found: Found | null
  /** Has main look at a value. Resolves to whether it could. */
  readonly look: (secret: Input<'inspect.look'>['secret']) => Promise<boolean>
  /** The same with what was dropped: one file, which main reads. */
  readonly drop: (files: readonly File[]) => Promise<void>
  /** Why what was dropped is not looked at; null while there is no reason. */
  readonly refused: RefusedFile | 'several' | null
  readonly reset: () => void
}

/** One value that a dialog is about. It goes to main, and does not come back. */
export function useInspection(): InspectionOf {
  const job = useJob()
  const [found, setFound] = useState<Found | null>(null)
  const [refused, setRefused] = useState<InspectionOf['refused']>(null)
  return {
    job,
    found,
    refused,
    async look(secret) {
      setRefused(null)
      const answer = await job.run(() => call('inspect.look', { secret }))
      if (answer.ok) setFound(answer.value)
      return answer.ok
    },
    async drop([file, ...more]) {
      if (file === undefined) return
      if (more.length > 0) {
        setRefused('several')
        return
      }
      const answer = await job.run(() => window.keyrack.inspectDropped(file))
      if (!answer.ok) return
      if (answer.value.state === 'refused') setRefused(answer.value.why)
      else setFound(answer.value)
    },
    reset() {
      setFound(null)
      setRefused(null)
      job.clear()
    },
  }
}
