import type { Finding } from '../model/finding.ts'

type About = Pick<Finding, 'rule' | 'evidence'>

/** Of what is due soon the soonest comes first; of two other findings of one rule none is more urgent. */
export function byUrgency(one: About, other: About): number {
  return endOf(one) - endOf(other)
}

function endOf({ rule, evidence }: About): number {
  if (rule !== 'due-soon') return 0
  return evidence.find(({ fact }) => fact === 'expires')?.at ?? Number.MAX_SAFE_INTEGER
}
