import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { startVerdaccio, type Verdaccio } from '#test/support/verdaccio'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const password = 'ada-password-EXAMPLE'
const part: PartScope = { owner: { kind: 'me', id: 'ada', name: 'ada' }, kind: 'personal' }
const expiry = { kind: 'at', at: now + 30 * day } as const

let registry: Verdaccio
let credential: string

beforeAll(async () => {
  registry = await startVerdaccio()
  credential = await registry.signUp('ada', password)
})

afterAll(async () => {
  await registry.close()
})

function sessionOf(value: string, typed?: string): ProviderSession {
  const stepUp = typed === undefined ? {} : { password: new Secret(typed) }
  return connected('npm', registry.origin, value, undefined, stepUp).session
}

async function make(scopes: 'read-only' | 'read-write' = 'read-write') {
  const made = await sessionOf(credential, password).create(part, { name: 'made', expiry, scopes: [scopes] }, never)
  return {
    ...made,
    value: made.secret.use((value) => value),
    row: tokenOf('npm', part, { issuerId: made.token.issuerId, name: made.token.name }),
  }
}

describe('npm tokens at verdaccio', () => {
  it('knows who signs in, and that nobody does with a secret that verdaccio does not know', async () => {
    const session = sessionOf(credential)
    const identity = await session.identify(never)
    expect(identity).toMatchObject({ id: 'ada', login: 'ada', kind: 'person' })
    expect(session.parts(identity)).toEqual([part])
    const unknown = sessionOf('EXAMPLE-unknown')
    expect(await failureOf(() => unknown.identify(never))).toMatchObject({ kind: 'wrong-token' })
    expect(await failureOf(() => listed(unknown, part))).toMatchObject({ kind: 'wrong-token' })
  })

  it('makes a token that works, and lists it with what verdaccio keeps', async () => {
    const { token, value } = await make()
    expect(token).toMatchObject({
      name: 'made',
      lastUsed: { kind: 'unknown' },
      // verdaccio takes the expiry and ignores it: nobody may read a date from that, nor "never".
      expiry: { kind: 'unknown' },
      scopes: { kind: 'full' },
    })
    expect(await sessionOf(value).identify(never)).toMatchObject({ login: 'ada' })
    const { tokens } = await listed(sessionOf(value), part)
    const row = tokens.find(({ issuerId }) => issuerId === token.issuerId)
    expect(row).toEqual({ ...token, name: token.issuerId })
    expect(row?.created.kind).toBe('at')
    expect(JSON.stringify(tokens)).not.toContain(value.slice(0, 5))
  })

  it('makes a token that may read only', async () => {
    const { token, value } = await make('read-only')
    expect(token.scopes).toEqual({ kind: 'listed', names: ['read-only'] })
    expect(await failureOf(() => sessionOf(value, password).create(part, { name: 'n', expiry }, never))).toMatchObject({
      kind: 'missing-permission',
    })
  })

  it('asks for the password again when it was wrong, and holds nothing against the credential', async () => {
    const create = () => sessionOf(credential, 'wrong-password-EXAMPLE').create(part, { name: 'n', expiry }, never)
    const before = (await listed(sessionOf(credential), part)).tokens
    expect(await failureOf(create)).toMatchObject({ kind: 'step-up-needed', field: 'password' })
    expect((await listed(sessionOf(credential), part)).tokens).toEqual(before)
  })

  it('deletes a token, after which it is neither listed nor accepted', async () => {
    const { row, value } = await make()
    expect(await sessionOf(credential).revoke(part, row, never)).toBe('revoked')
    const { tokens } = await listed(sessionOf(credential), part)
    expect(tokens.map(({ issuerId }) => issuerId)).not.toContain(row.issuerId)
    expect(await registry.statusOf(value, '/-/npm/v1/tokens')).toBe(403)
    expect(await failureOf(() => sessionOf(value).identify(never))).toMatchObject({ kind: 'wrong-token' })
  })

  it('is told the same when the token was gone already: verdaccio does not tell the two apart', async () => {
    const { row } = await make()
    await sessionOf(credential).revoke(part, row, never)
    expect(await sessionOf(credential).revoke(part, row, never)).toBe('revoked')
  })

  it('tells by the two ends of a secret which token it is of', async () => {
    const session = sessionOf(credential)
    const identity = await session.identify(never)
    const one = await make()
    const other = await make()
    const probe = (value: string) => session.probe(part, one.row, identity, new Secret(value), never)
    expect(await probe(one.value)).toEqual({ kind: 'proven' })
    expect(await probe(other.value)).toEqual({ kind: 'another' })
    const bobs = await registry.signUp('bob', 'bob-password-EXAMPLE')
    expect(await probe(bobs)).toEqual({ kind: 'another' })
    expect(await probe('EXAMPLE-unknown')).toEqual({ kind: 'refused' })
    await session.revoke(part, one.row, never)
    expect(await probe(one.value)).toEqual({ kind: 'refused' })
  })

  it('does not take a token for dead that is only limited to other addresses', async () => {
    const session = sessionOf(credential)
    const identity = await session.identify(never)
    const before = new Set((await listed(session, part)).tokens.map(({ issuerId }) => issuerId))
    const { value } = await registry.issue(credential, { password, cidr_whitelist: ['192.0.2.0/24'] })
    const { tokens } = await listed(session, part)
    const made = tokens.find(({ issuerId }) => !before.has(issuerId))!
    const row = tokenOf('npm', part, { issuerId: made.issuerId, name: '' })
    expect(await failureOf(() => session.probe(part, row, identity, new Secret(value), never))).toMatchObject({
      kind: 'missing-permission',
    })
    await session.revoke(part, row, never)
    expect(await session.probe(part, row, identity, new Secret(value), never)).toEqual({ kind: 'refused' })
  })
})
