import { describe, expect, it } from 'vitest'
import { packBook } from '#main/audit/index'
import type { TokenFacts } from '#main/audit/facts'
import { ruleIds, type RuleId } from '#shared/model/finding'
import type { Place } from '#shared/model/place'
import type { Token } from '#shared/model/token'
import { evidenceText } from '#shared/text/findings'
import { auditRules } from '#shared/rules/audit-rules'
import { acme, platformTeam, samplePlace } from '#test/support/sample'
import { book, day, evidence, held, judged, now, records, rulesOn, strict, token } from './kit.ts'

const at = (days: number): { kind: 'at'; at: number } => ({ kind: 'at', at: now + days * day })
const never = { kind: 'never' } as const
const unknown = { kind: 'unknown' } as const
const file = (change: Partial<Place> = {}): Place =>
  samplePlace({ where: { kind: 'file', path: '/home/ada/.npmrc', format: 'npmrc' }, ...change })
const seen = (value: NonNullable<Place['seen']>['value']) => ({ seen: { at: now - day, value } })

type Row = readonly [says: string, rule: RuleId, finds: boolean, one: TokenFacts]

/** Limits of the strict policy: 90 days of life and age, 30 without a use, 7 to the first, 30 to the end. */
const table: readonly Row[] = [
  ['the moment it expires', 'expired-kept', true, token({ expiry: at(0) })],
  ['a millisecond before', 'expired-kept', false, token({ expiry: { kind: 'at', at: now + 1 } })],
  ['after it was revoked', 'expired-kept', false, token({ expiry: at(-1), state: 'revoked' })],
  ['exactly 30 days before its end', 'due-soon', true, token({ expiry: at(30) })],
  ['a millisecond earlier', 'due-soon', false, token({ expiry: { kind: 'at', at: now + 30 * day + 1 } })],
  ['when it is over', 'due-soon', false, token({ expiry: at(0) })],
  ['of an unknown end', 'due-soon', false, token({ expiry: unknown })],
  ['without an end', 'never-expires', true, token({ expiry: never })],
  ['of an unknown end', 'never-expires', false, token({ expiry: unknown })],
  ['made for 91 days', 'lifetime-too-long', true, token({ created: at(-11), expiry: at(80) })],
  ['made for 90 days', 'lifetime-too-long', false, token({ created: at(-10), expiry: at(80) })],
  ['of unknown age', 'lifetime-too-long', false, token({ created: unknown, expiry: at(400) })],
  ['older than 90 days', 'too-old', true, token({ created: { kind: 'at', at: now - 90 * day - 1 } })],
  ['exactly 90 days old', 'too-old', false, token({ created: at(-90) })],
  ['of unknown age', 'too-old', false, token({ created: unknown })],
  [
    'with a secret that was made here lately',
    'too-old',
    false,
    token({ created: at(-300) }, { held: { ...held(), proof: 'made-here' } }),
  ],
  ['a week old and never used', 'never-used', true, token({ created: at(-7), lastUsed: never })],
  ['younger than a week', 'never-used', false, token({ created: at(-6), lastUsed: never })],
  ['of unknown age', 'never-used', false, token({ created: unknown, lastUsed: never })],
  ['of which uses are not known', 'never-used', false, token({ created: at(-50), lastUsed: unknown })],
  [
    'a week old, as it was known when it was younger',
    'never-used',
    false,
    token({ created: at(-7), lastUsed: never, asOf: now - day }),
  ],
  ['unused for 30 days', 'unused', true, token({ lastUsed: at(-30) })],
  ['used 29 days ago', 'unused', false, token({ lastUsed: at(-29) })],
  ['of which uses are not known', 'unused', false, token({ lastUsed: unknown })],
  ['of which nobody knows the last days', 'unused', false, token({ lastUsed: at(-30), asOf: now - day })],
  ['an administrator’s', 'too-many-rights', true, token({ admin: true })],
  ['with full access', 'too-many-rights', true, token({ scopes: { kind: 'full' } })],
  ['with a few scopes', 'too-many-rights', false, token()],
  ['with unknown scopes', 'too-many-rights', false, token({ scopes: unknown })],
  ['typed without an owner', 'no-owner', true, token({ owner: { kind: 'me', id: '', name: '' } })],
  ['with an owner', 'no-owner', false, token()],
  ['revoked, with its secret', 'revoked-kept', true, token({ state: 'revoked', goneAt: now }, { held: held() })],
  ['revoked, without', 'revoked-kept', false, token({ state: 'revoked', goneAt: now })],
  ['gone, with its secret', 'gone-kept', true, token({ state: 'gone', goneAt: now }, { held: held() })],
  ['gone, without', 'gone-kept', false, token({ state: 'gone', goneAt: now })],
  ['seen in a file', 'plain-text', true, token({}, { places: [file(seen('current'))] })],
  ['said to be in a file nobody looked into', 'plain-text', false, token({}, { places: [file()] })],
  ['not in the file any more', 'plain-text', false, token({}, { places: [file(seen('absent'))] })],
  ['older than what is in the file', 'plain-text', false, token({}, { places: [file(seen('other'))] })],
  ['a variable of a CI system', 'plain-text', false, token({}, { places: [samplePlace()] })],
  ['one that was looked at', 'plain-text', false, token({}, { places: [samplePlace(seen('current'))] })],
  [
    'the successor in a file',
    'plain-text',
    true,
    token({}, { places: [file({ ...seen('successor'), tokenId: 'old', replaced: { at: now, by: 'token-1' } })] }),
  ],
  ['in two places', 'same-secret', true, token({}, { places: [file(seen('current')), samplePlace({ id: 'p2' })] })],
  ['in one place', 'same-secret', false, token({}, { places: [samplePlace()] })],
  [
    'in one place, and said to be in a file that has another',
    'same-secret',
    false,
    token({}, { places: [samplePlace(), file({ ...seen('other'), id: 'p2' })] }),
  ],
  ['told to be leaked', 'leaked', true, token({ leaked: { at: now - day } })],
  ['leaked, and revoked since', 'leaked', false, token({ leaked: { at: now - day }, state: 'revoked' })],
]

