import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HttpFetch, HttpRequest } from '#main/ports/http'
import type { PartScope } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { startVerdaccio, type Verdaccio } from '#test/support/verdaccio'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const password = 'ada-password-EXAMPLE'
const part: PartScope = { owner: { kind: 'me', id: 'ada', name: 'ada' }, kind: 'personal' }

describe('npm tokens at a verdaccio below a path', () => {
  let registry: Verdaccio
  let credential: string

  beforeAll(async () => {
    registry = await startVerdaccio('/npm/private')
    credential = await registry.signUp('ada', password)
  })

  afterAll(async () => {
    await registry.close()
  })

  it('are made, listed, tried and deleted there, and nothing is asked beside the path', async () => {
    const { provider, session } = connected('npm', registry.address, credential, undefined, {
      password: new Secret(password),
    })
    // npm prints it with a slash at its end.
    expect(provider.resolve(`${registry.address}/`)).toEqual({ origin: registry.address, console: registry.address })
    const identity = await session.identify(never)
    expect(identity.login).toBe('ada')
    const expiry = { kind: 'at', at: now + 30 * day } as const
    const { token, secret } = await session.create(part, { name: 'made', expiry, scopes: ['read-write'] }, never)
    const ids = async () => (await listed(session, part)).tokens.map(({ issuerId }) => issuerId)
    expect(await ids()).toContain(token.issuerId)
    const row = tokenOf('npm', part, { issuerId: token.issuerId, name: 'made' })
    expect(await session.probe(part, row, identity, secret, never)).toEqual({ kind: 'proven' })
    expect(await session.revoke(part, row, never)).toBe('revoked')
    expect(await ids()).not.toContain(token.issuerId)
    for (const path of registry.paths) expect(path).toMatch(/^\/npm\/private\/-\//)
  })

  it('are not there beside the path', async () => {
    const { session } = connected('npm', registry.origin, credential)
    expect(await failureOf(() => session.identify(never))).toMatchObject({ kind: 'not-found' })
  })
})

describe('where an npm registry below a path says that its next page is', () => {
  const address = 'https://registry.example/npm'
  let sent: HttpRequest[]

  beforeEach(() => {
    sent = []
  })

  /** Gives two pages, of which the first says so of the second. */
  function registrySaying(next: string): HttpFetch {
    return {
      send(request) {
        sent.push(request)
        const key = sent.length === 1 ? 'first' : 'second'
        const body = JSON.stringify({ objects: [{ key }], urls: key === 'first' ? { next } : {} })
        return Promise.resolve({ status: 200, headers: {}, body })
      },
    }
  }

  it('is not looked for where a registry of packages knows who signs in, and of no tokens', async () => {
    const http: HttpFetch = {
      send(request) {
        sent.push(request)
        const isWhoami = request.url.endsWith('/-/whoami')
        const body = JSON.stringify(isWhoami ? { username: 'ada' } : { error: 'Not found' })
        return Promise.resolve({ status: isWhoami ? 200 : 404, headers: {}, body })
      },
    }
    const { session } = connected('npm', 'https://host.example/artifactory/api/npm/local', 'npm_EXAMPLE', http)
    expect(await session.identify(never)).toMatchObject({ login: 'ada' })
    expect(await failureOf(() => listed(session, part))).toMatchObject({ kind: 'not-found', field: 'list' })
  })

  const list = (next: string) => listed(connected('npm', address, 'npm_EXAMPLE', registrySaying(next)).session, part)

  it.each([
    '/-/npm/v1/tokens?page=1',
    '/npm/-/npm/v1/tokens?page=1',
    'https://registry.example/npm/-/npm/v1/tokens?page=1',
  ])('is taken as %s', async (next) => {
    const { tokens } = await list(next)
    expect(tokens.map(({ issuerId }) => issuerId)).toEqual(['first', 'second'])
    expect(sent[1]?.url).toBe('https://registry.example/npm/-/npm/v1/tokens?page=1')
  })

  it.each([
    'https://registry.example/-/npm/v1/tokens?page=1',
    'https://registry.example/npm-evil/-/npm/v1/tokens?page=1',
    'https://registry.example/npm/../evil/tokens',
    'https://registry.example/npm/..%2fevil/tokens',
    '/npm/../evil/tokens',
    '/npm/%2e%2e/evil/tokens',
    '/..%5cevil/tokens',
    '//evil.example/npm/-/npm/v1/tokens',
    'https://evil.example/npm/-/npm/v1/tokens',
  ])('is never asked at %s: the credential is for the registry alone', async (next) => {
    expect(await failureOf(() => list(next))).toMatchObject({ kind: 'origin-refused' })
    expect(sent).toHaveLength(1)
  })
})
