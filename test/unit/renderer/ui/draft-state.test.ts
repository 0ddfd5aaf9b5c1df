import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TokenKind } from '#shared/model/provider'
import { offersNever, presetsFor } from '#shared/rules/form'
import {
  draftLike,
  draftOf,
  emptyDraft,
  type ExpiryChoice,
  expiryOf,
  fieldOfError,
  fittingExpiry,
} from '#renderer/ui/forms/draft-state'
import { scopesChoice } from '#shared/rules/successor'
import { acme, sampleCatalogue, sampleNow, sampleRow } from '#test/support/sample'

function kindOf(provider: string, kind: string): TokenKind {
  const found = sampleCatalogue.find(({ id }) => id === provider)?.tokenKinds.find((one) => one.kind === kind)
  if (!found) throw new Error('no such kind')
  return found
}
const organization = kindOf('pulumi', 'organization')
const personal = kindOf('gitpod', 'personal')

describe('fittingExpiry', () => {
  const choices: fc.Arbitrary<ExpiryChoice> = fc.oneof(
    fc.constantFrom(7, 30, 90, 400).map((days) => ({ kind: 'preset' as const, days })),
    fc.constant({ kind: 'never' as const }),
    fc.constantFrom(null, '2027-01-01').map((day) => ({ kind: 'date' as const, day })),
  )

  it('gives only what the form offers', () => {
    fc.assert(
      fc.property(choices, fc.option(fc.integer({ min: 1, max: 800 })), (choice, maxDays) => {
        const fitting = fittingExpiry(choice, organization, maxDays)
        const rule = organization.form.expiry
        if (fitting.kind === 'preset') expect(presetsFor(rule, maxDays)).toContain(fitting.days)
        if (fitting.kind === 'never') expect(offersNever(rule, maxDays)).toBe(true)
      }),
    )
  })

  it('leaves a choice that is possible, and takes the longest possible one for another', () => {
    expect(fittingExpiry({ kind: 'preset', days: 30 }, organization, null)).toEqual({ kind: 'preset', days: 30 })
    expect(fittingExpiry({ kind: 'preset', days: 90 }, organization, 45)).toEqual({ kind: 'preset', days: 30 })
    expect(fittingExpiry({ kind: 'never' }, organization, 45)).toEqual({ kind: 'preset', days: 30 })
    expect(fittingExpiry({ kind: 'preset', days: 90 }, organization, 3)).toEqual({ kind: 'date', day: null })
  })
})

describe('a kind whose tokens have no end', () => {
  const endless = { ...organization.form.expiry, never: true, presetDays: [], defaultDays: 0 }
  const kind = { ...organization, form: { ...organization.form, expiry: endless } }

  it('begins with "never", and makes that of whatever else is chosen', () => {
    expect(emptyDraft(kind).expiry).toEqual({ kind: 'never' })
    expect(fittingExpiry({ kind: 'preset', days: 30 }, kind, null)).toEqual({ kind: 'never' })
    expect(fittingExpiry({ kind: 'date', day: null }, kind, null)).toEqual({ kind: 'never' })
    expect(draftOf(emptyDraft(kind), kind, null, sampleNow)?.expiry).toEqual({ kind: 'never' })
  })
})

describe('draftOf', () => {
  it('has only the fields of its kind', () => {
    const state = { ...emptyDraft(personal), name: ' a ', description: 'b', roleId: 'r', admin: true }
    expect(Object.keys(draftOf(state, personal, null, sampleNow) ?? {}).sort()).toEqual(['expiry', 'name', 'scopes'])
    expect(draftOf(state, personal, null, sampleNow)?.name).toBe('a')
  })

  it('leaves the role out where the default is meant', () => {
    expect(draftOf(emptyDraft(organization), organization, null, sampleNow)).not.toHaveProperty('roleId')
  })

  it('is nothing while a date is not complete', () => {
    const state = { ...emptyDraft(organization), expiry: { kind: 'date', day: null } } as const
    expect(draftOf(state, organization, null, sampleNow)).toBeNull()
    expect(expiryOf({ kind: 'date', day: 'soon' }, sampleNow)).toBeNull()
  })
})

describe('the form of a successor', () => {
  const { token } = sampleRow({ owner: acme, description: 'for CI', role: 'Deployer', admin: true })

  it('takes over what is known of the old token', () => {
    const options = { roles: [{ id: 'r1', name: 'Deployer', description: '' }], maxDays: null, scopes: [] }
    expect(draftLike(token, organization, 'deploy-2', options)).toMatchObject({
      name: 'deploy-2',
      description: 'for CI',
      roleId: 'r1',
      admin: true,
    })
  })

  it('takes the default role while the roles are not known', () => {
    expect(draftLike(token, organization, 'deploy-2', null).roleId).toBe('')
  })
})

describe('scopesChoice', () => {
  it.each([
    [{ kind: 'none' }, ['none']],
    [{ kind: 'full' }, ['full']],
    [{ kind: 'listed', names: ['function:*'] }, ['full']],
    [{ kind: 'listed', names: ['something:else'] }, null],
    [{ kind: 'unknown' }, null],
  ] as const)('finds the choice for %o', (scopes, choice) => {
    const { token } = sampleRow()
    expect(scopesChoice({ ...token, scopes: structuredClone(scopes) as typeof token.scopes }, personal)).toEqual(choice)
  })

  const many: TokenKind = {
    ...personal,
    form: {
      ...personal.form,
      scopes: {
        many: true,
        required: true,
        fromProvider: true,
        choices: [
          { id: 'api', label: 'API', says: '', scopes: ['api'] },
          { id: 'read', label: 'Read', says: '', scopes: ['read_api', 'read_user'] },
        ],
        default: [],
        editable: false,
      },
    },
  }

  it.each([
    [['api'], ['api']],
    [
      ['read_user', 'api', 'read_api'],
      ['api', 'read'],
    ],
    [
      ['api', 'graph-1'],
      ['api', 'one-graph'],
    ],
    [['read_user'], null],
    [['api', 'sudo'], null],
    [[], []],
  ])('finds the choices that stand for %o together', (names, choices) => {
    const { token } = sampleRow()
    const offered = [{ id: 'one-graph', label: 'Graph', says: '', scopes: ['graph-1'] }]
    const scopes = names.length === 0 ? { kind: 'none' as const } : { kind: 'listed' as const, names }
    expect(scopesChoice({ ...token, scopes }, many, offered)).toEqual(choices)
  })
})

describe('fieldOfError', () => {
  it('finds the field a failure is about, if it is about one of the form’s', () => {
    expect(fieldOfError({ kind: 'name-taken' })).toBe('name')
    expect(fieldOfError({ kind: 'expiry-policy' })).toBe('expiry')
    expect(fieldOfError({ kind: 'invalid-input', field: 'role' })).toBe('role')
    expect(fieldOfError({ kind: 'invalid-input', field: 'tokenId' })).toBeNull()
    expect(fieldOfError({ kind: 'timeout', field: 'name' })).toBeNull()
    expect(fieldOfError(null)).toBeNull()
  })
})
