import { auditRules } from '#shared/rules/audit-rules'
import {
  type Audit,
  type Counts,
  type Decision,
  type EndedException,
  type Finding,
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

/** The audit as `docs/audit.schema.json` describes it, with exact values; without its findings, which have their place in it. */
function aroundFindings(audit: Audit, version: string): AuditDocument {
  const { at, policy, tokens, counts, trend, unjudged, endedExceptions } = audit
  return {
    format: 'keyrack.audit/1',
    keyrack: version,
    at: iso(at),
    policy,
    tokens,
    counts: numbersOf(counts),
    findings: [],
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

const indent = 2
/** Written at a stretch: some 100 kB. */
const atOnce = 200

/** The audit as JSON. */
export function jsonReport(audit: Audit, version: string): string {
  return [...jsonParts(audit, version)].join('')
}

/** The same, piece by piece: all findings of 100,000 tokens as one text, and the document it is made of, take a gigabyte. */
export function* jsonParts(audit: Audit, version: string): Generator<string> {
  // A line can only begin like this where the document itself does: in a text, line breaks and quotes are escaped.
  const empty = '\n  "findings": []'
  const around = jsonText(aroundFindings(audit, version), indent)
  const cut = around.indexOf(empty) + empty.length - 1
  yield around.slice(0, cut)
  const findings = inOrder(audit.findings)
  for (let from = 0; from < findings.length; from += atOnce) {
    const documents = findings.slice(from, from + atOnce).map((one) => findingOf(one, audit.at))
    // At the depth that the list has in the document, and without what is around it.
    const list = jsonText({ findings: documents }, indent).slice(`{${empty}`.length - 1, -'\n  ]\n}\n'.length)
    yield (from === 0 ? '' : ',') + list
  }
  yield (findings.length === 0 ? '' : '\n  ') + around.slice(cut)
}

// Field by field, and never `...`: nothing gets into a report because it hung on what the report is made of.

/** The numbers by severity. */
export function numbersOf({ critical, high, medium, low }: Counts): Counts {
  return { critical, high, medium, low }
}

function findingOf(finding: Finding, at: Instant): AuditDocument['findings'][number] {
  return {
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
      ...(one.by !== undefined && { by: one.by }),
      asOf: isoOrNull(one.asOf),
      says: evidenceText(one, at),
    })),
    decision: finding.decision && decisionOf(finding.decision),
    exception: finding.exception && coveredOf(finding.exception),
  }
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
