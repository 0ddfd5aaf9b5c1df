import { auditRules } from '#shared/rules/audit-rules'
import {
  type Audit,
  type Counts,
  type Decision,
  type EndedException,
  ruleIds,
  type Subject,
} from '#shared/model/finding'
import type { AuditDocument } from '#shared/model/report'
import type { Instant } from '#shared/model/time'
import { ruleTexts, evidenceText } from '#shared/text/findings'
import { jsonText } from './json-text.ts'
import { inOrder } from './order.ts'

/** An instant as ISO 8601, in UTC. */
export function iso(at: Instant): string {
  return new Date(at).toISOString()
}

const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at))

/** The audit as `docs/audit.schema.json` describes it, with exact values. */
export function auditDocument(audit: Audit, version: string): AuditDocument {
  const { at, policy, tokens, counts, findings, trend, unjudged, endedExceptions } = audit
  return {
    format: 'keyrack.audit/1',
    keyrack: version,
    at: iso(at),
    policy,
    tokens,
    counts: numbersOf(counts),
    findings: inOrder(findings).map((finding) => ({
      id: finding.id,
      rule: finding.rule,
      severity: finding.severity,
      state: finding.state,
      isNew: finding.isNew,
      subject: subjectOf(finding.subject),
      evidence: finding.evidence.map((one) => ({
        fact: one.fact,
        ...(one.at !== undefined && { at: iso(one.at) }),
        ...(one.days !== undefined && { days: one.days }),
        ...(one.text !== undefined && { text: one.text }),
        asOf: isoOrNull(one.asOf),
        says: evidenceText(one, at),
      })),
      decision: finding.decision && decisionOf(finding.decision),
      exception: finding.exception && coveredOf(finding.exception),
    })),
    rules: ruleIds.map((id) => ({
      id,
      title: ruleTexts[id].title,
      reason: ruleTexts[id].reason,
      todo: ruleTexts[id].todo,
      owasp: [...auditRules[id].owasp],
    })),
    trend: trend.map((point) => ({
      at: iso(point.at),
      tokens: point.tokens,
      counts: numbersOf(point.counts),
      since: point.since && { at: iso(point.since.at), came: point.since.came, went: point.since.went },
    })),
    unjudged: unjudged.map(({ account, owner, kind, asOf }) => ({ account, owner, kind, asOf: isoOrNull(asOf) })),
    endedExceptions: endedExceptions.map((ended) => ({
      rules: [...ended.rules],
      about: ended.about,
      ...coveredOf(ended),
    })),
  }
}

/** The audit as JSON. */
export function jsonReport(audit: Audit, version: string): string {
  return jsonText(auditDocument(audit, version), 2)
}

// Field by field, and never `...`: nothing gets into a report because it hung on what the report is made of.

/** The numbers by severity. */
export function numbersOf({ critical, high, medium, low }: Counts): Counts {
  return { critical, high, medium, low }
}

function subjectOf(subject: Subject): Subject {
  const { tokenId, name, provider, providerName, accountId, account, owner, kind } = subject
  return { tokenId, name, provider, providerName, accountId, account, owner, kind }
}

function decisionOf({ kind, who, reason, until, at }: Decision) {
  return { kind, who, reason, until: isoOrNull(until), at: iso(at) }
}

function coveredOf({ owner, reason, until }: Pick<EndedException, 'owner' | 'reason' | 'until'>) {
  return { owner, reason, until: iso(until) }
}
