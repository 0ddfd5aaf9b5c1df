import { Ajv2020 } from 'ajv/dist/2020.js'
import Ajv4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reportOf, reportParts } from '#main/reports/index'
import { projectRoot } from '#build/aliases'
import { ruleIds } from '#shared/model/finding'
import { auditDocumentSchema, type AuditDocument } from '#shared/model/report'
import { auditedAt, everyFinding, sampleAudit, sampleFinding } from '#test/support/sample-audit'
import { readCsv } from '#test/support/read-csv'

const version = '0.1.0'
const audit = sampleAudit(everyFinding())

function published(path: string): object {
  return JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as object
}

describe('a report as JSON', () => {
  const text = reportOf(audit, 'json', version)
  const document = JSON.parse(text) as AuditDocument

  it('fits its published schema', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats(ajv)
    const fits = ajv.compile(published('docs/audit.schema.json'))
    fits(document)
    expect(fits.errors).toBeNull()
    expect(fits({ ...document, format: 'keyrack.audit/2' })).toBe(false)
    expect(fits({ ...document, at: 'yesterday' })).toBe(false)
  })

  it('is the same in pieces, however many findings there are and whatever their names are', () => {
    const name = '\n  "findings": []\n]\n'
    const subject = { ...sampleFinding().subject, name }
    for (const many of [0, 1, 200, 201, 450]) {
      const findings = Array.from({ length: many }, (_, at) => sampleFinding({ id: `never-expires:${at}`, subject }))
      const given = sampleAudit(findings, { policy: name })
      const pieces = [...reportParts(given, 'json', version)]
      const whole = JSON.parse(pieces.join('')) as AuditDocument
      expect(pieces.join('')).toBe(`${JSON.stringify(whole, null, 2)}\n`)
      expect(new Set(whole.findings.map(({ id }) => id))).toEqual(new Set(findings.map(({ id }) => id)))
      expect(whole.findings).toHaveLength(many)
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(400_000)
    }
  })

  it('has nothing in it that is not described', () => {
    expect(auditDocumentSchema.safeParse(document).error).toBeUndefined()
  })

  it('may get new fields: readers that validate pass over what they do not know', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats(ajv)
    expect(ajv.validate(published('docs/audit.schema.json'), { ...document, moon: 'full' })).toBe(true)
  })

  it('has exact values, with times in UTC', () => {
    expect(document).toMatchObject({ format: 'keyrack.audit/1', keyrack: version, at: '2026-11-22T12:00:00.000Z' })
    expect(document.findings).toHaveLength(ruleIds.length)
    expect(document.rules.map(({ id }) => id)).toEqual(ruleIds)
    expect(document.findings.find(({ rule }) => rule === 'lifetime-too-long')).toMatchObject({
      severity: 'critical',
      state: 'snoozed',
      isNew: true,
      subject: { name: 'deploy-3', providerName: 'GitLab' },
      decision: { kind: 'snoozed', who: 'Grace', until: '2026-12-22T12:00:00.000Z' },
    })
  })

  it('shows signs that hide by their numbers, and means the same', () => {
    const name = 'a\u202eb\u2028c\u200bd\u{e0041}'
    const one = sampleFinding()
    const hidden = reportOf(sampleAudit([{ ...one, subject: { ...one.subject, name } }]), 'json', version)
    expect(hidden).toContain(String.raw`a\u202eb\u2028c\u200bd\udb40\udc41`)
    expect((JSON.parse(hidden) as AuditDocument).findings[0]?.subject.name).toBe(name)
  })
})

interface SarifResult {
  ruleId: string
  ruleIndex: number
  level: string
  message: { text: string }
  locations: { logicalLocations: { fullyQualifiedName: string }[] }[]
  partialFingerprints: Record<string, string>
  suppressions: { status: string; justification: string }[]
  baselineState?: string
}
interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string; relationships: { target: { id: string; index: number } }[] }[] } }
    taxonomies: { taxa: { id: string }[] }[]
    results: SarifResult[]
    invocations: { toolExecutionNotifications: { message: { text: string } }[] }[]
  }[]
}

function sarifOf(given = audit): { document: Sarif; run: Sarif['runs'][number] } {
  const document = JSON.parse(reportOf(given, 'sarif', version)) as Sarif
  return { document, run: document.runs[0]! }
}

