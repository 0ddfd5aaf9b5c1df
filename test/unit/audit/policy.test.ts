import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it, vi, afterEach } from 'vitest'
import { parse } from 'yaml'
import { projectRoot } from '#build/aliases'
import { atOnce } from '#main/app/slices'
import { lifetimesUnder, packBook, policyBook } from '#main/audit/index'
import { lastMoment } from '#main/audit/policy/exceptions'
import { matches } from '#main/audit/policy/matches'
import { packs } from '#main/audit/policy/packs'
import { policySteps } from '#main/audit/policy/read'
import { ruleIds } from '#shared/model/finding'
import { auditRules } from '#shared/rules/audit-rules'
import { everyRecord } from '#test/support/every-record'
import { book, day, judged, now, records, token } from './kit.ts'

const all = new Map(everyRecord.map((record) => [record.id, record]))
const read = (text: string) => atOnce(policySteps(text, all))
const faultsOf = (text: string) => read(text).faults ?? []

afterEach(() => vi.unstubAllEnvs())

describe('a policy file', () => {
  const page = readFileSync(join(projectRoot, 'docs/policy.md'), 'utf8')
  const example = /```yaml\n([^]*?)```/.exec(page)?.[1] ?? ''

  it('may be the example of the documentation, which fits the published schema too', () => {
    const { policy } = read(example)
    expect(policy?.name).toBe('Acme')
    const schema: unknown = JSON.parse(readFileSync(join(projectRoot, 'docs/policy.schema.json'), 'utf8'))
    const ajv = new Ajv2020()
    addFormats(ajv)
    const fits = ajv.compile(schema as object)
    expect(fits(parse(example)), JSON.stringify(fits.errors)).toBe(true)
    expect(fits({ ...parse(example), moon: 1 })).toBe(false)
  })

  it('may be JSON', () => {
    expect(read('{"version": 1, "limits": {"unusedDays": null}}').policy?.limits).toEqual({ unusedDays: null })
  })

  it.each([
    ['a key that nobody knows', 'version: 1\nlimits:\n  unusedDay: 3\n', 3, 'limits.unusedDay', 'no such key'],
    ['a wrong version', 'name: x\nversion: 2\n', 2, 'version', 'to be 1'],
    ['no version', 'name: x\n', 1, 'version', 'to be 1'],
    ['a rule that there is not', 'version: 1\nrules:\n  weird: off\n', 3, 'rules.weird', 'no such rule'],
    ['a severity that there is not', 'version: 1\nrules:\n  unused: bad\n', 3, 'rules.unused', '`off`'],
    [
      'a number of days that is none',
      'version: 1\nlimits:\n  unusedDays: "30"\n',
      3,
      'limits.unusedDays',
      'whole number',
    ],
    [
      'an exception without a reason',
      withException('owner: Ada\n    until: 2027-01-31'),
      3,
      'exceptions.0.reason',
      'missing',
    ],
    [
      'a day that there is not',
      withException('owner: A\n    reason: B\n    until: 2027-02-30'),
      5,
      'exceptions.0.until',
      'date',
    ],
    ['a provider that there is not', 'version: 1\nproviders:\n  gitlob: {}\n', 3, 'providers.gitlob', 'no provider'],
    [
      'a kind that there is not',
      'version: 1\nproviders:\n  gitlab:\n    kinds:\n      x: {}\n',
      5,
      'providers.gitlab.kinds.x',
      'no kind',
    ],
    ['a key that stands twice', 'version: 1\nname: a\nname: b\n', 3, '', 'twice'],
    ['an alias', 'version: 1\nname: &a x\nlimits: *a\n', 3, '', 'Aliases'],
    ['a tag', 'version: !!js/function 1\n', 1, '', 'tag'],
    ['a second document', 'version: 1\n---\nversion: 1\n', 2, '', 'more than one document'],
    ['a broken line', 'version: 1\nlimits: [1\n', 3, '', ''],
    ['nothing', '', null, '', 'empty'],
    ['a list', '- 1\n', 1, '', 'mapping'],
    ['brackets without an end', '['.repeat(5000), 1, '', 'deeply'],
    ['a list in a list without an end', '- '.repeat(3000), 1, '', 'deeply'],
    ['more than it may have', `version: 1\n#${'x'.repeat(600_000)}`, null, '', 'larger'],
  ])('with %s is refused, and where is said', (_what, text, line, at, says) => {
    const [first] = faultsOf(text)
    expect(first).toMatchObject({ line, at })
    expect(first?.says.toLowerCase()).toContain(says.toLowerCase())
  })

  it.each(['__proto__', 'constructor', 'toString'])('cannot change what it is read into by a key %s', (key) => {
    const faults = faultsOf(`version: 1\nproviders:\n  ${key}:\n    limits: {unusedDays: 1}\n`)
    expect(faults).toHaveLength(1)
    expect(faultsOf(`version: 1\n${key}: {polluted: 1}\n`)).toHaveLength(1)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('is read, or refused with reasons, whatever it is', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'version',
        'limits',
        '- ',
        ': ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        '*a',
        '&a',
        '!!x',
        '"',
        "'",
        '|',
        '---',
        '#',
        '?',
        '\t',
        '1',
      ),
      fc.string({ maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const { policy, faults = [] } = read(words.join(''))
        expect(policy === undefined).toBe(faults.length > 0)
        expect(faults.every(({ line, says }) => (line === null || line >= 1) && says !== '')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

function withException(rest: string): string {
  return `version: 1\nexceptions:\n  - ${rest}\n`
}

describe('a policy', () => {
  it('gives the narrowest limit, and what it does not say comes from its pack', () => {
    const { limitsOf } = book({
      extends: 'strict',
      limits: { unusedDays: 60, wideScopes: ['a'] },
      providers: { pulumi: { limits: { unusedDays: 50, wideScopes: ['b'] }, kinds: { team: { unusedDays: null } } } },
    })
    expect(limitsOf('gitlab', 'team')).toEqual({ ...packs.strict.limits, unusedDays: 60, wideScopes: ['a'] })
    expect(limitsOf('pulumi', 'personal')).toMatchObject({ unusedDays: 50, wideScopes: ['a', 'b'] })
    expect(limitsOf('pulumi', 'team').unusedDays).toBeNull()
    expect(limitsOf('constructor', 'toString').unusedDays).toBe(60)
  })

  it('turns a rule off, or makes it as bad as it says', () => {
    const one = token({ expiry: { kind: 'never' }, name: 'test' })
    const rules = book({ extends: 'strict', rules: { 'never-expires': 'critical', 'name-without-meaning': 'off' } })
    expect(judged([one], rules).findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['never-expires', 'critical'],
    ])
  })

  it('has a severity for every rule, in every pack', () => {
    for (const rule of ruleIds) {
      expect(packBook('issuer').severityOf(rule)).toBe(auditRules[rule].severity)
      expect(packBook('strict').severityOf(rule)).not.toBeNull()
    }
  })

  it('tells the longest lifetimes that it sets itself', () => {
    const [pulumi] = [...records.values()]
    const kind = pulumi?.tokenKinds[0]
    const key = `${pulumi?.id ?? ''}/${kind?.kind ?? ''}`
    expect(lifetimesUnder(packBook('issuer'), records.values())).toEqual({})
    expect(lifetimesUnder(packBook('strict'), records.values())[key]).toBe(90)
    expect(lifetimesUnder(book({ limits: { maxLifetimeDays: null } }), records.values())).toEqual({})
  })
})

describe('an exception', () => {
  const exception = { owner: 'Ada', reason: 'Until the move', until: '2026-06-15' }
  const one = token({ expiry: { kind: 'never' } })
  const endOfDay = Date.UTC(2026, 5, 16)
  const stateAt = (at: number, change: object = {}) =>
    judged([one], policyBook({ version: 1, exceptions: [{ ...exception, ...change }] }, 'x'), {}, at).findings[0]

  it.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin'])(
    'ends with its day in UTC, seen from %s',
    (zone) => {
      vi.stubEnv('TZ', zone)
      expect(lastMoment('2026-06-15')).toBe(endOfDay - 1)
      expect(stateAt(endOfDay - 1)).toMatchObject({
        state: 'excepted',
        exception: { owner: 'Ada', until: endOfDay - 1 },
      })
      expect(stateAt(endOfDay)).toMatchObject({ state: 'open', exception: { owner: 'Ada' } })
    },
  )

  it('lasts to a moment where it names one, and through leap days', () => {
    expect(lastMoment('2026-06-15T14:00:00+02:00')).toBe(now)
    expect(lastMoment('2028-02-29')).toBe(Date.UTC(2028, 2, 1) - 1)
  })

  it('counts while another one about the same has ended, whichever stands first', () => {
    const ended = { ...exception, until: '2020-01-01' }
    for (const exceptions of [
      [exception, ended],
      [ended, exception],
    ]) {
      const [finding] = judged([one], policyBook({ version: 1, exceptions }, 'x'), {}, endOfDay - 1).findings
      expect(finding).toMatchObject({ state: 'excepted', exception: { until: endOfDay - 1 } })
    }
  })

  it('does not count once it has ended, and is named then', () => {
    const rules = book({ extends: 'strict', exceptions: [{ ...exception, token: 'lap*', rules: ['unused'] }] })
    expect(judged([], rules, {}, endOfDay).endedExceptions).toEqual([
      { owner: 'Ada', reason: 'Until the move', until: endOfDay - 1, rules: ['unused'], about: 'lap*' },
    ])
    expect(judged([], rules, {}, endOfDay - 1).endedExceptions).toEqual([])
  })

  it.each([
    [{}, true],
    [{ rules: ['never-expires'] }, true],
    [{ rules: ['unused'] }, false],
    [{ provider: 'pulumi' }, true],
    [{ provider: 'gitlab' }, false],
    [{ account: 'Work', token: 'nightly*site' }, true],
    [{ account: 'Work', token: 'nightly' }, false],
    [{ account: 'Home', token: '*' }, false],
    [{ kind: 'personal' }, true],
    [{ kind: 'team' }, false],
    [{ tokenOwner: 'ada' }, true],
    [{ tokenOwner: 'bob' }, false],
    [{ token: 'issuer-1' }, true],
  ])('about %o covers a finding: %s', (change, covers) => {
    expect(stateAt(now, change)?.state).toBe(covers ? 'excepted' : 'open')
  })
})

describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['a*c', 'abc', true],
    ['a*c', 'abd', false],
    ['*b*', 'abc', true],
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['a.c', 'abc', false],
    ['a**', 'a', true],
    ['', '', true],
  ])('%s fits %s: %s', (pattern, text, fits) => {
    expect(matches(pattern, text)).toBe(fits)
  })

  it('fits what it was made of, with any part left out', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        expect(matches(`${a}*${c}`, `${a}${b}${c}`)).toBe(true)
      }),
    )
  })

  it('comes to an end with many stars', () => {
    expect(matches('*a'.repeat(140), `${'a'.repeat(2000)}b`)).toBe(false)
  })
})

it('a day is 24 hours where clocks change too', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  const afterChange = Date.UTC(2026, 2, 29, 12)
  const due = token({
    expiry: { kind: 'at', at: afterChange },
    created: { kind: 'unknown' },
    lastUsed: { kind: 'unknown' },
  })
  const weekly = book({ extends: 'strict', limits: { dueDays: 7 } })
  expect(judged([due], weekly, {}, afterChange - 7 * day).findings).toHaveLength(1)
  expect(judged([due], weekly, {}, afterChange - 7 * day - 1).findings).toHaveLength(0)
})
