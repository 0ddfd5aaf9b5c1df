import type { Counts, Decision, Finding } from '../model/finding.ts'
import type { Instant } from '../model/time.ts'

/**
 * Does a finding count? An exception of the policy goes before what somebody decided here; either ends with its time. What
 * was accepted for good has no end.
 */
export function stateOf(decision: Decision | null, exception: Finding['exception'], now: Instant): Finding['state'] {
  if (exception !== null && now <= exception.until) return 'excepted'
  if (decision === null || (decision.until !== null && decision.until <= now)) return 'open'
  return decision.kind
}

/** A finding about which something else was decided. */
export function restated(finding: Finding, decision: Decision | null, now: Instant): Finding {
  return { ...finding, decision, state: stateOf(decision, finding.exception, now) }
}

/** Does it count now? */
export function doesCount({ state }: Pick<Finding, 'state'>): boolean {
  return state === 'open' || state === 'assigned'
}

/** Those that count, by severity. */
export function countsOf(findings: Iterable<Pick<Finding, 'severity' | 'state'>>): Counts {
  const counts: Counts = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const finding of findings) if (doesCount(finding)) counts[finding.severity] += 1
  return counts
}
