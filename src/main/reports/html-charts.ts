import { type AuditPoint, type Counts, type Severity } from '#shared/model/finding'
import { dayText } from '#shared/text/dates'
import { severityLabels } from '#shared/text/findings'
import { htmlText } from '#shared/text/plain'
import { count, numberText } from '#shared/text/words'
import { worstFirst } from './order.ts'

/** Charts as SVG within the page, each with its numbers in words or in a table beside it. */

const total = (counts: Counts): number => worstFirst.reduce((sum, severity) => sum + counts[severity], 0)

/** A number with two digits after the point at most: pictures need no more. */
const short = (number: number): string => String(Math.round(number * 100) / 100)

/** A bar whose parts are the severities; `most` is what fills its whole width. The numbers stand beside it. */
function bar(counts: Counts, most: number): string {
  let x = 0
  const parts = worstFirst.map((severity) => {
    const width = most === 0 ? 0 : (counts[severity] / most) * 100
    const rect = `<rect class="fill-${severity}" x="${short(x)}" width="${short(width)}" height="10"/>`
    x += width
    return width === 0 ? '' : rect
  })
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>`
}

/** Rows with a bar each, most findings first. `label` is HTML. */
export function barTable(
  title: string,
  head: string,
  rows: readonly { readonly label: string; readonly counts: Counts }[],
): string {
  const most = Math.max(0, ...rows.map(({ counts }) => total(counts)))
  const lines = rows.map(
    ({ label, counts }) =>
      `<tr><th scope="row">${label}</th><td class="number">${numberText(total(counts))}</td><td>${bar(counts, most)}</td></tr>`,
  )
  return [
    `<section class="chart"><h2>${htmlText(title)}</h2><table class="bars">`,
    `<thead><tr><th scope="col">${htmlText(head)}</th><th scope="col" class="number">Findings</th><th aria-hidden="true"></th></tr></thead>`,
    `<tbody>${lines.join('')}</tbody></table></section>`,
  ].join('')
}

const width = 1000
const height = 220
const left = 44
const bottom = 26
const top = 10

/** Findings that counted, audit by audit, as areas one over the other. Empty for fewer than two audits. */
export function trendChart(points: readonly AuditPoint[]): string {
  // A clock that was set back must not draw lines backwards.
  const trend = points.toSorted((a, b) => a.at - b.at)
  const [first, last] = [trend[0], trend.at(-1)]
  if (first === undefined || last === undefined || first === last || last.at <= first.at) return ''
  const most = Math.max(1, ...trend.map(({ counts }) => total(counts)))
  const x = (at: number) => left + ((at - first.at) / (last.at - first.at)) * (width - left)
  const y = (number: number) => top + (1 - number / most) * (height - top - bottom)
  const under = (counts: Counts, severity: Severity) =>
    worstFirst.slice(0, worstFirst.indexOf(severity)).reduce((sum, worse) => sum + counts[worse], 0)
  const areas = worstFirst.map((severity) => {
    const edge = (isTop: boolean) =>
      trend.map(
        ({ at, counts }) => `${short(x(at))},${short(y(under(counts, severity) + (isTop ? counts[severity] : 0)))}`,
      )
    return `<polygon class="fill-${severity}" points="${[...edge(true), ...edge(false).reverse()].join(' ')}"/>`
  })
  const words = `From ${dayText(first.at)} to ${dayText(last.at)}: ${count(total(first.counts), 'finding')} at first, ${numberText(total(last.counts))} at last, ${numberText(most)} at most.`
  return [
    `<svg class="trend" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="trend-title trend-words">`,
    `<title id="trend-title">Findings over time</title><desc id="trend-words">${htmlText(words)}</desc>`,
    ...[0, most].map(
      (number) =>
        `<line x1="${left}" x2="${width}" y1="${short(y(number))}" y2="${short(y(number))}"/><text x="${left - 8}" y="${short(y(number) + 4)}" text-anchor="end">${numberText(number)}</text>`,
    ),
    ...areas,
    `<text x="${left}" y="${height - 6}">${htmlText(dayText(first.at))}</text>`,
    `<text x="${width}" y="${height - 6}" text-anchor="end">${htmlText(dayText(last.at))}</text>`,
    '</svg>',
  ].join('')
}

/** The colours of the charts, with what they mean. */
export function legend(): string {
  const parts = worstFirst.map(
    (severity) => `<span class="dot ${severity}" aria-hidden="true"></span>${htmlText(severityLabels[severity])}`,
  )
  return `<p class="quiet">${parts.join(' &#160; ')}</p>`
}
