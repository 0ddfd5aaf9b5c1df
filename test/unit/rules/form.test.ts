import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import type { TextRule, TokenKind } from '#shared/model/provider'
import {
  checkChanges,
  checkDraft,
  checkRegeneration,
  expiryFromPreset,
  longestDays,
  offersNever,
  presetsFor,
  successorName,
  tidy,
} from '#shared/rules/form'

const now = Date.UTC(2027, 2, 1, 12, 0, 30)
const day = 86_400_000
const open = { now, maxDays: null }

const nameRule: TextRule = {
  label: 'Name',
  required: true,
  min: 3,
  max: 40,
  pattern: '^[a-zA-Z0-9_-]+$',
  says: 'Letters, digits, hyphens and underscores.',
  unique: 'forever',
  editable: true,
}

/** An organization's kind: unique names, optional expiry up to two years, roles and an admin flag. */
const organizationKind: TokenKind = {
  kind: 'organization',
  label: 'Organization token',
  owner: 'organization',
  form: {
    name: nameRule,
    description: {
      label: 'Description',
      required: false,
      min: 0,
      max: 200,
      says: '',
      unique: 'no',
      editable: false,
    },
    expiry: { required: false, never: true, presetDays: [90, 7, 30, 730], defaultDays: 30, maxDays: 730, says: '' },
    role: true,
    admin: { label: 'Admin', says: '' },
  },
  support: {
    list: { how: 'native' },
    create: { how: 'native' },
    update: { how: 'none', reason: 'no' },
    regenerate: { how: 'emulated', reason: 'no call for it' },
    revoke: { how: 'native' },
  },
  tells: { lastUsed: true, created: true, expiry: true },
}

/** A person's kind: any name, expiry required, two sets of scopes, native update and regenerate. */
const personalKind: TokenKind = {
  kind: 'personal',
  label: 'Personal token',
  owner: 'me',
  form: {
    name: { ...nameRule, unique: 'no', pattern: '^[a-zA-Z0-9-_ ]{3,63}$', max: 63 },
    expiry: { required: true, never: false, presetDays: [7, 30], defaultDays: 30, maxDays: null, says: '' },
    scopes: {
      many: false,
      required: true,
      fromProvider: false,
      choices: [
        { id: 'none', label: 'No access', says: '', scopes: [] },
        { id: 'full', label: 'Full access', says: '', scopes: ['function:*', 'resource:default'] },
      ],
      default: ['none'],
      editable: true,
    },
    role: false,
  },
  support: {
    list: { how: 'native' },
    create: { how: 'native' },
    update: { how: 'native' },
    regenerate: { how: 'native' },
    revoke: { how: 'native' },
  },
  tells: { lastUsed: false, created: true, expiry: true },
}

const draft: Draft = { name: 'deploy', expiry: { kind: 'at', at: now + 30 * day } }

