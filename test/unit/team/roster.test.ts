import { describe, expect, it } from 'vitest'
import { askable, listed, refused, stewardsOf } from '#main/team/index'
import type { Member, Roster } from '#shared/model/member'
import { acme, day, me, platformTeam, sampleNow as now } from '#test/support/sample'

const member = (login: string, more: Partial<Member> = {}): Member => {
  return { id: `id-${login}`, login, name: login, state: 'active', ...more }
}
const of = { accountId: 'account', owner: acme }

describe('a list of members', () => {
  it('remembers who is missing from it, with the last list that had them and the first that had not', () => {
    const first = listed(undefined, of, [member('ada'), member('grace')], now)
    expect(first.former).toEqual([])
    const second = listed(first, of, [member('ada')], now + day)
    expect(second.former).toEqual([{ member: member('grace'), seenAt: now, missingAt: now + day }])
    const third = listed(second, of, [member('ada')], now + 2 * day)
    expect(third.former).toEqual(second.former)
  })

  it('forgets that somebody was missing who is back, and who has been away for a year', () => {
    const gone = listed(listed(undefined, of, [member('grace')], now), of, [], now + day)
    expect(listed(gone, of, [member('grace')], now + 2 * day).former).toEqual([])
    expect(listed(gone, of, [], now + day + 365 * day - 1).former).toHaveLength(1)
    expect(listed(gone, of, [], now + day + 365 * day).former).toEqual([])
  })

  it('does not miss those of whom the provider itself says that they have left', () => {
    const before = listed(undefined, of, [member('grace', { state: 'left' })], now)
    expect(listed(before, of, [], now + day).former).toEqual([])
  })

  it('keeps what was known, and its age, when it cannot be had', () => {
    const before = listed(undefined, of, [member('ada')], now)
    const after = refused(before, of, { kind: 'missing-permission' }, now + day)
    expect(after).toEqual({ ...before, failure: { kind: 'missing-permission' }, failedAt: now + day })
    expect(refused(undefined, of, { kind: 'offline' }, now)).toMatchObject({ asOf: null, members: [], former: [] })
  })

  it('is asked for where it tells of a token, and for the organization around it', () => {
    const beta = { ...acme, id: 'beta', name: 'beta' }
    expect(askable([acme, beta, platformTeam], [{ owner: me }, { owner: platformTeam }])).toEqual([acme, platformTeam])
    expect(askable([acme, beta], [{ owner: me }])).toEqual([])
  })
})

describe('who can look after tokens', () => {
  const roster = (members: Member[], more: Partial<Roster> = {}) => ({
    ...listed(undefined, of, members, now),
    ...more,
  })

  it('is not known of a list that was never had', () => {
    expect(stewardsOf(undefined)).toBeNull()
    expect(stewardsOf(refused(undefined, of, { kind: 'missing-permission' }, now))).toBeNull()
  })

  it('is nobody where there are only machines, those who have left or cannot sign in, and those who may not', () => {
    const useless = [
      member('bot', { isMachine: true, manages: true }),
      member('grace', { state: 'left' }),
      member('alan', { state: 'suspended', manages: true }),
      member('guest', { manages: false }),
    ]
    expect(stewardsOf(roster(useless))).toEqual({ people: [], asOf: now })
    expect(stewardsOf(roster([...useless, member('ada')]))).toEqual({ people: ['ada'], asOf: now })
  })
})
