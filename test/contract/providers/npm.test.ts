import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import type { StepUp } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { NpmSimulator } from '#test/simulators/npm/index'
import type { NpmToken, NpmUser } from '#test/simulators/npm/state'
import { npmPersonal, plantedNpm } from './stages/npm.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const draft: Draft = { name: 'laptop', expiry: { kind: 'at', at: now + 30 * day } }

let simulator: NpmSimulator
let ada: NpmUser
let credential: string

beforeEach(async () => {
  ;({ simulator, ada, credential } = await plantedNpm())
})

afterEach(async () => {
  await simulator.close()
})

function session(typed: { password?: string; oneTimeCode?: string } = {}, value = credential) {
  const stepUp: StepUp = {
    ...(typed.password === undefined ? {} : { password: new Secret(typed.password) }),
    ...(typed.oneTimeCode === undefined ? {} : { oneTimeCode: new Secret(typed.oneTimeCode) }),
  }
  return connected('npm', simulator.origin, value, undefined, stepUp).session
}

const rowOf = ({ key, name }: NpmToken) => tokenOf('npm', npmPersonal, { issuerId: key, name })
const create = (typed: { password?: string; oneTimeCode?: string }, more: Partial<Draft> = {}) =>
  session(typed).create(npmPersonal, { ...draft, ...more }, never)

/** A session that is answered so, whatever it asks. */
function answered(status: number, body: unknown, headers: Record<string, string> = {}) {
  const http = { send: () => Promise.resolve({ status, headers, body: JSON.stringify(body) }) }
  return connected('npm', simulator.origin, credential, http, { password: new Secret(ada.password) }).session
}

describe('npm tokens as listed', () => {
  it('tells every fact there is', async () => {
    const times = { created: now - 9 * day, accessed: now - day, expiry: now + 30 * day }
    const { key } = simulator.state.addToken(ada, { name: 'ci', description: 'for CI', canWrite: true, ...times })
    expect((await listed(session(), npmPersonal)).tokens).toEqual([
      {
        issuerId: key,
        name: 'ci',
        description: 'for CI',
        created: { kind: 'at', at: now - 9 * day },
        lastUsed: { kind: 'at', at: now - day },
        expiry: { kind: 'at', at: now + 30 * day },
        scopes: { kind: 'listed', names: ['package:write', 'package *'] },
      },
    ])
  })

  it('takes null for never, and what is missing for unknown', async () => {
    const objects = [
      { key: 'a', expiry: null, accessed: null },
      { key: 'b' },
      { key: 'c', expiry: 'soon', accessed: 7 },
    ]
    const { tokens } = await listed(answered(200, { objects, urls: {} }), npmPersonal)
    expect(tokens.map(({ expiry, lastUsed }) => [expiry.kind, lastUsed.kind])).toEqual([
      ['never', 'never'],
      ['unknown', 'unknown'],
      ['unknown', 'unknown'],
    ])
  })

  it('says that a token skips two steps, and tells reading from writing where that is all there is', async () => {
    const permissions = [{ name: 'package', action: 'write' }]
    const objects = [
      { key: 'a', permissions, bypass_2fa: true },
      { key: 'b', readonly: true },
      { key: 'c', readonly: false },
      { key: 'd' },
      { key: 'e', scopes: [{ type: 'package', name: null }] },
    ]
    const { tokens } = await listed(answered(200, { objects }), npmPersonal)
    expect(tokens.map(({ scopes }) => scopes)).toEqual([
      { kind: 'listed', names: ['package:write', 'bypass-2fa'] },
      { kind: 'listed', names: ['read-only'] },
      { kind: 'full' },
      { kind: 'unknown' },
      { kind: 'listed', names: ['package'] },
    ])
  })

  it('leaves out what was revoked', async () => {
    simulator.state.addToken(ada, { name: 'old', revoked: now - day })
    simulator.state.addToken(ada, { name: 'current' })
    expect((await listed(session(), npmPersonal)).tokens.map(({ name }) => name)).toEqual(['current'])
  })

  it('keeps nothing of the secrets, not even of a registry that lists them whole', async () => {
    const { value } = simulator.state.addToken(ada, { name: 'ci' })
    const masked = await listed(session(), npmPersonal)
    const whole = await listed(answered(200, { objects: [{ key: 'a', token: value }] }), npmPersonal)
    for (const { tokens } of [masked, whole]) expect(JSON.stringify(tokens)).not.toContain(value.slice(4, 8))
  })

  it.each([0, 1, 100, 101, 1000])('gives all of %i tokens', async (many) => {
    for (let at = 0; at < many; at += 1) simulator.state.addToken(ada, { name: `token ${at}` })
    const { tokens } = await listed(session(), npmPersonal)
    expect(new Set(tokens.map(({ issuerId }) => issuerId)).size).toBe(many)
  })

  it('follows no next page to another server', async () => {
    const elsewhere = answered(200, { objects: [], urls: { next: 'https://elsewhere.example.com/-/npm/v1/tokens' } })
    expect(await failureOf(() => listed(elsewhere, npmPersonal))).toMatchObject({ kind: 'origin-refused' })
  })
})