describe('checkDraft', () => {
  it('finds nothing wrong with a draft that follows the rules', () => {
    expect(checkDraft(organizationKind, { ...draft, description: 'for CI', roleId: 'r1', admin: true }, open)).toEqual(
      [],
    )
    expect(checkDraft(personalKind, { ...draft, scopes: ['full'] }, open)).toEqual([])
  })

  it.each([
    ['nothing', '', 'required'],
    ['blanks only', '   ', 'required'],
    ['two characters', 'ab', 'too-short'],
    ['41 characters', 'a'.repeat(41), 'too-long'],
    ['a blank inside', 'de ploy', 'pattern'],
    ['a line break', 'de\nploy', 'one-line'],
    ['a line separator', 'de\u2028ploy', 'one-line'],
  ])('refuses a name of %s', (_what, name, problem) => {
    expect(checkDraft(organizationKind, { ...draft, name }, open)).toEqual([{ field: 'name', problem }])
  })

  it('checks the name without the blanks at its ends, as it is sent', () => {
    expect(checkDraft(organizationKind, { ...draft, name: '  deploy ' }, open)).toEqual([])
    expect(tidy({ ...draft, name: '  deploy ' }).name).toBe('deploy')
  })

  it('counts characters, not code units', () => {
    const kind = { ...organizationKind, form: { ...organizationKind.form, name: withoutPattern } }
    expect(checkDraft(kind, { ...draft, name: '🔑'.repeat(40) }, open)).toEqual([])
    expect(checkDraft(kind, { ...draft, name: '🔑'.repeat(41) }, open)).toEqual([
      { field: 'name', problem: 'too-long' },
    ])
  })

  it('refuses a field the kind does not have', () => {
    expect(
      checkDraft(personalKind, { ...draft, description: 'x', roleId: 'r1', admin: true, scopes: ['all'] }, open),
    ).toEqual([
      { field: 'description', problem: 'not-offered' },
      { field: 'scopes', problem: 'not-offered' },
      { field: 'role', problem: 'not-offered' },
      { field: 'admin', problem: 'not-offered' },
    ])
  })

  it('takes an admin flag that is off, and an empty description, where there is no such field', () => {
    expect(checkDraft(personalKind, { ...draft, admin: false, description: '' }, open)).toEqual([])
  })

  it('refuses an expiry in the past or at this very moment', () => {
    for (const at of [now, now - 1, 0]) {
      expect(checkDraft(personalKind, { ...draft, expiry: { kind: 'at', at } }, open)).toEqual([
        { field: 'expiry', problem: 'past' },
      ])
    }
  })

  it("refuses an expiry beyond the provider's limit or beyond the organization's", () => {
    const at = (days: number) => ({ ...draft, expiry: { kind: 'at' as const, at: now + days * day + 1 } })
    expect(checkDraft(organizationKind, at(729), open)).toEqual([])
    expect(checkDraft(organizationKind, at(730), open)).toEqual([{ field: 'expiry', problem: 'too-far' }])
    expect(checkDraft(organizationKind, at(90), { now, maxDays: 90 })).toEqual([
      { field: 'expiry', problem: 'too-far' },
    ])
    expect(checkDraft(organizationKind, at(89), { now, maxDays: 90 })).toEqual([])
  })

  it('takes "never" only where the provider has it and the organization sets no limit', () => {
    const never = { ...draft, expiry: { kind: 'never' as const } }
    expect(checkDraft(organizationKind, never, open)).toEqual([])
    expect(checkDraft(organizationKind, never, { now, maxDays: 365 })).toEqual([{ field: 'expiry', problem: 'never' }])
    expect(checkDraft(personalKind, never, open)).toEqual([{ field: 'expiry', problem: 'never' }])
  })

  it('finds every problem at once, in the order of the fields', () => {
    const problems = checkDraft(organizationKind, { name: '', scopes: ['x'], expiry: { kind: 'at', at: 1 } }, open)
    expect(problems.map((problem) => problem.field)).toEqual(['name', 'expiry', 'scopes'])
  })

  it('passes any name the rule describes and any expiry inside the limit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9_-]{3,40}$/), fc.integer({ min: 1, max: 730 * day }), (name, ahead) => {
        expect(checkDraft(organizationKind, { name, expiry: { kind: 'at', at: now + ahead } }, open)).toEqual([])
      }),
    )
  })

  it('never throws and never lets a name through that the rule forbids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const fine = /^[a-zA-Z0-9_-]{3,40}$/.test(name.trim())
        expect(checkDraft(organizationKind, { ...draft, name }, open).length === 0).toBe(fine)
      }),
    )
  })
})

const withoutPattern: TextRule = {
  label: 'Name',
  required: true,
  min: 3,
  max: 40,
  says: '',
  unique: 'no',
  editable: true,
}

describe('expiryFromPreset', () => {
  it('is at most a minute earlier than so many days from now, never later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 4000 }), (at, days) => {
        const early = at + days * day - expiryFromPreset(days, at)
        expect(early).toBeGreaterThanOrEqual(0)
        expect(early).toBeLessThan(60_000)
      }),
    )
  })

  it('passes the check at the limit itself, also when main checks a little later', () => {
    const expiry = { kind: 'at' as const, at: expiryFromPreset(730, now) }
    expect(checkDraft(organizationKind, { ...draft, expiry }, open)).toEqual([])
    expect(checkDraft(organizationKind, { ...draft, expiry }, { now: now + 5000, maxDays: null })).toEqual([])
  })
})

