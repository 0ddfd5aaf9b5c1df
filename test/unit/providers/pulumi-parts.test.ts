import { describe, expect, it } from 'vitest'
import type { Identity } from '#shared/model/account'
import { toIdentity, userSchema } from '#main/providers/pulumi/map'
import { partsOf } from '#main/providers/pulumi/parts'

const person: Identity = {
  id: 'ada-id',
  login: 'ada',
  name: 'Ada',
  kind: 'person',
  organizations: [],
  teams: [],
}

describe('what can be listed at Pulumi', () => {
  it.each([
    ['admin', true],
    ['member', true],
    ['billing-manager', true],
    ['a role of tomorrow', true],
    [undefined, true],
    ['none', false],
    ['potential-member', false],
    ['stack-collaborator', false],
  ])('of an organization with the role %s is everything: %s', (role, isListed) => {
    const organization = { id: 'acme', name: 'Acme', ...(role === undefined ? {} : { role }) }
    const teams = [{ id: 'web', name: 'Web', organization: 'acme' }]
    const parts = partsOf({ ...person, organizations: [organization], teams })
    expect(parts.map(({ kind }) => kind)).toEqual(isListed ? ['personal', 'organization', 'team'] : ['personal'])
  })
})

describe('who calls Pulumi', () => {
  const read = (user: object): Identity => toIdentity(userSchema.parse({ githubLogin: 'ada', ...user }))

  it('is known by little', () => {
    expect(read({})).toEqual({ ...person, id: 'ada', name: 'ada' })
    expect(read({ id: '', name: '', email: '', organizations: null, tokenInfo: null })).toMatchObject({ id: 'ada' })
  })

  it('is a person when the facts about the token name no organization', () => {
    expect(read({ tokenInfo: { name: 'Laptop', organization: '', team: '' } })).toMatchObject({ kind: 'person' })
  })

  it('belongs to its organization, whether that is listed or not, in capitals or not', () => {
    const tokenInfo = { name: 'ci', organization: 'Acme', team: '' }
    expect(read({ tokenInfo }).organizations).toEqual([{ id: 'Acme', name: 'Acme' }])
    const listed = read({ tokenInfo, organizations: [{ githubLogin: 'acme', name: 'Acme Inc', role: 'member' }] })
    expect(listed).toMatchObject({ kind: 'organization', name: 'Acme Inc', organizations: [{ id: 'acme' }] })
    expect(listed.organizations).toHaveLength(1)
  })

  it('is asked for the tokens of a team by the organization’s own login', () => {
    const tokenInfo = { name: 'ci', organization: 'Acme', team: 'web' }
    const identity = read({ tokenInfo, organizations: [{ githubLogin: 'acme' }] })
    expect(partsOf(identity).map(({ owner }) => owner)).toEqual([
      { kind: 'team', id: 'web', name: 'web', organization: 'acme' },
    ])
  })
})