describe('making an npm token', () => {
  it('wants the password before anything is sent', async () => {
    expect(await failureOf(() => create({}))).toMatchObject({ kind: 'step-up-needed', field: 'password' })
    expect(simulator.requests).toEqual([])
  })

  it('wants the one-time code of who has two steps, and takes it in its header', async () => {
    ada.oneTimeCode = '123456'
    const { password } = ada
    for (const typed of [{ password }, { password, oneTimeCode: '654321' }, { password, oneTimeCode: 'line\nbreak' }]) {
      expect(await failureOf(() => create(typed))).toMatchObject({ kind: 'step-up-needed', field: 'one-time-code' })
    }
    expect(simulator.state.tokens).toEqual([])
    await create({ password, oneTimeCode: ' 123456 ' })
    expect(simulator.state.tokens).toHaveLength(1)
    expect(simulator.requests.at(-1)?.headers).toMatchObject({ 'npm-otp': '123456' })
  })

  it.each([
    [401, { error: 'One-time password needed' }, { 'www-authenticate': 'OTP' }],
    [401, {}, { 'www-authenticate': 'Bearer, otp' }],
    [401, { error: 'A One Time Password (OTP) by email is required.' }, {}],
  ])('knows a challenge by its header or its words (%i %j %j)', async (status, body, headers) => {
    const asked = answered(status, body, headers)
    expect(await failureOf(() => asked.create(npmPersonal, draft, never))).toMatchObject({
      kind: 'step-up-needed',
      field: 'one-time-code',
    })
  })

  it('asks for the password again when it was wrong', async () => {
    const error = await failureOf(() => create({ password: 'wrong-horse-EXAMPLE' }))
    expect(error).toMatchObject({ kind: 'step-up-needed', field: 'password', said: 'Incorrect password' })
  })

  it('repeats neither password nor code, whatever the registry says', async () => {
    const typed = { password: 'pass-phrase-EXAMPLE', oneTimeCode: '87654321' }
    const message = `${typed.password} and ${typed.oneTimeCode} are wrong passwords`
    simulator.faults.add({ fault: { kind: 'status', status: 401, message } })
    const error = JSON.stringify(await failureOf(() => create(typed)))
    expect(error).not.toContain('EXAMPLE')
    expect(error).not.toContain('87654321')
  })

  it('sends what npm’s command line sends, and the password in the body only', async () => {
    const { password } = ada
    const { token, secret } = await create({ password }, { description: 'mine', scopes: ['read-write'] })
    const { path, body, headers } = simulator.requests.at(-1)!
    expect(JSON.parse(body)).toEqual({
      password,
      name: 'laptop',
      description: 'mine',
      expires: 30,
      readonly: false,
      packages_all: true,
      packages_and_scopes_permission: 'read-write',
    })
    expect(JSON.stringify([path, headers])).not.toContain(password)
    expect(token).toMatchObject({ name: 'laptop', description: 'mine', expiry: { kind: 'at', at: now + 30 * day } })
    expect(secret.use((value) => value)).toBe(simulator.state.tokens[0]?.value)
    expect((await listed(session(), npmPersonal)).tokens).toEqual([token])
  })

  it('counts at least a day, and leaves "never" to the registry', async () => {
    const { password } = ada
    await create({ password }, { expiry: { kind: 'at', at: now + 1000 } })
    await create({ password }, { expiry: { kind: 'never' } })
    const sent = simulator.requests.map(({ body }) => (JSON.parse(body) as { expires?: number }).expires)
    expect(sent).toEqual([1, undefined])
  })

  it('passes on the limit of days', async () => {
    const { password } = ada
    const year = { expiry: { kind: 'at', at: now + 365 * day } } as const
    expect(await failureOf(() => create({ password }, { ...year, scopes: ['read-write'] }))).toMatchObject({
      kind: 'expiry-policy',
      field: 'expiry',
      limit: 90,
    })
    await create({ password }, { ...year, scopes: ['read-only'] })
  })

  it('says which field is wrong', async () => {
    const { password } = ada
    expect(await failureOf(() => create({ password }, { name: '' }))).toMatchObject({
      kind: 'invalid-input',
      field: 'name',
    })
    expect(await failureOf(() => create({ password }, { scopes: ['admin'] }))).toMatchObject({
      kind: 'invalid-input',
      field: 'scopes',
    })
  })

  it('may not be done by a token that skips two steps', async () => {
    const { value } = simulator.state.addToken(ada, { name: 'ci', bypassesTwoSteps: true })
    const ci = session({ password: ada.password }, value)
    expect(await failureOf(() => ci.create(npmPersonal, draft, never))).toMatchObject({ kind: 'missing-permission' })
  })
})

