import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import type { LinodeSimulator } from '#test/simulators/linode/index'
import type { LinodeToken, LinodeUser } from '#test/simulators/linode/state'
import { loopbackHttp } from '#test/support/loopback-http'
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

const draft: Draft = { name: 'ci', expiry: { kind: 'at', at: now + 30 * day }, scopes: ['linodes:read_only'] }
const session = (value = planted.keyrack.value) => connected('linode', simulator.origin, value).session
const rowOf = ({ id, label }: LinodeToken) => tokenOf('linode', planted.personal, { issuerId: String(id), name: label })
const create = (more: Partial<Draft> = {}) => session().create(planted.personal, { ...draft, ...more }, never)
const lastBody = (): unknown => JSON.parse(simulator.requests.at(-1)!.body)

/** A session that is answered so, whatever it asks. */
function answered(status: number, body: unknown, headers: Record<string, string> = {}) {
  const http = { send: () => Promise.resolve({ status, headers, body: JSON.stringify(body) }) }
  return connected('linode', simulator.origin, planted.keyrack.value, http)
}

/** What is made of listed tokens with these facts. */
async function listedOf(...rows: object[]) {
  const data = rows.map((row, at) => ({ id: at + 1, ...row }))
  return (await listed(answered(200, { data, results: data.length }).session, planted.personal)).tokens
}

describe('Linode tokens as listed', () => {
  it('tells every fact there is', async () => {
    const ci = simulator.state.addToken(ada, {
      label: 'ci',
      scopes: 'linodes:read_write events:read_only',
      created: now - 9 * day,
      expiry: now + 30 * day,
    })
    const { tokens } = await listed(session(), planted.personal)
    expect(tokens.find(({ issuerId }) => issuerId === String(ci.id))).toEqual({
      issuerId: String(ci.id),
      name: 'ci',
      description: '',
      created: { kind: 'at', at: now - 9 * day },
      lastUsed: { kind: 'unknown' },
      expiry: { kind: 'at', at: now + 30 * day },
      scopes: { kind: 'listed', names: ['linodes:read_write', 'events:read_only'] },
    })
  })

  it('takes null and two hundred years for never, and what is missing for unknown', async () => {
    const created = '2021-07-22T00:00:00'
    const tokens = await listedOf(
      { created, expiry: null },
      { created, expiry: '2221-07-22T00:00:00' },
      { expiry: '2221-07-22T00:00:00' },
      { created, expiry: '2121-07-21T00:00:00' },
      { created },
      { created, expiry: 'soon' },
    )
    expect(tokens.map(({ expiry }) => expiry.kind)).toEqual(['never', 'never', 'never', 'at', 'unknown', 'unknown'])
  })

  it('reads scopes with blanks or commas between', async () => {
    const both = { kind: 'listed', names: ['linodes:read_only', 'events:read_only'] }
    const tokens = await listedOf(
      { scopes: '*' },
      { scopes: 'linodes:read_only events:read_only' },
      { scopes: 'linodes:read_only,events:read_only' },
      { scopes: '' },
      {},
    )
    expect(tokens.map(({ scopes }) => scopes)).toEqual([
      { kind: 'full' },
      both,
      both,
      { kind: 'none' },
      { kind: 'unknown' },
    ])
  })

  it('keeps nothing of the secrets, not even where whole ones are listed', async () => {
    const { value } = planted.keyrack
    const shown = await listed(session(), planted.personal)
    const whole = await listedOf({ token: value })
    for (const tokens of [shown.tokens, whole]) expect(JSON.stringify(tokens)).not.toContain(value.slice(0, 8))
  })

  it.each([0, 1, 100, 101, 1000])('gives all of %i tokens', async (many) => {
    for (let at = 1; at < many; at += 1) simulator.state.addToken(ada, { label: `token ${at}` })
    const caller = simulator.state.authorize(ada, '*')
    if (many === 0) simulator.state.remove(planted.keyrack)
    const { tokens } = await listed(session(caller), planted.personal)
    expect(new Set(tokens.map(({ issuerId }) => issuerId)).size).toBe(many)
  })

  it('misses none when another is revoked between two pages', async () => {
    for (let at = 0; at < 600; at += 1) simulator.state.addToken(ada, { label: `token ${at}` })
    const seen = new Set<string>()
    for await (const { tokens } of session().list(planted.personal, never)) {
      if (seen.size === 0) simulator.state.remove(simulator.state.tokens[3]!)
      for (const { issuerId } of tokens) seen.add(issuerId)
    }
    for (const { id } of simulator.state.tokens) expect(seen).toContain(String(id))
  })
})

