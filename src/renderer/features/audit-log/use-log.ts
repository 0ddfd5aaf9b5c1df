import { useState } from 'react'
import type { AuditLine } from '#shared/contract/audit'
import type { ExportFormat } from '#shared/model/provider'
import type { Instant } from '#shared/model/time'
import { call } from '#renderer/data/bridge'
import type { Job } from '#renderer/ui/forms/use-job'
import { useCountedJob } from '#renderer/ui/forms/use-counted-job'
import type { Stretch } from './stretch-fields.tsx'

/** A stretch with what came of it. */
export interface Listing extends Stretch {
  readonly lines: readonly AuditLine[]
  readonly more: boolean
  /** When it came. */
  readonly asOf: Instant
}

export interface Log {
  readonly job: Job & { readonly count: number }
  /** What was asked for last and came; null before. */
  readonly listing: Listing | null
  /** The name of the file that was saved last. */
  readonly saved: string | null
  /** Asks for a stretch. Nothing happens where it is not whole. */
  readonly show: (asked: Stretch | null) => Promise<void>
  /** Has the stretch saved as the provider's own file of it. */
  readonly save: (format: ExportFormat, asked: Stretch | null) => Promise<void>
}

/** A provider's log of an account. `tokenId`: of what has to do with that token only; a file has all of the stretch. */
export function useLog(accountId: string, tokenId?: string): Log {
  const job = useCountedJob()
  const [listing, setListing] = useState<Listing | null>(null)
  const [saved, setSaved] = useState<string | null>(null)

  async function show(asked: Stretch | null): Promise<void> {
    if (asked === null) return
    setSaved(null)
    const answer = await job.run((jobId) => {
      return call('audit.list', { accountId, ...asked, ...(tokenId !== undefined && { tokenId }), jobId })
    })
    if (answer.ok) setListing({ ...asked, ...answer.value, asOf: Date.now() })
  }

  async function save(format: ExportFormat, asked: Stretch | null): Promise<void> {
    if (asked === null) return
    setSaved(null)
    const answer = await job.run((jobId) => call('audit.export', { accountId, ...asked, format, jobId }))
    if (answer.ok) setSaved(answer.value.written?.name ?? null)
  }

  return { job, listing, saved, show, save }
}