describe('a rule', () => {
  it.each(table)('of a token %s: %s finds it: %s', (_says, rule, finds, one) => {
    expect(rulesOn(one).includes(rule)).toBe(finds)
  })

  it('has a row in the table that finds something, or a test of its own', () => {
    const own: readonly RuleId[] = ['owner-left', 'weak-storage', 'name-without-meaning']
    const shown = new Set([...table.filter(([, , finds]) => finds).map(([, rule]) => rule), ...own])
    expect([...shown].sort()).toEqual([...ruleIds].sort())
    expect(Object.keys(auditRules).sort()).toEqual([...ruleIds].sort())
  })

  it('objects to nothing about a sound token, nor about one of which nothing is known', () => {
    expect(rulesOn(token())).toEqual([])
    expect(rulesOn(token({ created: unknown, lastUsed: unknown, expiry: unknown, scopes: unknown }))).toEqual([])
  })

  it('of what a person has typed is no fact of the issuer’s', () => {
    const typed = { ...at(5), by: 'typed' } as const
    const says = { fact: 'expires', at: typed.at, by: 'typed', text: 'typed by hand', asOf: null } as const
    expect(evidence('due-soon', token({ expiry: typed, asOf: now - day }))?.[0]).toEqual(says)
    expect(evidence('due-soon', token({ expiry: at(5), asOf: now - day }))?.[0]).toMatchObject({ asOf: now - day })
    const long = evidence('lifetime-too-long', token({ created: at(-100), expiry: typed }))
    expect(long).toContainEqual(says)
    expect(evidenceText(says, now)).toMatch(/^Expires on .*, typed by hand$/)
  })

  it('tells how old each fact of a provider’s is', () => {
    const found = evidence('unused', token({ lastUsed: at(-40), asOf: now - 2 * day }))
    expect(found).toEqual([
      { fact: 'last-used', at: now - 40 * day, days: 38, asOf: now - 2 * day },
      { fact: 'limit', days: 30, asOf: null },
    ])
  })
})

it('of uses finds nothing where the provider does not tell of them, whatever it says', () => {
  const record = records.get('pulumi')!
  const tokenKinds = record.tokenKinds.map((kind) => ({ ...kind, tells: { ...kind.tells, lastUsed: false } }))
  const providers = new Map([['pulumi', { ...record, tokenKinds }]])
  for (const lastUsed of [never, at(-300)]) {
    expect(rulesOn(token({ created: at(-30), lastUsed }), strict, { providers })).toEqual([])
  }
})

