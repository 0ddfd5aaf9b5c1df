import { describe, expect, it } from 'vitest'
import { atOnce } from '#main/app/slices'
import { listed, ownersSteps, type OwnerTokens, type TeamAccount } from '#main/team/index'
import type { Identity } from '#shared/model/account'
import type { Member, Roster } from '#shared/model/member'
import type { Owner } from '#shared/model/owner'
import type { Token } from '#shared/model/token'
import { acme, day, platformTeam, sampleNow as now, sampleRow } from '#test/support/sample'

const ownersOf = (given: Parameters<typeof ownersSteps>[0]) => atOnce(ownersSteps(given))
const identity = (login: string, email?: string): Identity => {
  const named = { id: `id-${login}`, login, name: login, kind: 'person', organizations: [], teams: [] } as const
  return { ...named, organizations: [], teams: [], ...(email === undefined ? {} : { email }) }
}
const pulumi: TeamAccount = { id: 'p', realm: 'pulumi https://a', identity: identity('ada', 'ada@example.com') }
const ona: TeamAccount = { id: 'o', realm: 'ona https://b', identity: identity('uuid-1', 'Ada@Example.com') }

const member = (login: string, more: Partial<Member> = {}): Member => {
  return { id: login, login, name: login, state: 'active', ...more }
}
const roster = (members: readonly Member[], before?: Roster, owner: Owner = acme, at = now): Roster => {
  return listed(before, { accountId: 'p', owner }, members, at)
}
let count = 0
const token = (change: Partial<Token>): Token => {
  count += 1
  return sampleRow({ accountId: 'p', id: `t-${count}`, name: `t-${count}`, owner: acme, ...change }).token
}
const made = (createdBy: string, change: Partial<Token> = {}) => ({
  token: token({ createdBy, created: { kind: 'at', at: now - day }, ...change }),
  namesCreator: true,
})
const plain = (change: Partial<Token>) => ({ token: token(change), namesCreator: false })

function person(owners: readonly OwnerTokens[], name: string): OwnerTokens {
  const found = owners.filter((owner) => owner.name === name && owner.person !== null)
  if (found.length !== 1) throw new Error(`${found.length} are called ${name}`)
  return found[0]!
}

describe('whose tokens are', () => {
  it('are the organization’s, and once more those of the person who made them', () => {
    const owners = ownersOf({ accounts: [pulumi], rosters: [], tokens: [made('grace')] })
    expect(owners.map(({ name, kind, tokens }) => [name, kind, tokens.map(({ relation }) => relation)])).toEqual([
      ['acme', 'organization', ['owns']],
      ['grace', 'person', ['made']],
    ])
  })

  it('are of nobody by their maker’s name where the provider does not name makers as members', () => {
    const owners = ownersOf({
      accounts: [pulumi],
      rosters: [roster([member('ada')])],
      tokens: [plain({ createdBy: 'grace' })],
    })
    expect(owners.map(({ name }) => name)).toEqual(['acme'])
  })

  it('are one person’s over services that tell the same address, in whatever letters', () => {
    const mine = (accountId: string) => plain({ accountId, owner: { kind: 'me', id: accountId, name: 'me' } })
    const owners = ownersOf({ accounts: [pulumi, ona], rosters: [], tokens: [mine('p'), mine('o'), made('ADA')] })
    const ada = person(owners, 'ada')
    expect(ada.tokens.map(({ relation }) => relation)).toEqual(['owns', 'owns', 'made'])
    expect(ada.person?.isYou).toBe(true)
  })

  it('are two people’s where two services have the same sign-in name and no address', () => {
    const other: TeamAccount = { ...ona, identity: identity('grace') }
    const owners = ownersOf({
      accounts: [pulumi, other],
      rosters: [],
      tokens: [made('grace'), plain({ accountId: 'o', owner: { kind: 'me', id: 'x', name: 'x' } })],
    })
    expect(owners.filter(({ name }) => name === 'grace')).toHaveLength(2)
  })

  it('are not somebody’s whose sign-in name is the id of another', () => {
    const members = [member('ada', { id: '42' }), member('42', { id: '7', name: 'Mallory' })]
    const owners = ownersOf({
      accounts: [pulumi],
      rosters: [roster(members)],
      tokens: [made('ada'), plain({ owner: { kind: 'person', id: '7', name: 'Mallory' } })],
    })
    expect(person(owners, 'Mallory').tokens).toHaveLength(1)
    expect(person(owners, 'ada').tokens).toHaveLength(1)
  })

  it('are the typed owner’s at other services: the same person where an address was typed, nobody’s where nothing was', () => {
    const other = (name: string) => plain({ accountId: 'other', owner: { kind: 'me', id: name, name } })
    const owners = ownersOf({
      accounts: [pulumi],
      rosters: [],
      tokens: [other('ADA@example.com'), other('Build team'), other('')],
    })
    expect(person(owners, 'ada').tokens).toHaveLength(1)
    expect(person(owners, 'Build team').person?.departures).toEqual([])
    expect(owners.find(({ kind }) => kind === 'nobody')?.tokens).toHaveLength(1)
  })

  it('are found for ten thousand tokens and a thousand members without going through all of one for each of the other', () => {
    const members = Array.from({ length: 1000 }, (_, at) => member(`m-${at}`, { email: `m-${at}@example.com` }))
    const tokens = Array.from({ length: 10_000 }, (_, at) => made(`m-${at % 1200}`))
    const owners = ownersOf({ accounts: [pulumi], rosters: [roster(members)], tokens })
    expect(owners).toHaveLength(1201)
    expect(owners.filter((owner) => owner.person !== null && owner.person.departures.length > 0)).toHaveLength(200)
  })
})

