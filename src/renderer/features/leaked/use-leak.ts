import { useEffect, useRef, useState } from 'react'
import type { EndedLeak, Input, Output } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { type Job, useJob } from '#renderer/ui/forms/use-job'
import { type StepUp, useStepUp } from '#renderer/ui/forms/use-step-up'

export type Found = Output<'leaked.read'>
/** What is ended, and what the person has agreed to. */
export type Wanted = Pick<Input<'leaked.revoke'>, 'ways' | 'ownConfirmed'> & { readonly acceptPlaces: number }

export interface Leak {
  readonly job: Job
  readonly stepUp: StepUp
  /** What main recognised; null while nothing was looked at. */
  readonly found: Found | null
  /** What became of them; null while nothing was sent. */
  readonly ended: EndedLeak | null
  /** Has main look at secrets. Resolves to whether it could. */
  readonly read: (secrets: Input<'leaked.read'>['secret']) => Promise<boolean>
  readonly revoke: (wanted: Wanted) => Promise<void>
  /** The same once more. */
  readonly again: () => Promise<void>
  readonly look: () => Promise<void>
  /** Forgets what was looked at. */
  readonly reset: () => void
}

/** The secrets that a dialog is at work on: main keeps the values, and forgets them with the dialog. */
export function useLeak(): Leak {
  const job = useJob()
  const stepUp = useStepUp(job)
  const [found, setFound] = useState<Found | null>(null)
  const [ended, setEnded] = useState<EndedLeak | null>(null)
  const kept = useRef<string | null>(null)
  const last = useRef<Wanted | null>(null)

  function drop(): void {
    if (kept.current !== null) void call('leaked.drop', { leakId: kept.current })
    kept.current = null
  }

  useEffect(() => drop, [])

  async function revoke(wanted: Wanted): Promise<void> {
    const leakId = kept.current
    if (leakId === null) return
    last.current = wanted
    const answer = await stepUp.run((given) => call('leaked.revoke', { leakId, ...wanted, ...given }))
    if (answer?.ok) setEnded(answer.value)
  }

  return {
    job,
    stepUp,
    found,
    ended,
    revoke,
    async read(secrets) {
      const answer = await job.run(() => call('leaked.read', { secret: secrets }))
      if (!answer.ok) return false
      drop()
      kept.current = answer.value.leakId
      setFound(answer.value)
      return true
    },
    async again() {
      if (last.current !== null) await revoke(last.current)
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