describe('deleting an npm token', () => {
  it('ends exactly that one', async () => {
    const [one, other] = [simulator.state.addToken(ada, { name: 'a' }), simulator.state.addToken(ada, { name: 'b' })]
    expect(await session().revoke(npmPersonal, rowOf(one), never)).toBe('revoked')
    expect([one.revoked, other.revoked]).toEqual([now, null])
  })

  it('wants the one-time code, too', async () => {
    ada.oneTimeCode = '123456'
    const token = simulator.state.addToken(ada, { name: 'a' })
    expect(await failureOf(() => session().revoke(npmPersonal, rowOf(token), never))).toMatchObject({
      kind: 'step-up-needed',
      field: 'one-time-code',
    })
    expect(await session({ oneTimeCode: '123456' }).revoke(npmPersonal, rowOf(token), never)).toBe('revoked')
  })

  it('says that it was gone, also in the words of a hash that was not found', async () => {
    const token = simulator.state.addToken(ada, { name: 'a', revoked: now - 1 })
    expect(await session().revoke(npmPersonal, rowOf(token), never)).toBe('already-gone')
    simulator.faults.add({
      match: { method: 'DELETE' },
      fault: { kind: 'status', status: 400, message: 'could not delete token' },
    })
    expect(await session().revoke(npmPersonal, rowOf(token), never)).toBe('already-gone')
  })

  it('does not believe that it is gone while it is listed', async () => {
    const token = simulator.state.addToken(ada, { name: 'a' })
    simulator.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'status', status: 404 } })
    expect(await failureOf(() => session().revoke(npmPersonal, rowOf(token), never))).toMatchObject({
      kind: 'not-found',
    })
  })

  it('never addresses the whole list', async () => {
    const nameless = tokenOf('npm', npmPersonal, { issuerId: '', name: '' })
    expect(await failureOf(() => session().revoke(npmPersonal, nameless, never))).toMatchObject({ kind: 'internal' })
    expect(simulator.requests).toEqual([])
  })
})

describe('trying a pasted secret at an npm registry', () => {
  it('proves by both ends of a secret which token it is of', async () => {
    const identity = await session().identify(never)
    const one = simulator.state.addToken(ada, { name: 'one' })
    const other = simulator.state.addToken(ada, { name: 'other' })
    const bobs = simulator.state.signIn(simulator.state.addUser('bob'))
    const probe = (value: string) => session().probe(npmPersonal, rowOf(one), identity, new Secret(value), never)
    expect(await probe(one.value)).toEqual({ kind: 'proven' })
    expect(await probe(other.value)).toEqual({ kind: 'another' })
    expect(await probe(bobs)).toEqual({ kind: 'another' })
    expect(await probe('npm_wrong_EXAMPLE')).toEqual({ kind: 'refused' })
  })

  it.each([
    ['shows no part of it', {}],
    ['shows too little of it', { token: 'npm_EX...LE' }],
    ['shows it in a way nobody knows', { token: 'npm_EXAM####MPLE' }],
  ])('only knows that it works where the registry %s', async (_how, shown) => {
    const asked = answered(200, { username: 'ada', objects: [{ key: 'a', ...shown }] })
    const identity = await asked.identify(never)
    const row = tokenOf('npm', npmPersonal, { issuerId: 'a', name: 'a' })
    const secret = new Secret('npm_EXAMPLE000000EXAMPLE')
    expect(await asked.probe(npmPersonal, row, identity, secret, never)).toEqual({ kind: 'works' })
  })

  it('proves nothing when two tokens look alike', async () => {
    const token = 'npm_EXAM...MPLE'
    const asked = answered(200, {
      username: 'ada',
      objects: [
        { key: 'a', token },
        { key: 'b', token },
      ],
    })
    const identity = await asked.identify(never)
    const row = tokenOf('npm', npmPersonal, { issuerId: 'a', name: 'a' })
    const secret = new Secret('npm_EXAMPLE000000EXAMPLE')
    expect(await asked.probe(npmPersonal, row, identity, secret, never)).toEqual({ kind: 'works' })
  })
})

describe('where an npm registry is', () => {
  it('is where the person says, and no page of it is known', () => {
    const { provider } = connected('npm', simulator.origin, credential)
    const origin = 'https://registry.example.com:8443'
    expect(provider.resolve('registry.example.com:8443/')).toEqual({ origin, console: origin })
    expect(provider.page(origin, null)).toBeNull()
  })

  it('does not tell which token signs in, but that an expired one does not', async () => {
    const { provider } = connected('npm', simulator.origin, credential)
    const identity = await session().identify(never)
    const token = tokenOf('npm', npmPersonal, { issuerId: 'a', name: 'a' })
    expect(provider.isOwnCredential(identity, token)).toBe('unknown')
    expect(provider.isOwnCredential(identity, { ...token, expiry: { kind: 'at', at: now - 1 } })).toBe('no')
  })
})