describe('the lag of a provider', () => {
  const lagging = (one: Partial<Token>): ReturnType<typeof judged> => {
    const [record] = [...new Map(judgedRecords()).values()]
    if (record === undefined) throw new Error('there is no record')
    const tokenKinds = record.tokenKinds.map((kind) => ({ ...kind, tells: { ...kind.tells, lastUsedLag: 24 * 60 } }))
    return judged([token(one)], strict, { providers: new Map([['pulumi', { ...record, tokenKinds }]]) })
  }

  it('is waited for: what was used 30 days ago may have been used since', () => {
    expect(lagging({ lastUsed: at(-30) }).findings).toEqual([])
    const [found] = lagging({ lastUsed: at(-31) }).findings
    expect(found?.evidence).toContainEqual({ fact: 'lag', days: 1, asOf: null })
  })
})

function judgedRecords() {
  return [['pulumi', records.get('pulumi')!]] as const
}

describe('what cannot be avoided', () => {
  const [endless] = [...records.values()].flatMap(({ id, tokenKinds }) =>
    tokenKinds.filter(({ form }) => form.expiry.presetDays.length === 0).map(({ kind }) => ({ provider: id, kind })),
  )

  it('is no finding by the issuers’ limits, and one by the strict policy', () => {
    const kinds = records.get('pulumi')!.tokenKinds.map((kind) => ({
      ...kind,
      form: {
        ...kind.form,
        expiry: { ...kind.form.expiry, never: true, presetDays: [] },
        scopes: undefined,
        role: false,
      },
    }))
    const providers = new Map([['pulumi', { ...records.get('pulumi')!, tokenKinds: kinds }]]) as typeof records
    const one = token({ expiry: never, scopes: { kind: 'full' } })
    expect(rulesOn(one, packBook('issuer'), { providers })).toEqual([])
    expect(rulesOn(one, strict, { providers })).toEqual(['never-expires', 'too-many-rights'])
    expect(endless).toBeUndefined()
  })
})

describe('rights', () => {
  it('are too many with scopes that the record or the policy calls wide, which are named', () => {
    const wide = book({ limits: { wideScopes: ['admin:org'] } })
    const one = token({ scopes: { kind: 'listed', names: ['read', 'admin:org'] } })
    expect(evidence('too-many-rights', one, wide)).toEqual([{ fact: 'rights', text: 'admin:org', asOf: now }])
    expect(evidence('too-many-rights', one, book({}))).toBeNull()
  })
})

describe('an owner', () => {
  const members = {
    accountId: 'account-pulumi',
    organization: 'acme',
    organizationName: 'Acme',
    names: new Set(['ada', 'ada@acme.example']),
    namesCreators: true,
    asOf: now - day,
  }
  const made = (createdBy: string, owner = platformTeam): TokenFacts => token({ owner, createdBy })

  it('has left when a whole list has none of their names, by whatever letters', () => {
    expect(evidence('owner-left', made('bob'), strict, { members: [members] })).toEqual([
      { fact: 'owner', text: 'bob (Acme)', asOf: now - day },
    ])
    expect(evidence('owner-left', made('ADA@acme.example'), strict, { members: [members] })).toBeNull()
    expect(evidence('owner-left', made('bob', acme), strict, { members: [members] })).not.toBeNull()
    // One letter, and the same one made of two.
    const zoe = { ...members, names: new Set(['zo\u00eb']) }
    expect(evidence('owner-left', made('Zoe\u0308'), strict, { members: [zoe] })).toBeNull()
  })

  it('has not left where no list is known, where creators are named otherwise, and where nobody is named', () => {
    expect(evidence('owner-left', made('bob'))).toBeNull()
    const elsewhere = [{ ...members, organization: 'beta' }]
    expect(evidence('owner-left', made('bob'), strict, { members: elsewhere })).toBeNull()
    const otherNames = [{ ...members, namesCreators: false }]
    expect(evidence('owner-left', made('bob'), strict, { members: otherNames })).toBeNull()
    expect(evidence('owner-left', token({ owner: acme }), strict, { members: [members] })).toBeNull()
  })

  it('has not left because of a list that is older than the token', () => {
    const one = token({ owner: platformTeam, createdBy: 'bob', created: at(-2) })
    expect(evidence('owner-left', one, strict, { members: [{ ...members, asOf: now - 3 * day }] })).toBeNull()
  })

  it('is nobody where all who took care of it are gone', () => {
    const robot = { kind: 'service-account', id: 'robot', name: 'robot', organization: 'acme' } as const
    const stewards = { accountId: 'account-pulumi', owner: 'service-account:robot', asOf: now }
    const one = token({ owner: robot })
    expect(evidence('no-owner', one, strict, { stewards: [{ ...stewards, people: [] }] })).toEqual([
      { fact: 'owner', text: 'robot', asOf: now },
    ])
    expect(evidence('no-owner', one, strict, { stewards: [{ ...stewards, people: ['ada'] }] })).toBeNull()
  })
})

