import type { Finding, RuleId, Severity } from '#shared/model/finding'
import { auditRules, owaspNames } from '#shared/rules/audit-rules'
import { ruleTexts, severityLabels, standingText } from '#shared/text/findings'
import { htmlText as text } from '#shared/text/plain'
import { count } from '#shared/text/words'
import { grouped, worstFirst } from './order.ts'
import { reasonsOf, whereabouts } from './words.ts'

/** Where the findings of a rule begin in the page. */
export function anchorOf(severity: Severity, rule: RuleId): string {
  return `${severity}-${rule}`
}

/** Findings in their order: a part for each severity, and in it one for each rule. */
export function findingSections(findings: readonly Finding[], now: number): string {
  const bySeverity = grouped(findings, ({ severity }) => severity)
  return worstFirst
    .map((severity) => {
      const found = bySeverity.get(severity)
      if (found === undefined) return ''
      const rules = [...grouped(found, ({ rule }) => rule)]
      const head = `<h2><span class="dot ${severity}" aria-hidden="true"></span>${text(severityLabels[severity])}</h2>`
      return `<section>${head}${rules.map(([rule, own]) => ruleSection(severity, rule, own, now)).join('')}</section>`
    })
    .join('')
}

function ruleSection(severity: Severity, rule: RuleId, found: readonly Finding[], now: number): string {
  const { title, reason, todo } = ruleTexts[rule]
  const risks = auditRules[rule].owasp.map((id) => `${id} ${owaspNames[id]}`)
  return [
    `<section${lengthOf(found)} id="${anchorOf(severity, rule)}"><h3>${text(title)}</h3>`,
    `<p>${text(reason)}${risks.length === 0 ? '' : ` <span class="quiet">OWASP ${text(risks.join(', '))}.</span>`}</p>`,
    `<p class="do"><b>What to do:</b> ${text(todo)}</p>`,
    foundTable(
      count(found.length, 'finding'),
      'State',
      found.map((finding) => row(finding, now, state(finding, now))),
    ),
    '</section>',
  ].join('')
}

/** Those that do not count, with why. */
export function quietSection(findings: readonly Finding[], now: number): string {
  if (findings.length === 0) return ''
  const rows = findings.map((finding) =>
    row(
      finding,
      now,
      `<div>${text(ruleTexts[finding.rule].title)}</div><div>${text(standingText(finding, now))}</div>`,
    ),
  )
  return [
    `<section${lengthOf(findings)} id="not-counted"><h2>Findings that do not count</h2>`,
    '<p>Accepted, put off or excepted by the policy.</p>',
    foundTable(count(findings.length, 'finding'), 'Why', rows),
    '</section>',
  ].join('')
}

/** A browser need not lay out a long part before somebody scrolls to it. */
const lengthOf = (found: readonly Finding[]): string => (found.length > 60 ? ' class="long"' : '')

function foundTable(caption: string, last: string, rows: readonly string[]): string {
  const heads = ['Token', 'Where', 'Evidence', last].map((head) => `<th scope="col">${text(head)}</th>`).join('')
  return `<table class="found"><caption>${text(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function row(finding: Finding, now: number, last: string): string {
  const { name, kind } = finding.subject
  const kindLine = kind === '' ? '' : `<div class="quiet">${text(kind)}</div>`
  const evidence = reasonsOf(finding, now).map((line) => `<div>${text(line)}</div>`)
  return [
    `<tr><th scope="row"><div class="name"><bdi>${text(name)}</bdi></div>${kindLine}</th>`,
    `<td>${text(whereabouts(finding.subject))}</td><td>${evidence.join('')}</td><td>${last}</td></tr>\n`,
  ].join('')
}

function state(finding: Finding, now: number): string {
  const badge = finding.isNew ? '<span class="new">New</span>' : ''
  const words = standingText(finding, now)
  return words === '' ? badge : `${badge}<div>${text(words)}</div>`
}
