import type { Audit, Evidence, Finding } from '#shared/model/finding'
import { auditRules } from '#shared/rules/audit-rules'
import { csvRow } from '#shared/text/csv'
import { ruleTexts } from '#shared/text/findings'
import { iso } from './json.ts'
import { inOrder } from './order.ts'
import { reasonsOf } from './words.ts'

const columns = [
  'severity',
  'state',
  'new',
  'rule',
  'title',
  'provider',
  'account',
  'owner',
  'kind',
  'token',
  'evidence',
  'as of',
  'what to do',
  'owasp',
  'decided by',
  'reason',
  'until',
  'id',
  'expires',
  'expires by',
]

/** One line a finding, also of those that do not count; worst first. */
export function csvReport(audit: Audit): string {
  const rows = inOrder(audit.findings).map((finding) => csvRow(cellsOf(finding, audit.at)))
  return [csvRow(columns), ...rows].join('')
}

function cellsOf(finding: Finding, now: number): string[] {
  const { severity, state, isNew, rule, subject, evidence, id } = finding
  const { who, reason, until } = decided(finding)
  const learned = evidence.flatMap(({ asOf }) => asOf ?? [])
  return [
    severity,
    state,
    isNew ? 'yes' : 'no',
    rule,
    ruleTexts[rule].title,
    subject.providerName,
    subject.account,
    subject.owner,
    subject.kind,
    subject.name,
    reasonsOf(finding, now).join('\n'),
    // The oldest of them: nothing here is fresher than it says.
    learned.length === 0 ? '' : iso(Math.min(...learned)),
    ruleTexts[rule].todo,
    auditRules[rule].owasp.join(' '),
    who,
    reason,
    until === null ? '' : iso(until),
    id,
    ...endOf(evidence),
  ]
}

/** When it ends, where the finding stands on that, and who says so. */
function endOf(evidence: readonly Evidence[]): [string, string] {
  const end = evidence.find(({ fact }) => fact === 'expires')
  if (end === undefined) return ['', '']
  return [end.at === undefined ? 'never' : iso(end.at), end.by ?? 'issuer']
}

function decided({ state, decision, exception }: Finding): { who: string; reason: string; until: number | null } {
  if (state === 'excepted' && exception !== null) return { ...exception, who: exception.owner }
  return decision ?? { who: '', reason: '', until: null }
}
