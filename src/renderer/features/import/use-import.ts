import { useCallback, useEffect, useRef, useState } from 'react'
import type { Input } from '#shared/contract'
import type { ImportAnswer, ImportResult } from '#shared/contract/import'
import { call } from '#renderer/data/bridge'
import type { Job } from '#renderer/ui/forms/use-job'
import { useProgressJob } from '#renderer/ui/forms/use-progress-job'

export type Read = Extract<ImportAnswer, { state: 'read' }>

export interface Import {
  readonly job: Job & { readonly value: number | undefined }
  /** What main found; null while nothing was looked at. */
  readonly answer: ImportAnswer | null
  /** How it ended for each value so far. */
  readonly results: ReadonlyMap<string, ImportResult>
  readonly choose: () => Promise<void>
  readonly drop: (file: File) => Promise<void>
  /** Resolves to whether main took it. */
  readonly paste: (secret: Input<'import.paste'>['secret']) => Promise<boolean>
  readonly unlock: (importId: string, key: string) => Promise<void>
  readonly store: (importId: string, decisions: Input<'import.store'>['decisions']) => Promise<boolean>
  /** Forgets what was found. */
  readonly reset: () => void
}

/** The secrets that a dialog is at work on: main keeps the values, and forgets them with the dialog. */
export function useImport(found: ImportAnswer | undefined): Import {
  const job = useProgressJob()
  const [answer, setAnswer] = useState<ImportAnswer | null>(found ?? null)
  const [results, setResults] = useState<ReadonlyMap<string, ImportResult>>(new Map())
  const kept = useRef<string | null>(found === undefined || found.state === 'refused' ? null : found.importId)

  const forget = useCallback(() => {
    if (kept.current !== null) void call('import.forget', { importId: kept.current })
    kept.current = null
  }, [])
  useEffect(() => forget, [forget])

  function take(next: ImportAnswer): void {
    forget()
    kept.current = next.state === 'refused' ? null : next.importId
    setAnswer(next)
    setResults(new Map())
  }

  return {
    job,
    answer,
    results,
    async choose() {
      const chosen = await job.run((jobId) => call('import.choose', { jobId }))
      if (chosen.ok && chosen.value.answer !== null) take(chosen.value.answer)
    },
    async drop(file) {
      const dropped = await job.run((jobId) => window.keyrack.dropped(file, jobId))
      if (dropped.ok) take(dropped.value)
    },
    async paste(secret) {
      const pasted = await job.run((jobId) => call('import.paste', { secret, jobId }))
      if (pasted.ok) take(pasted.value)
      return pasted.ok
    },
    async unlock(importId, key) {
      const opened = await job.run((jobId) => call('import.unlock', { importId, key, jobId }))
      if (opened.ok) take(opened.value)
    },
    async store(importId, decisions) {
      const stored = await job.run((jobId) => call('import.store', { importId, decisions, jobId }))
      if (!stored.ok) return false
      setResults(
        (before) => new Map([...before, ...stored.value.results.map((one) => [one.candidateId, one] as const)]),
      )
      return true
    },
    reset() {
      forget()
      setAnswer(null)
      job.clear()
    },
  }
}
