import type { WarningStep } from '#shared/rules/expiry'
import type { Instant } from '#shared/model/time'
import { isQuietAt } from '#shared/rules/warning'
import type { Entry } from '#renderer/data/entry'

export interface ExpirySummary {
  readonly expired: number
  /** How many are due within each step (and not within a smaller one), nearest first; steps without any are left out. */
  readonly due: readonly { readonly days: WarningStep; readonly count: number }[]
  /** Of what has expired or is due: what the person knows of, or has put off. It is counted nowhere else. */
  readonly quiet: number
  /** Those that are counted, but the quiet ones. */
  readonly tokenIds: readonly string[]
  /** The one that ends next. */
  readonly nearest: Entry | null
  /** When the next one ends that nobody is to be warned of yet; infinite where there is none. */
  readonly calmUntil: Instant
}

function endOf(entry: Entry | null): number {
  return entry?.row.token.expiry.kind === 'at' ? entry.row.token.expiry.at : Infinity
}

/** Counts the tokens to warn of at `now`. */
export function summarize(entries: Iterable<Entry>, now: Instant): ExpirySummary {
  let expired = 0
  let quiet = 0
  const tokenIds: string[] = []
  let nearest: Entry | null = null
  let calmUntil = Infinity
  const due = new Map<WarningStep, number>()
  for (const entry of entries) {
    const { status, row } = entry
    if (status.kind === 'fine') calmUntil = Math.min(calmUntil, endOf(entry))
    if (status.kind !== 'expired' && status.kind !== 'due') continue
    if (isQuietAt(row.warning?.quiet, endOf(entry), now)) {
      quiet += 1
      continue
    }
    tokenIds.push(row.token.id)
    if (status.kind === 'expired') {
      expired += 1
      continue
    }
    due.set(status.withinDays, (due.get(status.withinDays) ?? 0) + 1)
    if (endOf(entry) < endOf(nearest)) nearest = entry
  }
  const steps = [...due].map(([days, count]) => ({ days, count }))
  return { expired, quiet, tokenIds, due: steps.sort((one, other) => one.days - other.days), nearest, calmUntil }
}
