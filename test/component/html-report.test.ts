import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportOf } from '#main/reports/index'
import { style, styleHash } from '#main/reports/html-style'
import type { Audit, Finding } from '#shared/model/finding'
import { reportFormats } from '#shared/model/report'
import { visible } from '#shared/text/plain'
import { readCsv } from '#test/support/read-csv'
import { everyFinding, sampleAudit, sampleFinding } from '#test/support/sample-audit'
import { marked } from 'marked'

const version = '0.1.0'

function pageOf(audit: Audit): Document {
  return new DOMParser().parseFromString(reportOf(audit, 'html', version), 'text/html')
}

describe('the page', () => {
  const page = pageOf(sampleAudit(everyFinding()))

  it('lets its own style in and nothing else', () => {
    expect(styleHash).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`)
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')
    expect(policy).toBe(`default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`)
    expect([...page.querySelectorAll('style')].map(({ textContent }) => textContent)).toEqual([style])
  })

  it('has no script, no style of an element, and no address but of its own parts', () => {
    expect(page.querySelector('script, link, img, iframe, object, embed, form, [style]')).toBeNull()
    const targets = [...page.querySelectorAll('[href], [src]')].map((one) => one.getAttribute('href') ?? '')
    expect(targets.length).toBeGreaterThan(0)
    for (const target of targets) {
      expect(target).toMatch(/^#/)
      expect(page.getElementById(target.slice(1))).not.toBeNull()
    }
    const handlers = [...page.querySelectorAll('*')].flatMap(({ attributes }) =>
      [...attributes].map(({ name }) => name),
    )
    expect(handlers.filter((name) => name.startsWith('on'))).toEqual([])
  })

  it('has each name of a part once', () => {
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('says in words what its charts show', () => {
    for (const chart of page.querySelectorAll('svg')) {
      const named = chart.getAttribute('aria-labelledby')?.split(' ') ?? []
      if (chart.getAttribute('aria-hidden') === 'true') {
        // The number stands in the same line.
        expect(chart.closest('tr')?.querySelector('.number')?.textContent).toMatch(/\d/)
      } else expect(named.map((id) => page.getElementById(id)?.textContent).join(' ')).toMatch(/\d/)
    }
    expect(page.querySelectorAll('svg[role="img"]')).toHaveLength(1)
  })

  it('lists what counts by severity, worst first, and the rest apart with why', () => {
    const heads = [...page.querySelectorAll('main h2')].map(({ textContent }) => textContent)
    expect(heads).toEqual([
      'What was found',
      'Where',
      'Over time',
      'Critical',
      'High',
      'Medium',
      'Low',
      'Findings that do not count',
      'Not judged',
      'Exceptions that have ended',
    ])
    const quiet = page.getElementById('not-counted')!
    expect(quiet.querySelectorAll('tbody tr')).toHaveLength(7)
    expect(quiet.textContent).toContain('Excepted by the policy until 21 Jan 2027 (Bob: The robot needs it)')
    expect(page.querySelectorAll('.found tbody tr')).toHaveLength(17)
  })

  it('says so when nothing was found', () => {
    const empty = pageOf(sampleAudit([], { trend: [], unjudged: [], endedExceptions: [] }))
    expect(empty.body.textContent).toContain('Nothing was found that counts.')
    expect(empty.querySelectorAll('table, svg')).toHaveLength(0)
  })
})

const signs = fc.constantFrom(
  ...'<>&"\'`|\\[](){}=+-@#!*_\n\r\t\0;,%/ab1\u202e\u2066\u2028\u200b\ud800＝',
  '</style>',
  '</td>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '--><b>',
  'https://evil.example',
  'javascript:alert(1)',
  '=cmd|x',
  '{0}',
)
const hostile = fc.array(signs, { minLength: 1, maxLength: 10 }).map((some) => some.join(''))

/** An audit in which every text of somebody else is this one. */
function full(text: string): Audit {
  const findings = everyFinding().map((finding): Finding => {
    const { subject, decision, exception } = finding
    return {
      ...finding,
      subject: { ...subject, name: text, providerName: text, account: text, owner: text, kind: text },
      evidence: [
        { fact: 'rights', text, asOf: null },
        { fact: 'place', text, asOf: 0 },
      ],
      decision: decision && { ...decision, who: text, reason: text },
      exception: exception && { ...exception, owner: text, reason: text },
    }
  })
  const [part] = sampleAudit([]).unjudged
  const [ended] = sampleAudit([]).endedExceptions
  return sampleAudit(findings, {
    policy: text,
    unjudged: [{ ...part!, account: text, owner: text, kind: text }],
    endedExceptions: [{ ...ended!, about: text, owner: text, reason: text }],
  })
}

describe('hostile names', () => {
  it('are text in the page, and nothing else', () => {
    const elements = (page: Document) => [...page.querySelectorAll('*')].map(({ tagName }) => tagName)
    const plain = elements(pageOf(full('x')))
    fc.assert(
      fc.property(hostile, (text) => {
        const page = pageOf(full(text))
        expect(elements(page)).toEqual(plain)
        expect(page.querySelector('.found .name')?.textContent).toBe(visible(text))
      }),
      { numRuns: 60 },
    )
  })

  it('are text in Markdown: no markup, no link, no further column', () => {
    const shape = (text: string) =>
      marked
        .parse(reportOf(full(text), 'markdown', version), { async: false, gfm: true })
        .match(/<[^>]*>/g)
        ?.join('')
    const plain = shape('x')
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shape(`x${text}x`)).toBe(plain)
      }),
      { numRuns: 60 },
    )
  })

  it('are computed by no spreadsheet', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const csv = reportOf(full(text), 'csv', version)
        const [head = [], ...rows] = readCsv(csv)
        expect(rows.map((row) => row.length)).toEqual(everyFinding().map(() => head.length))
        for (const piece of [...rows.flat(), ...csv.split(/[;\t\r\n]/)]) {
          expect(piece.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('come back from JSON as they were, and hide nothing in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const json = reportOf(full(text), 'json', version)
        const { findings } = JSON.parse(json) as { findings: { subject: { name: string } }[] }
        expect(findings[0]?.subject.name).toBe(text)
        for (const written of [json, reportOf(full(text), 'sarif', version)]) {
          expect(written).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b]|[^\n\P{Cc}]/u)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('no report', () => {
  it.each(reportFormats)('as %s has anything in it that the model of an audit does not name', (format) => {
    // Whatever else hangs on what a report is made of, a secret above all, is left where it is.
    const secret = 'glpat-EXAMPLEsecretEXAMPLE0'
    const laden = <T extends object>(one: T): T => ({ ...one, secret, value: secret, credential: { token: secret } })
    const one = sampleFinding()
    const audit = sampleAudit(
      everyFinding().map((finding) =>
        laden({
          ...finding,
          subject: laden(one.subject),
          evidence: one.evidence.map(laden),
          decision: finding.decision && laden(finding.decision),
          exception: finding.exception && laden(finding.exception),
        }),
      ),
    )
    const { trend, unjudged, endedExceptions } = audit
    const all = laden({
      ...audit,
      counts: laden(audit.counts),
      trend: trend.map((point) => laden({ ...point, since: point.since && laden(point.since) })),
      unjudged: unjudged.map(laden),
      endedExceptions: endedExceptions.map(laden),
    })
    expect(reportOf(all, format, version)).not.toContain(secret)
  })
})