describe('what the form offers', () => {
  const rule = organizationKind.form.expiry

  it('uses the stricter limit', () => {
    expect(longestDays(rule, null)).toBe(730)
    expect(longestDays(rule, 90)).toBe(90)
    expect(longestDays(rule, 3650)).toBe(730)
    expect(longestDays(personalKind.form.expiry, 90)).toBe(90)
    expect(longestDays(personalKind.form.expiry, null)).toBeNull()
  })

  it('offers presets shortest first, and none beyond the limit', () => {
    expect(presetsFor(rule, null)).toEqual([7, 30, 90, 730])
    expect(presetsFor(rule, 45)).toEqual([7, 30])
    expect(presetsFor(rule, 1)).toEqual([])
  })

  it('offers "never" only without a limit of the organization', () => {
    expect(offersNever(rule, null)).toBe(true)
    expect(offersNever(rule, 90)).toBe(false)
    expect(offersNever(personalKind.form.expiry, null)).toBe(false)
  })

  it('offers "never" where an expiry is required but may be said as never', () => {
    expect(offersNever({ ...rule, required: true }, null)).toBe(true)
  })
})

describe('checkRegeneration', () => {
  it('asks only for the expiry where the provider regenerates by itself', () => {
    expect(checkRegeneration(personalKind, 'deploy', { expiry: draft.expiry }, open)).toEqual([])
    expect(checkRegeneration(personalKind, 'deploy', { expiry: { kind: 'never' } }, open)).toEqual([
      { field: 'expiry', problem: 'never' },
    ])
  })

  it('wants a new name for the successor where names stay reserved', () => {
    expect(checkRegeneration(organizationKind, 'deploy', { ...draft, name: ' deploy ' }, open)).toEqual([
      { field: 'name', problem: 'same-name' },
    ])
    expect(checkRegeneration(organizationKind, 'deploy', { ...draft, name: 'deploy-2' }, open)).toEqual([])
  })

  it('reports one problem for a name that is empty', () => {
    expect(checkRegeneration(organizationKind, '', { ...draft, name: '' }, open)).toEqual([
      { field: 'name', problem: 'required' },
    ])
  })
})

describe('successorName', () => {
  it.each([
    ['deploy', 'deploy-2'],
    ['deploy-2', 'deploy-3'],
    ['deploy-9', 'deploy-10'],
    ['ci-2027-01', 'ci-2027-02'],
    ['a'.repeat(40), `${'a'.repeat(38)}-2`],
  ])('suggests for %s', (old, wanted) => {
    expect(successorName(old, nameRule)).toBe(wanted)
  })

  it('follows the rule and differs from the old name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9_-]{3,40}$/), (old) => {
        const name = successorName(old, nameRule)
        expect(checkRegeneration(organizationKind, old, { ...draft, name }, open).filter(notLength)).toEqual([])
      }),
    )
  })
})

/** A stem that is nothing but a number may leave a name that is too short; the form says so and the person types. */
const notLength = (problem: { problem: string }) => problem.problem !== 'too-short'

describe('checkChanges', () => {
  it('leaves absent fields alone', () => {
    expect(checkChanges(personalKind, { name: 'other name' })).toEqual([])
    expect(checkChanges(personalKind, { scopes: ['full'] })).toEqual([])
  })

  it('refuses what cannot be changed, what is not there, and what breaks the rule', () => {
    expect(checkChanges(organizationKind, { description: 'x' })).toEqual([
      { field: 'description', problem: 'not-editable' },
    ])
    expect(checkChanges(personalKind, { description: 'x' })).toEqual([{ field: 'description', problem: 'not-offered' }])
    expect(checkChanges(personalKind, { name: '', scopes: ['some'] })).toEqual([
      { field: 'name', problem: 'required' },
      { field: 'scopes', problem: 'not-offered' },
    ])
    expect(checkChanges(organizationKind, { scopes: ['full'] })).toEqual([{ field: 'scopes', problem: 'not-offered' }])
  })

  it('says when nothing is changed', () => {
    expect(checkChanges(personalKind, {})).toEqual([{ field: 'name', problem: 'unchanged' }])
  })
})
