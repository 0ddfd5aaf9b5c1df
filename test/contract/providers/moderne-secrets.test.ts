import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PartScope, Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ModerneSimulator } from '#test/simulators/moderne/index'
import { ada, bob, modernePersonal, ofBob, plantedModerne } from './stages/moderne.ts'
import { now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: ModerneSimulator
let session: ProviderSession
let provider: Provider
let credential: string

beforeEach(async () => {
  ;({ simulator, credential } = await plantedModerne())
  ;({ session, provider } = connected('moderne', simulator.origin, credential))
  simulator.state.addUser({ email: bob, username: 'Bob' })
})

afterEach(async () => {
  await simulator.close()
})

const personal = (issuerId: string) => tokenOf('moderne', modernePersonal, { issuerId, name: '' })
const hisToken = (issuerId: string) => tokenOf('moderne', ofBob, { issuerId, name: '' })

describe('trying a pasted secret at Moderne', () => {
  it('tells whose it is, and never which token', async () => {
    const identity = await session.identify(never)
    const mine = simulator.state.addToken(ada)
    const his = simulator.state.addToken(bob)
    const ended = simulator.state.addToken(ada, { expiresAt: now - 1 })
    const probe = (part: PartScope, id: string, value: string) =>
      session.probe(part, tokenOf('moderne', part, { issuerId: id, name: '' }), identity, new Secret(value), never)
    expect(await probe(modernePersonal, mine.id, mine.value)).toEqual({ kind: 'works' })
    expect(await probe(modernePersonal, mine.id, his.value)).toEqual({ kind: 'another' })
    expect(await probe(ofBob, his.id, his.value)).toEqual({ kind: 'works' })
    expect(await probe(ofBob, his.id, mine.value)).toEqual({ kind: 'another' })
    for (const value of [ended.value, 'mat-wrong-EXAMPLE', 'two words']) {
      expect(await probe(modernePersonal, mine.id, value)).toEqual({ kind: 'refused' })
    }
  })

  it('is a failure where it could not be tried', async () => {
    const identity = await session.identify(never)
    simulator.faults.add({ fault: { kind: 'status', status: 500 } })
    const tried = session.probe(modernePersonal, personal('a'), identity, new Secret('mat-EXAMPLE-1'), never)
    expect(await failureOf(() => tried)).toMatchObject({ kind: 'server-error' })
  })
})

describe('Moderne as a provider', () => {
  it('finds API and pages of a tenant from either address', () => {
    const acme = { origin: 'https://api.acme.moderne.io', console: 'https://acme.moderne.io' }
    for (const address of ['acme.moderne.io', 'https://acme.moderne.io/', 'api.acme.moderne.io']) {
      expect(provider.resolve(address)).toEqual(acme)
    }
    expect(provider.resolve('https://192.0.2.1:8443')).toMatchObject({ origin: 'https://192.0.2.1:8443' })
  })

  it('names the tenant by its address', async () => {
    const body = JSON.stringify({ data: { currentUser: { email: ada, username: null, role: 'USER' } } })
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const asked = connected('moderne', 'https://api.acme.moderne.io', credential, http).session
    expect((await asked.identify(never)).organizations).toEqual([{ id: 'acme', name: 'acme', role: 'user' }])
  })

  it('has a page for a person’s own tokens only', () => {
    const console = 'https://acme.moderne.io'
    expect(provider.page(console, null)).toBe(`${console}/settings/access-token`)
    expect(provider.page(console, personal('a'))).toBe(`${console}/settings/access-token`)
    expect(provider.page(console, hisToken('a'))).toBeNull()
  })

  it('is sure that an expired token and another person’s are not its own credential, and of no other', async () => {
    const identity = await session.identify(never)
    const expired = { ...personal('a'), expiry: { kind: 'at', at: now - 1 } as const }
    expect(provider.isOwnCredential(identity, personal('a'))).toBe('unknown')
    expect(provider.isOwnCredential(identity, expired)).toBe('no')
    expect(provider.isOwnCredential(identity, hisToken('a'))).toBe('no')
  })

  it('changes and regenerates no token', async () => {
    const token = personal('a')
    expect(await failureOf(() => session.update(modernePersonal, token, {}, never))).toMatchObject({
      kind: 'not-supported',
    })
    expect(await failureOf(() => session.regenerate(modernePersonal, token, { kind: 'never' }, never))).toMatchObject({
      kind: 'not-supported',
    })
    expect(simulator.requests).toEqual([])
  })
})
