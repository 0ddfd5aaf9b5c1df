import { describe, expect, it } from 'vitest'
import { ownerChoices } from '#renderer/features/create/choices'
import { acme, me, platformTeam, sampleAccount, sampleCatalogue, samplePart, sampleParts } from '#test/support/sample'

const pulumi = sampleCatalogue.find(({ id }) => id === 'pulumi')!
const names = (parts = sampleParts(), account = sampleAccount()) =>
  ownerChoices(account, pulumi, parts).map(({ owner, kinds }) => [owner.name, kinds.map(({ kind }) => kind).join()])

describe('ownerChoices', () => {
  it('offers the owners of the account’s listings, the person first, with the kinds each can have', () => {
    expect(names()).toEqual([
      ['ada', 'personal'],
      ['acme', 'organization'],
      ['platform', 'team'],
    ])
  })

  it('offers nobody twice and nobody of another account', () => {
    const again = samplePart({ id: 'again', owner: acme, kind: 'organization' })
    const foreign = samplePart({
      id: 'x',
      accountId: 'account-gitpod',
      owner: { ...acme, id: 'globex', name: 'globex' },
    })
    expect(names([again, foreign, ...sampleParts()])).toHaveLength(3)
  })

  it('goes by the identity while nothing was listed', () => {
    expect(names([])).toEqual([
      ['ada', 'personal'],
      ['acme', 'organization'],
      ['platform', 'team'],
    ])
  })

  it('offers no personal token to an organization’s own token', () => {
    const account = sampleAccount()
    const machine = { ...account, identity: { ...account.identity, kind: 'organization' as const, teams: [] } }
    expect(names([], machine)).toEqual([['acme', 'organization']])
  })

  it('tells teams of two organizations apart', () => {
    const other = { ...platformTeam, organization: 'globex' }
    const parts = [
      samplePart({ owner: platformTeam, kind: 'team' }),
      samplePart({ id: 'b', owner: other, kind: 'team' }),
      samplePart({ id: 'c', owner: me }),
    ]
    expect(new Set(ownerChoices(sampleAccount(), pulumi, parts).map(({ key }) => key)).size).toBe(3)
  })
})