describe('a report as SARIF', () => {
  const { document, run } = sarifOf()

  it.each([
    ['of every rule', audit],
    ['without a finding', sampleAudit([])],
    ['of the first audit', sampleAudit(everyFinding(), { trend: [] })],
  ])('%s fits the published schema of SARIF 2.1.0', (_, given) => {
    const ajv = new Ajv4({ strict: false, allErrors: true, unicodeRegExp: false })
    addFormats(ajv)
    const fits = ajv.compile(published('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))
    fits(sarifOf(given).document)
    expect(fits.errors).toBeNull()
    expect(fits({ ...document, version: '2.0.0' })).toBe(false)
  })

  it('names rules by their place, and their risks in the taxonomy', () => {
    const { rules } = run.tool.driver
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId)
    const taxa = run.taxonomies[0]!.taxa
    expect(taxa).toHaveLength(10)
    for (const { relationships } of rules) {
      for (const { target } of relationships) expect(taxa[target.index]?.id).toBe(target.id)
    }
    expect(rules.flatMap(({ relationships }) => relationships).length).toBeGreaterThan(10)
  })

  it('says where a token is by provider, account, owner and name', () => {
    const one = sampleFinding()
    const slashed = { ...one, subject: { ...one.subject, owner: 'acme/platform' } }
    const at = sarifOf(sampleAudit([slashed])).run.results[0]?.locations[0]?.logicalLocations[0]
    expect(at?.fullyQualifiedName).toBe('gitlab/forge/acme%2Fplatform/ci-deploy')
  })

  it('suppresses what does not count, and says of the rest that nothing does', () => {
    for (const { suppressions, ruleId } of run.results) {
      const { state } = audit.findings.find(({ rule }) => rule === ruleId)!
      expect(suppressions.map(({ status }) => status)).toEqual(
        state === 'open' || state === 'assigned' ? [] : ['accepted'],
      )
    }
    const reasons = new Set(run.results.flatMap(({ suppressions }) => suppressions.map((one) => one.justification)))
    expect([...reasons].sort()).toEqual(['Replaced next week', 'The robot needs it'])
  })

  it('suppresses nothing that counts again, since what excused it has ended', () => {
    const ended = { reason: 'Until the move', until: auditedAt - 1 }
    const back = sampleFinding({
      exception: { owner: 'Bob', ...ended },
      decision: { kind: 'snoozed', who: 'Ada', at: auditedAt - 2, ...ended },
    })
    expect(sarifOf(sampleAudit([back])).run.results[0]?.suppressions).toEqual([])
  })

  it('tells what is new only where there was an audit before', () => {
    expect(new Set(run.results.map(({ baselineState }) => baselineState))).toEqual(new Set(['new', 'unchanged']))
    const first = sarifOf(sampleAudit(everyFinding(), { trend: [] })).run
    expect(new Set(first.results.map(({ baselineState }) => baselineState))).toEqual(new Set([undefined]))
  })

  it('gives a finding the same fingerprint in every audit, and in another vault', () => {
    const prints = (accountId: string) => {
      const one = sampleFinding()
      const tokenId = `${accountId}/personal/me//ada/token-1`
      const subject = { ...one.subject, accountId, tokenId }
      return sarifOf(sampleAudit([{ ...one, id: `never-expires:${tokenId}`, subject }], { at: auditedAt + 1 })).run
        .results[0]!.partialFingerprints
    }
    expect(prints('account-1')['keyrackToken/v1']).toBe(prints('account-2')['keyrackToken/v1'])
    expect(prints('account-1')['keyrackFinding/v1']).not.toBe(prints('account-2')['keyrackFinding/v1'])
    const all = run.results.map(({ partialFingerprints }) => partialFingerprints['keyrackToken/v1'])
    expect(new Set(all).size).toBe(all.length)
  })

  it('makes no link and takes no argument of a name', () => {
    const one = sampleFinding()
    const name = '[press](https://evil.example) {0} \\'
    const { text } = sarifOf(sampleAudit([{ ...one, subject: { ...one.subject, name } }])).run.results[0]!.message
    expect(text).toContain(String.raw`“\[press\](https://evil.example) {{0}} \\”`)
  })

  it('tells what was not judged', () => {
    expect(run.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      'Not judged: Group tokens, platform, forge: last listed 40 days ago',
    ])
  })
})