describe('making a Linode token', () => {
  it('sends what was chosen, with the time in UTC and no zone', async () => {
    const { token, secret } = await create({ scopes: ['events:read_only', 'linodes:read_write'] })
    expect(lastBody()).toEqual({
      label: 'ci',
      expiry: '2026-12-22T09:00:00',
      scopes: 'linodes:read_write events:read_only',
    })
    const made = simulator.state.tokens.at(-1)!
    expect(secret.use((value) => value)).toBe(made.value)
    expect(token).toMatchObject({ issuerId: String(made.id), expiry: draft.expiry, name: 'ci' })
    expect(JSON.stringify(token)).not.toContain(made.value.slice(0, 8))
  })

  it('says never as null', async () => {
    const { token } = await create({ expiry: { kind: 'never' } })
    expect(lastBody()).toMatchObject({ expiry: null })
    expect(token.expiry).toEqual({ kind: 'never' })
  })

  it('asks for everything by its one name, whatever else was chosen', async () => {
    const { token } = await create({ scopes: ['linodes:read_only', 'full'] })
    expect(lastBody()).toMatchObject({ scopes: '*' })
    expect(token.scopes).toEqual({ kind: 'full' })
  })

  it.each([[[]], [['unheard-of']], [undefined]])(
    'is not asked for with the scopes %j, as Linode would give all that the credential has',
    async (scopes) => {
      const { scopes: _scopes, ...rest } = draft
      const asked = scopes === undefined ? rest : { ...rest, scopes }
      expect(await failureOf(() => session().create(planted.personal, asked, never))).toMatchObject({
        kind: 'invalid-input',
        field: 'scopes',
      })
      expect(simulator.requests).toEqual([])
    },
  )

  it('keeps the new secret when the facts beside it cannot be read', async () => {
    const { id, value } = planted.keyrack
    const odd = answered(200, { id, token: value, created: 7, expiry: [], scopes: {}, label: 'ci' })
    const { token, secret } = await odd.session.create(planted.personal, draft, never)
    expect(secret.use((text) => text)).toBe(value)
    expect(token).toMatchObject({ issuerId: String(id), name: 'ci', expiry: { kind: 'unknown' } })
  })

  it('says which field Linode found wrong', async () => {
    const fields = { name: { name: 'a'.repeat(101) }, expiry: { expiry: { kind: 'at', at: now - day } } } as const
    for (const [field, wrong] of Object.entries(fields)) {
      expect(await failureOf(() => create(wrong))).toMatchObject({ kind: 'invalid-input', field })
    }
    const small = simulator.state.addToken(ada, { label: 'small', scopes: 'account:read_write' })
    const more = session(small.value).create(planted.personal, draft, never)
    expect(await failureOf(() => more)).toMatchObject({ kind: 'invalid-input', field: 'scopes' })
  })
})

describe('changing and ending a Linode token', () => {
  it('changes the label and nothing else', async () => {
    const { id } = simulator.state.addToken(ada, { label: 'ci', scopes: 'linodes:read_only', expiry: now + 9 * day })
    const row = tokenOf('linode', planted.personal, { issuerId: String(id), name: 'ci' })
    const renamed = await session().update(planted.personal, row, { name: 'deploy' }, never)
    expect(lastBody()).toEqual({ label: 'deploy' })
    expect(renamed).toMatchObject({ name: 'deploy', expiry: { kind: 'at', at: now + 9 * day } })
  })

  it('has nothing to change but the label', async () => {
    const changing = session().update(planted.personal, rowOf(planted.keyrack), { scopes: ['full'] }, never)
    expect(await failureOf(() => changing)).toMatchObject({ kind: 'invalid-input', field: 'name' })
    expect(simulator.requests).toEqual([])
  })

  it('ends one, and only that', async () => {
    const [one, other] = [1, 2].map((at) => simulator.state.addToken(ada, { label: `token ${at}` }))
    expect(await session().revoke(planted.personal, rowOf(one!), never)).toBe('revoked')
    expect(simulator.state.tokens).not.toContain(one)
    expect(simulator.state.tokens).toContain(other)
  })

  it('says that one is gone when the listing agrees', async () => {
    const gone = simulator.state.addToken(ada, { label: 'gone' })
    simulator.state.remove(gone)
    expect(await session().revoke(planted.personal, rowOf(gone), never)).toBe('already-gone')
  })

  it('does not take one for gone that is listed', async () => {
    const there = simulator.state.addToken(ada, { label: 'there' })
    simulator.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'status', status: 404 } })
    const ending = session().revoke(planted.personal, rowOf(there), never)
    expect(await failureOf(() => ending)).toMatchObject({ kind: 'not-found' })
  })

  it('sends nothing for a token without an id', async () => {
    const nameless = tokenOf('linode', planted.personal, { issuerId: '', name: 'nameless' })
    for (const action of [
      () => session().revoke(planted.personal, nameless, never),
      () => session().update(planted.personal, nameless, { name: 'named' }, never),
    ]) {
      expect(await failureOf(action)).toMatchObject({ kind: 'internal' })
    }
    expect(simulator.requests).toEqual([])
  })

  it('has no call that gives a new secret', async () => {
    const asking = session().regenerate(planted.personal, rowOf(planted.keyrack), { kind: 'never' }, never)
    expect(await failureOf(() => asking)).toMatchObject({ kind: 'not-supported' })
  })
})

describe('Linode’s addresses', () => {
  it('knows its API by its pages', () => {
    const { provider } = connected('linode', 'https://api.linode.com', 'EXAMPLE', loopbackHttp())
    expect(provider.resolve('cloud.linode.com')).toEqual({
      origin: 'https://api.linode.com',
      console: 'https://cloud.linode.com',
    })
    expect(provider.page('https://cloud.linode.com', rowOf(planted.keyrack))).toBe(
      'https://cloud.linode.com/profile/tokens',
    )
  })
})
