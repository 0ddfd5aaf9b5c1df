import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import type { LinodeSimulator } from '#test/simulators/linode/index'
import type { LinodeToken, LinodeUser } from '#test/simulators/linode/state'
import { eventsIn, lastDay } from './stages/events.ts'
import { plantedLinode, type PlantedLinode } from './stages/linode.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let planted: PlantedLinode
let simulator: LinodeSimulator
let ada: LinodeUser

beforeEach(async () => {
  planted = await plantedLinode()
  ;({ simulator, ada } = planted)
})

afterEach(async () => {
  await simulator.close()
})

const session = (value = planted.keyrack.value) => connected('linode', simulator.origin, value).session
const rowOf = ({ id, label }: LinodeToken) => tokenOf('linode', planted.personal, { issuerId: String(id), name: label })
const identityOf = (value?: string) => session(value).identify(never)

/** A session that is answered so, whatever it asks. */
function answered(status: number, body: unknown, headers: Record<string, string> = {}) {
  const http = { send: () => Promise.resolve({ status, headers, body: JSON.stringify(body) }) }
  return connected('linode', simulator.origin, planted.keyrack.value, http)
}

describe('who a Linode token is', () => {
  it('is told with the token itself, which is known by how it begins', async () => {
    for (let at = 0; at < 700; at += 1) simulator.state.addToken(ada, { label: `token ${at}` })
    const last = simulator.state.addToken(ada, { label: 'last' })
    expect(await identityOf(last.value)).toEqual({
      id: String(ada.uid),
      login: 'ada',
      name: 'ada',
      email: 'ada@example.com',
      kind: 'person',
      tokenId: String(last.id),
      organizations: [],
      teams: [],
    })
  })

  it('is told without the token where that may not be asked, and for an application', async () => {
    const small = simulator.state.addToken(ada, { label: 'small', scopes: 'linodes:read_only' })
    for (const value of [small.value, simulator.state.authorize(ada, '*')]) {
      const identity = await identityOf(value)
      expect(identity.id).toBe(String(ada.uid))
      expect(identity).not.toHaveProperty('tokenId')
    }
  })

  it('tells its own token from the others, and is not sure where it cannot', async () => {
    const { provider } = connected('linode', simulator.origin, planted.keyrack.value)
    const other = rowOf(simulator.state.addToken(ada, { label: 'other' }))
    const known = await identityOf()
    expect(provider.isOwnCredential(known, rowOf(planted.keyrack))).toBe('yes')
    expect(provider.isOwnCredential(known, other)).toBe('no')
    const { tokenId: _tokenId, ...unsure } = known
    expect(provider.isOwnCredential(unsure, other)).toBe('unknown')
    expect(provider.isOwnCredential(unsure, { ...other, expiry: { kind: 'at', at: now - 1 } })).toBe('no')
  })
})

describe('trying a secret at Linode', () => {
  const probe = async (token: LinodeToken, value: string) =>
    session().probe(planted.personal, rowOf(token), await identityOf(), new Secret(value), never)

  it('proves by how it begins that it is this token’s, whatever it may do', async () => {
    const small = simulator.state.addToken(ada, { label: 'small', scopes: 'linodes:read_only' })
    expect(await probe(small, small.value)).toEqual({ kind: 'proven' })
  })

  it('tells another token’s and another person’s', async () => {
    const one = simulator.state.addToken(ada, { label: 'one' })
    const other = simulator.state.addToken(ada, { label: 'other' })
    const eves = simulator.state.addToken(simulator.state.addUser('eve'), { label: 'hers' })
    expect(await probe(one, other.value)).toEqual({ kind: 'another' })
    expect(await probe(one, eves.value)).toEqual({ kind: 'another' })
  })

  it('sees that it is refused when it was revoked or has expired', async () => {
    const one = simulator.state.addToken(ada, { label: 'one' })
    simulator.state.remove(one)
    const expired = simulator.state.addToken(ada, { label: 'old', expiry: now - 1 })
    expect(await probe(one, one.value)).toEqual({ kind: 'refused' })
    expect(await probe(expired, expired.value)).toEqual({ kind: 'refused' })
  })

  it.each([
    ['does not show how it begins', () => undefined],
    ['shows more of it than it should', (value: string) => value],
  ])('proves nothing where Linode %s, but that it is of another person', async (_what, shown) => {
    const one = simulator.state.addToken(ada, { label: 'one' })
    const eves = simulator.state.addToken(simulator.state.addUser('eve'), { label: 'hers' })
    const identity = await identityOf()
    const body = { id: one.id, token: shown(one.value) }
    const path = `/v4/profile/tokens/${one.id}`
    simulator.faults.add({ match: { path }, fault: { kind: 'wrong-body', body }, times: Infinity })
    const trying = (value: string) => session().probe(planted.personal, rowOf(one), identity, new Secret(value), never)
    expect(await trying(one.value)).toEqual({ kind: 'works' })
    expect(await trying(eves.value)).toEqual({ kind: 'another' })
  })

  it('is no refusal when Linode could not be asked', async () => {
    const identity = await identityOf()
    simulator.faults.add({ fault: { kind: 'status', status: 500 } })
    const trying = session().probe(
      planted.personal,
      rowOf(planted.keyrack),
      identity,
      new Secret('a'.repeat(64)),
      never,
    )
    expect(await failureOf(() => trying)).toMatchObject({ kind: 'server-error' })
  })
})

