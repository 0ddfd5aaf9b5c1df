import type { WarningStep } from '#shared/rules/expiry'
import type { Entry } from '#renderer/data/entry'

export interface ExpirySummary {
  readonly expired: number
  /** How many are due within each step (and not within a smaller one), nearest first; steps without any are left out. */
  readonly due: readonly { readonly days: WarningStep; readonly count: number }[]
  /** The one that ends next. */
  readonly nearest: Entry | null
}

function endOf(entry: Entry | null): number {
  return entry?.row.token.expiry.kind === 'at' ? entry.row.token.expiry.at : Infinity
}

/** Counts the tokens to warn of. */
export function summarize(entries: Iterable<Entry>): ExpirySummary {
  let expired = 0
  let nearest: Entry | null = null
  const due = new Map<WarningStep, number>()
  for (const entry of entries) {
    const { status } = entry
    if (status.kind === 'expired') expired += 1
    if (status.kind !== 'due') continue
    due.set(status.withinDays, (due.get(status.withinDays) ?? 0) + 1)
    if (endOf(entry) < endOf(nearest)) nearest = entry
  }
  const steps = [...due].map(([days, count]) => ({ days, count }))
  return { expired, due: steps.sort((one, other) => one.days - other.days), nearest }
}
