import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import type { NpmSimulator } from '#test/simulators/npm/index'
import type { NpmUser } from '#test/simulators/npm/state'
import { npmPersonal, plantedNpm } from './stages/npm.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: NpmSimulator
let ada: NpmUser
let credential: string

beforeEach(async () => {
  ;({ simulator, ada, credential } = await plantedNpm())
})

afterEach(async () => {
  await simulator.close()
})

const session = () =>
  connected('npm', simulator.origin, credential, undefined, { password: new Secret(ada.password) }).session
const create = () =>
  session().create(npmPersonal, { name: 'laptop', expiry: { kind: 'at', at: now + 30 * day } }, never)
/** So many calls are refused without a word. */
const refuse = (times: number) => simulator.faults.add({ fault: { kind: 'status', status: 401, message: '' }, times })

describe('a refusal that says nothing against the credential', () => {
  it.each([
    [{ error: 'needed' }, { 'www-authenticate': 'OTP' }],
    [{}, { 'www-authenticate': 'Bearer, ipaddress' }],
    [{ error: 'You must provide a one-time pass.' }, {}],
  ])('is known by what more is wanted (%j %j)', async (body, headers) => {
    const http = { send: () => Promise.resolve({ status: 401, headers, body: JSON.stringify(body) }) }
    const asked = connected('npm', simulator.origin, credential, http).session
    expect(await failureOf(() => listed(asked, npmPersonal))).toMatchObject({ kind: 'missing-permission' })
    const token = tokenOf('npm', npmPersonal, { issuerId: 'a', name: 'a' })
    const identity = await session().identify(never)
    const probe = () => asked.probe(npmPersonal, token, identity, new Secret('npm_EXAMPLE'), never)
    expect(await failureOf(probe)).toMatchObject({ kind: 'missing-permission' })
  })

  it('is one of the password, while the credential is good', async () => {
    refuse(1)
    expect(await failureOf(create)).toMatchObject({ kind: 'step-up-needed', field: 'password' })
    refuse(2)
    expect(await failureOf(create)).toMatchObject({ kind: 'wrong-token' })
    expect(simulator.state.tokens).toEqual([])
  })

  it('is one of permissions where a token is deleted', async () => {
    const token = simulator.state.addToken(ada, { name: 'a' })
    refuse(1)
    const row = tokenOf('npm', npmPersonal, { issuerId: token.key, name: 'a' })
    const revoke = () => session().revoke(npmPersonal, row, never)
    expect(await failureOf(revoke)).toMatchObject({ kind: 'missing-permission' })
    expect(token.revoked).toBeNull()
  })
})