describe('the same secret', () => {
  const other = (change: Partial<Token> = {}) =>
    token({ id: 'token-2', issuerId: 'issuer-2', name: 'other', ...change })

  it('is found on each of the tokens that have it, and names the others', () => {
    const { findings } = judged([token({}, { held: held() }), { ...other(), held: held() }, other({ id: 'token-3' })])
    expect(findings.map(({ rule, subject }) => [rule, subject.tokenId])).toEqual([
      ['same-secret', 'token-1'],
      ['same-secret', 'token-2'],
    ])
    expect(findings[0]?.evidence).toEqual([{ fact: 'same-as', text: 'other (Work)', asOf: null }])
  })

  it('is not found where two accounts see one token of an issuer', () => {
    const twice = { ...other({ issuerId: 'issuer-1', accountId: 'account-2' }), held: held() }
    expect(judged([token({}, { held: held() }), twice]).findings).toEqual([])
  })

  it('is found where another account signs in with it, and not where its own does', () => {
    const account = { provider: 'pulumi', fingerprint: 'print-1', ownTokenId: null, checkedAt: now }
    const own = new Map([['account-pulumi', { ...account, id: 'account-pulumi', name: 'Work' }]])
    expect(evidence('same-secret', token({}, { held: held() }), strict, { accounts: own })).toBeNull()
    const two = new Map([...own, ['account-2', { ...account, id: 'account-2', name: 'Home' }]])
    const found = evidence('same-secret', token({}, { held: held() }), strict, { accounts: two })
    expect(found).toEqual([{ fact: 'same-as', text: 'Home', asOf: null }])
  })
})

describe('the vault', () => {
  const keystore = { level: 'weak', platform: 'linux', tag: 'v10', store: 'no keyring' } as const
  const vault = { storage: 'disk', slots: ['os'], keystore } as const

  it.each([
    ['opens by a publicly known key', vault, true],
    ['needs a passphrase too', { ...vault, slots: ['os-passphrase'] as const }, false],
    ['is in memory only', { ...vault, storage: 'session' as const }, false],
    ['has a keystore of which nobody knows', { ...vault, keystore: { ...keystore, level: 'unknown' as const } }, false],
    ['is sealed well', { ...vault, keystore: { ...keystore, level: 'strong' as const } }, false],
  ])('that %s is weak: %s', (_says, one, finds) => {
    const { findings } = judged([], strict, { vault: one })
    expect(findings.map(({ rule }) => rule)).toEqual(finds ? ['weak-storage'] : [])
  })
})

describe('a name', () => {
  it.each([
    'token',
    'Test 2',
    'my-token',
    'asdf',
    'aaaa',
    '123',
    '?',
    'issuer-1',
    'ac3f1e7a-0000-4000-8000-00000000abcd',
  ])('%s says nothing', (name) => {
    expect(rulesOn(token({ name, description: '' }))).toEqual(['name-without-meaning'])
  })

  it.each(['ci', 'laptop', 'deploy token', '本番', '鍵', 'Ωmega'])('%s says something', (name) => {
    expect(rulesOn(token({ name }))).toEqual([])
  })

  it('may be made up for by a description', () => {
    expect(rulesOn(token({ name: 'token', description: 'publishes the docs' }))).toEqual([])
  })
})
