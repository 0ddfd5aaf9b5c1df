import { useEffect, useRef, useState } from 'react'
import type { Input, Output } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { type Job, useJob } from '#renderer/ui/forms/use-job'

export type Found = Output<'leaked.read'> & { readonly origin: string }
export type Ended = Output<'leaked.revoke'>

export interface Leak {
  readonly job: Job
  /** What main recognised; null while nothing was looked at. */
  readonly found: Found | null
  /** What became of them; null while nothing was sent. */
  readonly ended: Ended | null
  /** Has main look at secrets. Resolves to whether it could. */
  readonly read: (input: Input<'leaked.read'>) => Promise<boolean>
  readonly revoke: (ownConfirmed: boolean) => Promise<void>
  readonly look: () => Promise<void>
  /** Forgets what was looked at. */
  readonly reset: () => void
}

/** The secrets that a dialog is at work on: main keeps the values, and forgets them with the dialog. */
export function useLeak(): Leak {
  const job = useJob()
  const [found, setFound] = useState<Found | null>(null)
  const [ended, setEnded] = useState<Ended | null>(null)
  const kept = useRef<string | null>(null)

  function drop(): void {
    if (kept.current !== null) void call('leaked.drop', { leakId: kept.current })
    kept.current = null
  }

  useEffect(() => drop, [])

  return {
    job,
    found,
    ended,
    async read(input) {
      const answer = await job.run(() => call('leaked.read', input))
      if (!answer.ok) return false
      drop()
      kept.current = answer.value.leakId
      setFound({ ...answer.value, origin: input.origin })
      return true
    },
    async revoke(ownConfirmed) {
      const leakId = kept.current
      if (leakId === null) return
      const answer = await job.run((jobId) => call('leaked.revoke', { leakId, ownConfirmed, jobId }))
      if (answer.ok) setEnded(answer.value)
    },
    async look() {
      const leakId = kept.current
      if (leakId === null) return
      const answer = await job.run((jobId) => call('leaked.look', { leakId, jobId }))
      if (answer.ok) setEnded(answer.value)
    },
    reset() {
      drop()
      setFound(null)
      job.clear()
    },
  }
}
