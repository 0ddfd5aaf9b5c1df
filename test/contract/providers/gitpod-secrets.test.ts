import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Token } from '#shared/model/token'
import type { Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { loopbackHttp } from '#test/support/loopback-http'
import { gitpodPersonal, plantedGitpod } from './stages/gitpod.ts'
import { day, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: GitpodSimulator
let userId: string
let session: ProviderSession
let provider: Provider

beforeEach(async () => {
  const planted = await plantedGitpod()
  ;({ simulator, userId } = planted)
  ;({ session, provider } = connected('gitpod', simulator.origin, planted.credential))
})

afterEach(async () => {
  await simulator.close()
})

function plant(name: string, scopes: readonly string[] = []) {
  const planted = simulator.state.addToken(userId, { name, scopes, expirationTime: now + 30 * day })
  return { ...planted, token: tokenOf('gitpod', gitpodPersonal, { issuerId: planted.id, name }) }
}

describe('trying a pasted secret at Gitpod', () => {
  it('tells whose it is, and never which token', async () => {
    const identity = await session.identify(never)
    const bob = simulator.state.addUser({ name: 'bob' })
    const planted = { name: 'his', expirationTime: now + day, scopes: FULL_ACCESS }
    const his = simulator.state.addToken(bob.id, planted).value
    const mine = plant('mine', FULL_ACCESS)
    const probe = (value: string) => session.probe(gitpodPersonal, mine.token, identity, new Secret(value), never)
    expect(await probe(mine.value)).toEqual({ kind: 'works' })
    expect(await probe(his)).toEqual({ kind: 'another' })
    expect(await probe('gitpod_pat_wrong')).toEqual({ kind: 'refused' })
  })

  it('proves nothing of a secret without scopes, which may not even ask whose it is', async () => {
    const identity = await session.identify(never)
    const { token, value } = plant('no scopes')
    const error = await failureOf(() => session.probe(gitpodPersonal, token, identity, new Secret(value), never))
    expect(error).toMatchObject({ kind: 'missing-permission' })
  })
})

describe('what Gitpod says and where it is', () => {
  it('is understood by the code in the body, whatever the status', async () => {
    const answers = [
      [418, 'unauthenticated', 'wrong-token'],
      [500, 'permission_denied', 'missing-permission'],
      [412, 'failed_precondition', 'invalid-input'],
      [400, 'failed_precondition', 'invalid-input'],
      [501, 'unimplemented', 'not-supported'],
      [408, 'deadline_exceeded', 'timeout'],
      [409, 'aborted', 'server-error'],
      [500, 'resource_exhausted', 'rate-limited'],
      [404, 'a_code_of_tomorrow', 'not-found'],
    ] as const
    for (const [status, code, kind] of answers) {
      const answer = { status, headers: {}, body: JSON.stringify({ code, message: 'so' }) }
      const asked = connected('gitpod', simulator.origin, 'EXAMPLE-token', {
        send: () => Promise.resolve(answer),
      }).session
      expect(await failureOf(() => asked.identify(never)), code).toMatchObject({ kind, code, said: 'so' })
    }
  })

  it('is masked where a code is the credential itself', async () => {
    const credential = 'correct-horse-EXAMPLE'
    const answer = { status: 400, headers: {}, body: JSON.stringify({ code: `bad_${credential}` }) }
    const asked = connected('gitpod', simulator.origin, credential, { send: () => Promise.resolve(answer) }).session
    expect(await failureOf(() => asked.identify(never))).toMatchObject({ kind: 'invalid-input', code: 'bad_•••' })
  })

  it.each(['canceled', 'deadline_exceeded'])('leaves the outcome of a change open after %s', async (code) => {
    const answer = { status: 500, headers: {}, body: JSON.stringify({ code }) }
    const asked = connected('gitpod', simulator.origin, 'a', { send: () => Promise.resolve(answer) }).session
    const draft = { name: 'deploy', expiry: { kind: 'never' } as const }
    expect(await failureOf(() => asked.create(gitpodPersonal, draft, never))).toMatchObject({ kind: 'answer-lost' })
  })

  it('asks by the protocol', async () => {
    await connected('gitpod', simulator.origin, 'a', loopbackHttp())
      .session.identify(never)
      .catch(() => undefined)
    expect(simulator.requests).toMatchObject([
      {
        method: 'POST',
        path: '/gitpod.experimental.v1.UserService/GetAuthenticatedUser',
        body: '{}',
        headers: { 'content-type': 'application/json', 'connect-protocol-version': '1', authorization: 'Bearer a' },
      },
    ])
  })

  it.each([
    ['gitpod.io', 'https://api.gitpod.io', 'https://gitpod.io'],
    ['https://gitpod.io/', 'https://api.gitpod.io', 'https://gitpod.io'],
    ['https://api.gitpod.io', 'https://api.gitpod.io', 'https://gitpod.io'],
    ['gitpod.example.com:8443', 'https://api.gitpod.example.com:8443', 'https://gitpod.example.com:8443'],
    ['http://localhost:9999', 'http://localhost:9999', 'http://localhost:9999'],
    ['https://10.1.2.3', 'https://10.1.2.3', 'https://10.1.2.3'],
  ])('%s has its API at %s and its pages at %s', (address, origin, pages) => {
    expect(provider.resolve(address)).toEqual({ origin, console: pages })
  })

  it('leads to the page of a token', () => {
    const token = tokenOf('gitpod', gitpodPersonal, { issuerId: 'a/b', name: '' })
    expect(provider.page('https://gitpod.io', token)).toBe('https://gitpod.io/user/tokens/edit/a%2Fb')
    expect(provider.page('https://gitpod.io', null)).toBe('https://gitpod.io/user/tokens')
  })

  it('cannot tell which token signs in, but which ones cannot', async () => {
    const identity = await session.identify(never)
    const token = (more: Partial<Token>): Token => ({ ...plant('a name').token, ...more })
    const own = (more: Partial<Token>): string => provider.isOwnCredential(identity, token(more))
    expect(own({ scopes: { kind: 'full' } })).toBe('unknown')
    expect(own({ scopes: { kind: 'none' } })).toBe('no')
    expect(own({ scopes: { kind: 'full' }, expiry: { kind: 'at', at: now - 1 } })).toBe('no')
  })
})
