import type { Audit, Finding } from '#shared/model/finding'
import { auditRules } from '#shared/rules/audit-rules'
import { doesCount } from '#shared/rules/finding-state'
import { momentText } from '#shared/text/dates'
import { ruleTexts, severityLabels, standingText } from '#shared/text/findings'
import { markdownText as text } from '#shared/text/plain'
import { numberText } from '#shared/text/words'
import { grouped, inOrder, worstFirst } from './order.ts'
import { changeText, endedText, reasonsOf, summaryText, unjudgedText, whereabouts } from './words.ts'

/** An audit for a ticket or a wiki: GitHub's Markdown, with a table for every rule that has found something. */
export function markdownReport(audit: Audit): string {
  const { at, policy, findings, unjudged, endedExceptions } = audit
  const sorted = inOrder(findings)
  const open = sorted.filter(doesCount)
  const quiet = sorted.filter((finding) => !doesCount(finding))
  const blocks = [
    '# Audit of access tokens',
    [summaryText(audit), changeText(audit)]
      .filter((part) => part !== '')
      .map(text)
      .join(' '),
    `${text(momentText(at))}. Policy: ${text(policy)}.`,
    table(
      ['severity', 'findings'],
      worstFirst.map((severity) => [severityLabels[severity], numberText(audit.counts[severity])]),
    ),
    ...worstFirst.flatMap((severity) =>
      [...grouped(open, ({ severity: own, rule }) => (own === severity ? rule : null))].flatMap(([rule, found]) => {
        if (rule === null) return []
        const { title, reason, todo } = ruleTexts[rule]
        const { owasp } = auditRules[rule]
        const risks = owasp.length === 0 ? '' : ` (OWASP ${owasp.join(', ')})`
        return [
          `## ${severityLabels[severity]}: ${text(title)}`,
          `${text(reason)}${risks}`,
          `**What to do:** ${text(todo)}`,
          tokensTable(found, at),
        ]
      }),
    ),
    ...section('Findings that do not count', quiet.length === 0 ? '' : quietTable(quiet, at)),
    ...section('Not judged', list(unjudged.map((part) => unjudgedText(part, at)))),
    ...section('Exceptions that have ended', list(endedExceptions.map(endedText))),
  ]
  return `${blocks.join('\n\n')}\n`
}

function tokensTable(found: readonly Finding[], now: number): string {
  return table(
    ['token', 'where', 'evidence', 'state'],
    found.map((finding) => [
      name(finding),
      text(whereabouts(finding.subject)),
      reasonsOf(finding, now).map(text).join('<br>'),
      text([finding.isNew ? 'New' : '', standingText(finding, now)].filter((part) => part !== '').join('. ')),
    ]),
  )
}

function quietTable(found: readonly Finding[], now: number): string {
  return table(
    ['token', 'where', 'rule', 'evidence', 'why it does not count'],
    found.map((finding) => [
      name(finding),
      text(whereabouts(finding.subject)),
      text(ruleTexts[finding.rule].title),
      reasonsOf(finding, now).map(text).join('<br>'),
      text(standingText(finding, now)),
    ]),
  )
}

function name({ subject }: Finding): string {
  return subject.kind === '' ? text(subject.name) : `${text(subject.name)} (${text(subject.kind)})`
}

const section = (title: string, body: string): string[] => (body === '' ? [] : [`## ${title}`, body])

const list = (lines: readonly string[]): string => lines.map((line) => `- ${text(line)}`).join('\n')

/** Cells are Markdown already. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
