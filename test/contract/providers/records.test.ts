import { describe, expect, it } from 'vitest'
import { operationNames, providerRecordSchema, type ProviderRecord, type TextRule } from '#shared/model/provider'
import { isEndless } from '#shared/rules/form'
import { recognise } from '#shared/rules/recognise'
import { Failure } from '#main/ports/failure'
import { Secret } from '#main/ports/secret'
import { createProviders, otherRecord } from '#main/providers/index'
import { sessions } from './sessions.ts'
import { failureOf, unusedPorts } from './support.ts'

const providers = createProviders(unusedPorts)
const records = [...providers.map(({ record }) => record), otherRecord]
const eachRecord = records.map((record) => [record.id, record] as const)
const eachProvider = providers.map((provider) => [provider.record.id, provider] as const)

function textRules(record: ProviderRecord): TextRule[] {
  return record.tokenKinds.flatMap(({ form }) => [form.name, form.description].filter((rule) => rule !== undefined))
}

it('gives every record an id of its own', () => {
  expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
})

it.each(eachProvider)('connects %s to the session that these tests are about', async (id, { connect }) => {
  const made = sessions[id]?.(unusedPorts, 'https://example.com', new Secret('EXAMPLE'))
  expect(made).toBeDefined()
  const session = await connect('https://example.com', new Secret('EXAMPLE'))
  // Functions of one module have one source; those of another provider differ.
  expect(session.identify.toString()).toBe(made?.identify.toString())
  expect(Object.keys(session)).toEqual(Object.keys(made ?? {}))
})

describe.each(eachRecord)('the record of %s', (_id, record) => {
  it('is data of the catalogue’s shape', () => {
    expect(providerRecordSchema.parse(structuredClone(record))).toEqual(record)
  })

  it('has token kinds, each named once', () => {
    expect(record.tokenKinds.length).toBeGreaterThan(0)
    expect(new Set(record.tokenKinds.map(({ kind }) => kind)).size).toBe(record.tokenKinds.length)
  })

  const supports = [
    ...record.tokenKinds.flatMap(({ support }) => [support.list, ...operationNames.map((name) => support[name])]),
    record.auditLog.support,
    record.revokeAll,
    record.revokeByValue.support,
  ]

  it('gives a reason wherever something is not native', () => {
    for (const support of supports) {
      expect(support.how === 'native' || /^[A-Z].{20,}\.$/.test(support.reason), JSON.stringify(support)).toBe(true)
    }
  })

  it('guides by pages of the console, with places that can be filled in, and by sentences', () => {
    const places = ['name', 'description', 'scopes', 'owner', 'token', 'days', 'date']
    for (const support of supports) {
      if (support.how !== 'guided') continue
      const { page, steps } = support.guide
      expect(page).toMatch(/^(?:|\/[^/\s][^\s]*)$/)
      for (const [, place] of page.matchAll(/\{([^}]*)\}/g)) expect(places).toContain(place)
      for (const step of steps) expect(step).toMatch(/^[A-Z].{5,}\.$/)
    }
  })

  it('recognises the secret that it shows as an example, and nothing empty', () => {
    if (record.shapes.length > 0) expect(recognise(record.secret.placeholder, [record])).not.toEqual([])
    expect(recognise('', [record])).toEqual([])
    const kinds = record.tokenKinds.map(({ kind }) => kind)
    for (const { kind } of record.shapes) if (kind !== null) expect(kinds).toContain(kind)
  })

  it('offers exports of an audit log only where it has one', () => {
    const { support, exports, namesTokens } = record.auditLog
    if (support.how === 'none') expect({ exports, namesTokens }).toEqual({ exports: [], namesTokens: false })
  })

  it('says against what it was verified', () => {
    expect(record.verified.sources.length > 0).toBe(record.verified.by !== 'nothing')
  })

  it('describes its secrets by a pattern that its placeholder fits and other text does not', () => {
    const pattern = new RegExp(record.secret.pattern)
    expect(record.secret.placeholder).toMatch(pattern)
    expect(record.secret.placeholder.startsWith(record.secret.prefix)).toBe(true)
    expect('').not.toMatch(pattern)
  })

  it('has rules for text that can be met', () => {
    for (const rule of textRules(record)) {
      expect(rule.min).toBeGreaterThanOrEqual(rule.required ? 1 : 0)
      expect(rule.max).toBeGreaterThan(rule.min)
      expect(rule.says).not.toBe('')
      const pattern = new RegExp(rule.pattern ?? '')
      expect('a'.repeat(Math.max(1, rule.min))).toMatch(pattern)
      expect('a'.repeat(rule.max)).toMatch(pattern)
    }
  })

  it('offers only expiry presets that its own limit allows, the default among them', () => {
    for (const { form } of record.tokenKinds) {
      const { presetDays, defaultDays, maxDays } = form.expiry
      if (isEndless(form.expiry)) continue
      expect(presetDays).toContain(defaultDays)
      expect(Math.max(...presetDays)).toBeLessThanOrEqual(maxDays ?? Infinity)
    }
  })

  it('has a default among its choices of scopes', () => {
    for (const { form } of record.tokenKinds) {
      if (form.scopes)
        expect(form.scopes.choices.map(({ id }) => id)).toEqual(expect.arrayContaining(form.scopes.default))
    }
  })

  it('names https origins only', () => {
    for (const address of record.instances.flatMap(({ origin, console }) => [origin, console])) {
      expect(address).toBe(new URL(address).origin)
      expect(new URL(address).protocol).toBe('https:')
    }
  })
})

describe.each(eachProvider)('%s', (_id, provider) => {
  const { record } = provider

  it('resolves its instances to themselves', () => {
    for (const { origin, console } of record.instances) {
      expect(provider.resolve(origin)).toEqual({ origin, console })
      // Regions can share their pages: their address stands for the first one.
      const first = record.instances.find((instance) => instance.console === console)
      expect(provider.resolve(console)).toEqual({ origin: first?.origin, console })
    }
  })

  it('resolves the example it shows for an address of one’s own', () => {
    const resolved = provider.resolve(record.custom?.placeholder ?? record.instances[0]!.origin)
    expect(resolved.origin).toMatch(/^https:\/\//)
    expect(provider.resolve(resolved.origin)).toEqual(resolved)
  })

  it('takes a server on this computer as it is', () => {
    const here = 'http://127.0.0.1:8123'
    expect(provider.resolve(here)).toEqual({ origin: here, console: here })
  })

  it('refuses a path in an address, or keeps the whole of it', () => {
    const address = 'https://example.com/some/path'
    const kept = (): string | undefined => {
      try {
        return provider.resolve(address).origin
      } catch {
        return undefined
      }
    }
    expect([undefined, address]).toContain(kept())
    for (const { origin } of record.instances) {
      expect(() => provider.resolve(`${origin}/some/path`)).toThrow(Failure)
    }
  })

  it.each(['http://example.com', 'https://ada@example.com', 'https://example.com/a/../b', 'ftp://example.com', ''])(
    'refuses the address %j',
    async (address) => {
      expect(await failureOf(() => Promise.resolve(provider.resolve(address)))).toMatchObject({
        kind: 'origin-refused',
      })
    },
  )

  it('has https pages on the console of its instances', () => {
    for (const { console } of record.instances) {
      expect(new URL(provider.page(console, null) ?? console).origin).toBe(console)
      expect(new URL(record.newTokenPath, console).origin).toBe(console)
    }
  })
})
