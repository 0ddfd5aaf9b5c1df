import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { startOidc, type OidcServer } from '#test/support/oidc'
import { oauthCredential } from './stages/oauth.ts'
import { tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let server: OidcServer
let session: ProviderSession
let part: PartScope

beforeAll(async () => {
  // It tells on the console that its keys and its memory are for trying out.
  vi.spyOn(console, 'warn').mockReturnValue()
  server = await startOidc()
  session = sessionOf(server.client)
  part = session.parts(await session.identify(never))[0]!
})

afterAll(async () => {
  await server.close()
})

function sessionOf({ id, secret }: { id: string; secret: string }): ProviderSession {
  return connected('oauth', server.origin, oauthCredential(id, secret, '/')).session
}

const row = () => tokenOf('oauth', part, { issuerId: 'kept-1', name: 'ci' })

describe('oidc-provider', () => {
  it('lets a client in by its id and secret, with every character that the two may have', async () => {
    expect(await session.identify(never)).toEqual({
      id: 'key rack',
      login: 'key rack',
      name: 'key rack',
      kind: 'service-account',
      organizations: [],
      teams: [],
    })
    for (const wrong of [
      { id: 'key rack', secret: 'EXAMPLE-wrong' },
      { id: 'nobody', secret: 'EXAMPLE' },
    ]) {
      expect(await failureOf(() => sessionOf(wrong).identify(never))).toMatchObject({
        kind: 'wrong-token',
        code: 'invalid_client',
      })
    }
  })

  it('tells of a token when it was issued, when it ends and what it may do', async () => {
    const secret = new Secret(await server.issue(server.client, 'read write'))
    const inspected = await session.inspect(part, await session.identify(never), secret, never)
    expect(inspected).toMatchObject({
      kind: 'accepted',
      token: { scopes: { kind: 'listed', names: ['read', 'write'] }, createdBy: 'key rack' },
    })
    const { created, expiry } = inspected.kind === 'accepted' ? inspected.token : {}
    const hours = expiry?.kind === 'at' && created?.kind === 'at' ? (expiry.at - created.at) / 3_600_000 : undefined
    expect(hours).toBe(1)
    expect(await session.probe(part, row(), await session.identify(never), secret, never)).toEqual({ kind: 'works' })
  })

  it('ends exactly the token that was meant, and tells of it no more', async () => {
    const identity = await session.identify(never)
    const [one, another] = [await server.issue(server.client), await server.issue(server.client)]
    expect(await session.revoke(part, row(), never, new Secret(one))).toBe('revoked')
    expect(await session.probe(part, row(), identity, new Secret(one), never)).toEqual({ kind: 'refused' })
    expect(await session.probe(part, row(), identity, new Secret(another), never)).toEqual({ kind: 'works' })
  })

  it('says the same of a token that was dead, and of one that never was', async () => {
    const secret = new Secret(await server.issue(server.client))
    await session.revoke(part, row(), never, secret)
    expect(await session.revoke(part, row(), never, secret)).toBe('revoked')
    expect(await session.revoke(part, row(), never, new Secret('EXAMPLE-never-issued'))).toBe('revoked')
  })

  it('says that the token of another client still works: it ends none, and answers as if it had', async () => {
    const value = await server.issue(server.other)
    expect(await failureOf(() => session.revoke(part, row(), never, new Secret(value)))).toMatchObject({
      kind: 'still-works',
    })
    const theirs = sessionOf(server.other)
    const identity = await theirs.identify(never)
    expect(await theirs.probe(part, row(), identity, new Secret(value), never)).toEqual({ kind: 'works' })
  })

  it('refuses a secret that is none of its tokens', async () => {
    const identity = await session.identify(never)
    const secret = new Secret('EXAMPLE-nonsense')
    expect(await session.inspect(part, identity, secret, never)).toEqual({ kind: 'refused' })
  })
})
