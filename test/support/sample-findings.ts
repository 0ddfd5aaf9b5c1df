import type { AuditHead } from '#shared/contract/findings'
import type { Counts, Finding, RuleId } from '#shared/model/finding'
import type { TokenRow } from '#shared/model/token'
import { auditRules } from '#shared/rules/audit-rules'
import type { FakeBridge } from '#test/support/fake-bridge'
import { sampleNow, sampleRow } from '#test/support/sample'

const day = 86_400_000

/** What a rule found about a row, as main tells it. */
export function sampleFinding(rule: RuleId, { token }: TokenRow = sampleRow(), change: Partial<Finding> = {}): Finding {
  return {
    id: `${rule}:${token.id}`,
    rule,
    severity: auditRules[rule].severity,
    subject: {
      tokenId: token.id,
      name: token.name,
      provider: token.provider,
      providerName: token.provider === 'pulumi' ? 'Pulumi Cloud' : token.provider,
      accountId: token.accountId,
      account: 'Work',
      owner: token.owner.kind === 'me' ? 'Me' : token.owner.name,
      kind: token.kind,
    },
    evidence: [{ fact: 'last-used', at: sampleNow - 120 * day, asOf: sampleNow - 3_600_000 }],
    state: 'open',
    decision: null,
    exception: null,
    isNew: false,
    ...change,
  }
}

export function countsOf(findings: readonly Finding[]): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const { severity, state } of findings) if (state === 'open' || state === 'assigned') counts[severity] += 1
  return counts
}

/** The audit that the findings are of. */
export function sampleHead(findings: readonly Finding[], change: Partial<AuditHead> = {}): AuditHead {
  const counts = countsOf(findings)
  return {
    auditId: 'audit-1',
    at: sampleNow - 60_000,
    policy: 'Issuers’ limits',
    tokens: 20,
    counts,
    findings: findings.length,
    trend: [{ at: sampleNow - 60_000, tokens: 20, counts, since: null }],
    unjudged: [],
    endedExceptions: [],
    ...change,
  }
}

/** Has main answer with these findings, in chunks as it does, and tell of them in its facts. */
export function answerFindings(
  bridge: FakeBridge,
  findings: readonly Finding[],
  change: Partial<AuditHead> = {},
): void {
  const audit = sampleHead(findings, change)
  bridge.answer('findings.list', ({ auditId, from }) => {
    const first = auditId === audit.auditId ? from : 0
    const next = first + 500
    return { audit, from: first, findings: findings.slice(first, next), next: next < findings.length ? next : null }
  })
  bridge.setFacts((facts) => {
    const { auditId, at, counts } = audit
    return { ...facts, audit: { ...facts.audit, last: { auditId, at, counts } } }
  })
}
