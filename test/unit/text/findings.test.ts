import { describe, expect, it } from 'vitest'
import type { Finding } from '#shared/model/finding'
import { standingText } from '#shared/text/findings'
import { auditedAt as now, sampleFinding } from '#test/support/sample-audit'

const day = 86_400_000
const decided = (kind: 'accepted' | 'assigned' | 'snoozed', until: number | null): Finding['decision'] => {
  return { kind, who: 'Ada', reason: 'The robot needs it', until, at: now - 9 * day }
}
const ended = { owner: 'Bob', reason: 'Until the move', until: now - day }

describe('why a finding does not count', () => {
  it('is what somebody decided, also where an exception of the policy has ended', () => {
    const accepted = sampleFinding({ state: 'accepted', decision: decided('accepted', null), exception: ended })
    expect(standingText(accepted, now)).toBe('Accepted by Ada: The robot needs it')
    const assigned = sampleFinding({ state: 'assigned', decision: decided('assigned', null), exception: ended })
    expect(standingText(assigned, now)).toBe('Assigned to Ada: The robot needs it')
  })

  it('is the exception while that holds, whatever was decided', () => {
    const exception = { ...ended, until: now + day }
    const one = sampleFinding({ state: 'excepted', decision: decided('accepted', null), exception })
    expect(standingText(one, now)).toMatch(/^Excepted by the policy until .* \(Bob: Until the move\)$/)
  })

  it('is told as over once it is', () => {
    expect(standingText(sampleFinding({ exception: ended }), now)).toMatch(/^The exception in the policy ended on /)
    expect(standingText(sampleFinding({ decision: decided('snoozed', now) }), now)).toMatch(
      /^Was snoozed by Ada until /,
    )
    expect(standingText(sampleFinding({ decision: decided('assigned', now) }), now)).toMatch(
      /^Was assigned to Ada until /,
    )
  })
})
