import type { Audit, AuditPoint, Counts, Finding, RuleId } from '#shared/model/finding'
import { countsOf, doesCount } from '#shared/rules/finding-state'
import { dayText, momentText } from '#shared/text/dates'
import { ruleTexts, severityLabels } from '#shared/text/findings'
import { htmlText as text } from '#shared/text/plain'
import { numberText } from '#shared/text/words'
import { barTable, legend, trendChart } from './html-charts.ts'
import { anchorOf, findingSections, quietSection } from './html-findings.ts'
import { style, styleHash } from './html-style.ts'
import { grouped, inOrder, worstFirst } from './order.ts'
import { changeText, endedText, summaryText, unjudgedText } from './words.ts'

/** Nothing is loaded, nothing runs, nothing is sent: one style, whose hash is known, and that is all. */
const contentPolicy = `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`

/** So many audits before this one are in the table below the chart. */
const mostPoints = 12

/** An audit as one page for a browser and for paper: no script, no address, nothing beside it. */
export function htmlReport(audit: Audit, version: string): string {
  const { at, findings, trend, unjudged, endedExceptions } = audit
  const sorted = inOrder(findings)
  const open = sorted.filter(doesCount)
  const quiet = sorted.filter((finding) => !doesCount(finding))
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Audit of access tokens, ${text(dayText(at))}</title>`,
    `<style>${style}</style>\n</head>\n<body>`,
    head(audit),
    '<main>',
    tiles(audit.counts),
    open.length === 0
      ? '<p class="none">Nothing was found that counts.</p>'
      : `<div class="pair">${byRule(open)}${byProvider(open)}</div>${legend()}`,
    trendSection(trend),
    findingSections(open, at),
    quietSection(quiet, at),
    lines(
      'Not judged',
      'These parts of the list are missing or old: nothing is said about the tokens in them.',
      unjudged.map((part) => unjudgedText(part, at)),
    ),
    lines('Exceptions that have ended', 'They cover nothing any more.', endedExceptions.map(endedText)),
    '</main>',
    `<footer class="quiet">Made by Keyrack ${text(version)}. There is no secret in this report. Names of tokens, owners and places are in it.</footer>`,
    '</body>\n</html>\n',
  ].join('\n')
}

function head(audit: Audit): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const change = changeText(audit)
  return [
    '<header><h1>Audit of access tokens</h1>',
    `<p class="lead">${text(summaryText(audit))}${change === '' ? '' : ` ${text(change)}`}</p>`,
    `<p class="quiet"><time datetime="${new Date(audit.at).toISOString()}">${text(momentText(audit.at))}</time> (${text(zone)}). Policy: ${text(audit.policy)}.</p></header>`,
  ].join('')
}

function tiles(counts: Counts): string {
  const items = worstFirst.map(
    (severity) =>
      `<li class="tile ${severity}"><b>${numberText(counts[severity])}</b>${text(severityLabels[severity])}</li>`,
  )
  return `<ul class="tiles" aria-label="Findings by severity">${items.join('')}</ul>`
}

const mostFirst = <K>(groups: Map<K, Finding[]>) => [...groups].sort(([, a], [, b]) => b.length - a.length)

function byRule(open: readonly Finding[]): string {
  const rows = mostFirst(grouped(open, ({ rule }) => rule)).map(([rule, found]) => ({
    label: `<a href="#${anchorOf(worst(found), rule)}">${text(titleOf(rule))}</a>`,
    counts: countsOf(found),
  }))
  return barTable('What was found', 'Rule', rows)
}

/** They are in order already. */
const worst = ([first]: readonly Finding[]) => first?.severity ?? 'low'

const titleOf = (rule: RuleId): string => ruleTexts[rule].title

function byProvider(open: readonly Finding[]): string {
  const rows = mostFirst(grouped(open, ({ subject }) => subject.providerName)).map(([name, found]) => ({
    label: text(name === '' ? 'The vault itself' : name),
    counts: countsOf(found),
  }))
  return barTable('Where', 'Provider', rows)
}

function trendSection(trend: readonly AuditPoint[]): string {
  const chart = trendChart(trend)
  if (chart === '') return ''
  const cell = (value: number) => `<td class="number">${numberText(value)}</td>`
  const rows = trend
    .slice(-mostPoints)
    .reverse()
    .map(
      ({ at, tokens, counts, since }) =>
        `<tr><th scope="row">${text(dayText(at))}</th>${worstFirst.map((severity) => cell(counts[severity])).join('')}${since === null ? '<td class="number">–</td><td class="number">–</td>' : cell(since.came) + cell(since.went)}${cell(tokens)}</tr>`,
    )
  const heads = [...worstFirst.map((severity) => severityLabels[severity]), 'New', 'Gone', 'Tokens']
  return [
    `<section class="chart"><h2>Over time</h2>${chart}</section>`,
    `<table><caption>The last ${numberText(rows.length)} audits</caption><thead><tr><th scope="col">Audit</th>`,
    ...heads.map((name) => `<th scope="col" class="number">${text(name)}</th>`),
    `</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  ].join('')
}

function lines(title: string, says: string, all: readonly string[]): string {
  if (all.length === 0) return ''
  const items = all.map((line) => `<li>${text(line)}</li>`).join('')
  return `<section><h2>${text(title)}</h2><p>${text(says)}</p><ul>${items}</ul></section>`
}