describe('a report as CSV', () => {
  it('has a line for each finding, all of one length', () => {
    const [head = [], ...rows] = readCsv(reportOf(audit, 'csv', version))
    expect(rows).toHaveLength(ruleIds.length)
    for (const row of rows) expect(row).toHaveLength(head.length)
    const cell = (row: string[] | undefined, name: string) => row?.[head.indexOf(name)]
    const kept = rows.find((row) => cell(row, 'rule') === 'lifetime-too-long')
    expect(['severity', 'state', 'token', 'decided by', 'until'].map((name) => cell(kept, name))).toEqual([
      'critical',
      'snoozed',
      'deploy-3',
      'Grace',
      '2026-12-22T12:00:00.000Z',
    ])
  })

  it('says who excepts a finding, and not who decided about it before', () => {
    const exception = { owner: 'Bob', reason: 'The robot needs it', until: auditedAt + 60 * 86_400_000 }
    const decision = { kind: 'accepted', who: 'Grace', reason: 'Fine', until: null, at: auditedAt } as const
    const finding = sampleFinding({ state: 'excepted', exception, decision })
    const [head = [], row = []] = readCsv(reportOf(sampleAudit([finding]), 'csv', version))
    expect(['decided by', 'reason', 'until'].map((name) => row[head.indexOf(name)])).toEqual([
      'Bob',
      'The robot needs it',
      '2027-01-21T12:00:00.000Z',
    ])
  })
})

it('says of a finding with several facts how old the oldest of them is', () => {
  const evidence = [3, 1, 2].map((age) => ({ fact: 'place' as const, asOf: auditedAt - age }))
  const [head = [], row = []] = readCsv(reportOf(sampleAudit([sampleFinding({ evidence })]), 'csv', version))
  expect(row[head.indexOf('as of')]).toBe(new Date(auditedAt - 3).toISOString())
})

describe('a report as Markdown', () => {
  it('has those that do not count under a heading of their own, with why', () => {
    const exception = { owner: 'Bob', reason: 'The robot needs it', until: auditedAt + 60 * 86_400_000 }
    const { subject } = sampleFinding()
    const quiet = sampleFinding({ state: 'excepted', exception, subject: { ...subject, name: 'robot' } })
    const [counted = '', others = ''] = reportOf(sampleAudit([sampleFinding(), quiet]), 'markdown', version).split(
      '## Findings that do not count',
    )
    expect([counted.includes('ci-deploy'), counted.includes('robot')]).toEqual([true, false])
    expect(others).toMatch(/\| robot .*Never expires.*Excepted by the policy until .*Bob: The robot needs it/)
  })
})

describe('every report', () => {
  it('lists of what is due soon the soonest first', () => {
    const due = (name: string, days: number) =>
      sampleFinding({
        id: `due-soon:${name}`,
        rule: 'due-soon',
        severity: 'medium',
        subject: { ...sampleFinding().subject, name },
        evidence: [{ fact: 'expires', at: auditedAt + days * 86_400_000, by: 'typed', asOf: null }],
      })
    const found = sampleAudit([due('alpha', 9), due('zebra', 1), due('middle', 4)])
    const [head = [], ...rows] = readCsv(reportOf(found, 'csv', version))
    expect(rows.map((row) => row[head.indexOf('token')])).toEqual(['zebra', 'middle', 'alpha'])
    expect(rows.map((row) => row[head.indexOf('expires by')])).toEqual(['typed', 'typed', 'typed'])
    expect(rows[0]?.[head.indexOf('expires')]).toBe(new Date(auditedAt + 86_400_000).toISOString())
    const { findings } = JSON.parse(reportOf(found, 'json', version)) as { findings: { evidence: object[] }[] }
    expect(findings[0]?.evidence[0]).toMatchObject({ fact: 'expires', by: 'typed' })
  })

  it('lists the worst first, and is the same whatever order the findings come in', () => {
    const [head = [], ...rows] = readCsv(reportOf(audit, 'csv', version))
    const order = rows.map((row) => row[head.indexOf('severity')])
    expect(order).toEqual([...order].sort((a, b) => worst.indexOf(a!) - worst.indexOf(b!)))
    const turned = { ...audit, findings: audit.findings.toReversed() }
    for (const format of ['html', 'csv', 'json', 'sarif', 'markdown'] as const) {
      expect(reportOf(turned, format, version)).toBe(reportOf(audit, format, version))
    }
  })
})

const worst = ['critical', 'high', 'medium', 'low']
