import { type Audit, type Finding, ruleIds, severities, type Severity } from '#shared/model/finding'

const day = 86_400_000

/** 22 November 2026, noon in UTC. */
export const auditedAt = Date.UTC(2026, 10, 22, 12)

/** A finding about a token called ci-deploy; what is given replaces what is said of it. */
export function sampleFinding(given: Partial<Finding> = {}): Finding {
  const rule = given.rule ?? 'never-expires'
  const tokenId = given.subject?.tokenId ?? 'account-1/personal/me//ada/token-1'
  return {
    id: `${rule}:${tokenId}`,
    rule,
    severity: 'medium',
    subject: {
      tokenId,
      name: 'ci-deploy',
      provider: 'gitlab',
      providerName: 'GitLab',
      accountId: 'account-1',
      account: 'forge',
      owner: 'acme',
      kind: 'Personal access token',
    },
    evidence: [{ fact: 'created', at: auditedAt - 400 * day, asOf: auditedAt - 3_600_000 }],
    state: 'open',
    decision: null,
    exception: null,
    isNew: false,
    ...given,
  }
}

/** An audit of these findings, with counts that fit them. */
export function sampleAudit(findings: readonly Finding[], given: Partial<Audit> = {}): Audit {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const { severity, state } of findings) if (state === 'open' || state === 'assigned') counts[severity] += 1
  const before = { critical: 2, high: 3, medium: 9, low: 4 }
  return {
    at: auditedAt,
    policy: 'Strict',
    tokens: 340,
    findings: [...findings],
    counts,
    trend: [
      { at: auditedAt - 30 * day, tokens: 320, counts: before, since: null },
      { at: auditedAt, tokens: 340, counts, since: { at: auditedAt - 30 * day, came: 4, went: 7 } },
    ],
    unjudged: [{ account: 'forge', owner: 'platform', kind: 'Group tokens', asOf: auditedAt - 40 * day }],
    endedExceptions: [
      { rules: ['too-old'], about: 'GitLab, build-*', owner: 'Bob', reason: 'Moves in May', until: auditedAt - day },
    ],
    ...given,
  }
}

/** One finding by every rule, of every severity, and in every state. */
export function everyFinding(): Finding[] {
  const states = ['open', 'assigned', 'accepted', 'snoozed', 'excepted', 'open', 'open'] as const
  return ruleIds.map((rule, at) => {
    const state = states[at % states.length] ?? 'open'
    const decided = state === 'assigned' || state === 'accepted' || state === 'snoozed'
    const plain = sampleFinding({ rule })
    return sampleFinding({
      rule,
      id: `${rule}:token-${at}`,
      severity: severities[at % severities.length] ?? 'low',
      state,
      isNew: at % 3 === 0,
      subject: { ...plain.subject, tokenId: `account-1/personal/me//ada/token-${at}`, name: `deploy-${at}` },
      decision: decided
        ? { kind: state, who: 'Grace', reason: 'Replaced next week', until: auditedAt + 30 * day, at: auditedAt - day }
        : null,
      exception:
        state === 'excepted' ? { owner: 'Bob', reason: 'The robot needs it', until: auditedAt + 60 * day } : null,
    })
  })
}