describe('who has left', () => {
  const leftOf = (rosters: readonly Roster[], ...tokens: { token: Token; namesCreator: boolean }[]) =>
    person(ownersOf({ accounts: [pulumi], rosters, tokens }), 'grace').person!

  it('is nobody as long as no list is known', () => {
    expect(leftOf([], made('grace')).departures).toEqual([])
  })

  it('is nobody of whom a list that failed and was never had says nothing', () => {
    const failed = { ...roster([]), asOf: null, failure: { kind: 'missing-permission' as const }, failedAt: now }
    expect(leftOf([failed], made('grace')).departures).toEqual([])
  })

  it('is who made a token and is not in the whole list', () => {
    const departure = { accountId: 'p', id: 'acme', of: 'acme', asOf: now, seenAt: null, isSaid: false }
    expect(leftOf([roster([member('ada')])], made('grace'), made('grace')).departures).toEqual([departure])
  })

  it('is nobody whose token is newer than the list', () => {
    const newer = made('grace', { created: { kind: 'at', at: now + 1 } })
    expect(leftOf([roster([member('ada')])], newer).departures).toEqual([])
  })

  it('is nobody who is in the list by any of their names', () => {
    const grace = member('gh', { id: 'uuid-9', name: 'grace', email: 'grace@example.com' })
    expect(leftOf([roster([grace])], made('Grace@Example.com')).departures).toEqual([])
    expect(leftOf([roster([grace])], made('UUID-9')).memberOf).toMatchObject([{ name: 'acme', state: 'active' }])
  })

  it('is who was in an earlier list, with its date', () => {
    const before = roster([member('grace'), member('ada')], undefined, acme, now - 5 * day)
    expect(leftOf([roster([member('ada')], before)], made('grace')).departures).toMatchObject([
      { seenAt: now - 5 * day, asOf: now, isSaid: false },
    ])
  })

  it('is of whom the provider says so, and not who only cannot sign in', () => {
    expect(leftOf([roster([member('grace', { state: 'left' })])], made('grace')).departures).toMatchObject([
      { isSaid: true },
    ])
    const suspended = leftOf([roster([member('grace', { state: 'suspended' })])], made('grace'))
    expect(suspended.departures).toEqual([])
    expect(suspended.memberOf).toMatchObject([{ state: 'suspended' }])
  })

  it('is not who came back and stands in the list a second time', () => {
    const twice = roster([member('grace'), member('grace', { state: 'left' })])
    expect(leftOf([twice], made('grace')).departures).toEqual([])
  })

  it('is not who has another number now and the same sign-in name', () => {
    const before = roster([member('grace', { id: 'old' })], undefined, acme, now - day)
    expect(leftOf([roster([member('grace', { id: 'new' })], before)], made('grace')).departures).toEqual([])
  })

  it('is not of whom only a team says so', () => {
    const team = roster([member('grace', { state: 'left' })], undefined, platformTeam)
    expect(leftOf([team, roster([member('grace')])], made('grace')).departures).toEqual([])
  })

  it('is not who left a team and is still in the organization', () => {
    const before = roster([member('grace')], undefined, platformTeam, now - day)
    const rosters = [roster([], before, platformTeam), roster([member('grace')])]
    expect(leftOf(rosters, made('grace', { owner: platformTeam })).departures).toEqual([])
    const without = [roster([], before, platformTeam), roster([member('ada')])]
    expect(leftOf(without, made('grace', { owner: platformTeam })).departures).toHaveLength(1)
  })
})

describe('whom nobody looks after', () => {
  const owned = (rosters: readonly Roster[]) =>
    ownersOf({ accounts: [pulumi], rosters, tokens: [plain({ owner: platformTeam })] })[0]?.stewards

  it('is a team with nobody in it, as far as that is known', () => {
    expect(owned([])).toBeNull()
    expect(owned([roster([], undefined, platformTeam)])).toEqual({ people: [], asOf: now })
    expect(owned([roster([member('ada')], undefined, platformTeam)])?.people).toEqual(['ada'])
  })
})

describe('many tokens and members', () => {
  it('are gone through one at a time, so that others have their turn', () => {
    const members = Array.from({ length: 1_000 }, (_, number) => member(`m-${number}`))
    const tokens = Array.from({ length: 3_000 }, (_, number) => made(`m-${number % 1_000}`))
    const steps = ownersSteps({ accounts: [pulumi], rosters: [roster(members)], tokens })
    let count = 0
    while (steps.next().done !== true) count += 1
    // Names of members three times and once more for who is still there; names in tokens; the tokens.
    expect(count).toBeGreaterThanOrEqual(4 * members.length + 2 * tokens.length)
  })
})