describe('what Linode refuses', () => {
  it('is missing-permission, and not a wrong token, where the scope is missing', async () => {
    const small = simulator.state.addToken(ada, { label: 'small', scopes: 'linodes:read_only' })
    const error = await failureOf(() => listed(session(small.value), planted.personal))
    expect(error).toMatchObject({ kind: 'missing-permission', code: '401' })
    expect(await failureOf(() => listed(session('0'.repeat(64)), planted.personal))).toMatchObject({
      kind: 'wrong-token',
    })
  })

  it('tells when the limit is lifted, by either header', async () => {
    const body = { errors: [{ reason: 'Too many requests' }] }
    const until = { 'x-ratelimit-reset': String(now / 1000 + 77) }
    const waits = async (headers: Record<string, string>) =>
      (await failureOf(() => answered(429, body, headers).session.identify(never))).waitSeconds
    expect(await waits(until)).toBe(77)
    expect(await waits({ ...until, 'retry-after': '66' })).toBe(66)
  })
})

describe('Linode’s log', () => {
  it('tells what was done with tokens in a stretch of time, newest first', async () => {
    const { state } = simulator
    const one = state.addToken(ada, { label: 'ci' })
    state.note('token_create', one, now - 2 * day)
    state.note('token_create', one, now - 3000)
    state.note('linode_boot', one, now - 2000)
    state.note('token_delete', one, now - 1000)
    state.note('token_update', one, now)
    const { events } = await eventsIn(session(), lastDay('', { log: planted.personal.owner }))
    expect(events.map(({ action, at }) => [action, at])).toEqual([
      ['token_delete', now - 1000],
      ['token_create', now - 3000],
    ])
    expect(events[0]).toMatchObject({ actor: 'ada', target: 'ci', tokenIssuerId: String(one.id), succeeded: true })
  })

  it('says what failed, and not of what is under way that it did', async () => {
    const of = (id: number, status: string) => ({ id, created: '2026-11-22T08:00:00', action: 'token_create', status })
    const data = [of(1, 'failed'), of(2, 'started'), of(3, 'notification'), { ...of(4, ''), created: 'once' }]
    const { events } = await eventsIn(answered(200, { data, pages: 1 }).session, lastDay(''))
    expect(events.map(({ id, succeeded }) => [id, succeeded])).toEqual([
      ['1', false],
      ['2', null],
      ['3', true],
    ])
    expect(events[0]).toMatchObject({ target: '', tokenIssuerId: null })
  })

  it('reads every page of it', async () => {
    for (let at = 0; at < 1001; at += 1) simulator.state.note('token_update', planted.keyrack, now - 1000 - at * 1000)
    const { chunks, events } = await eventsIn(session(), lastDay('', { log: planted.personal.owner }))
    expect([chunks, events.length]).toEqual([3, 1001])
  })

  it('says that a token without the scope may not read it', async () => {
    const small = simulator.state.addToken(ada, { label: 'small', scopes: 'account:read_write' })
    const query = lastDay('', { log: planted.personal.owner })
    expect(await failureOf(() => eventsIn(session(small.value), query))).toMatchObject({ kind: 'missing-permission' })
  })

  it('is offered for the person of the account', async () => {
    expect(session().auditLogs(await identityOf())).toEqual([planted.personal.owner])
  })
})
