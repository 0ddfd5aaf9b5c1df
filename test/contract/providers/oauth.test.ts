import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import type { OauthToken } from '#test/simulators/oauth/state'
import { oauthCredential, plantedOauth, type PlantedOauth } from './stages/oauth.ts'
import { day, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const seconds = now / 1000

let planted: PlantedOauth
let state: PlantedOauth['simulator']['state']

beforeEach(async () => {
  planted = await plantedOauth()
  ;({ state } = planted.simulator)
})

afterEach(async () => {
  await planted.simulator.close()
})

const session = (credential = planted.credential) => connected('oauth', planted.simulator.origin, credential).session
const asked = () => planted.simulator.requests.map(({ method, path }) => `${method} ${path}`)
const row = (facts: object = {}) => tokenOf('oauth', planted.part, { issuerId: 'kept-1', name: 'ci', ...facts })

async function inspect(token: Partial<OauthToken>) {
  const secret = new Secret(state.addToken(token))
  const identity = await session().identify(never)
  return session().inspect(planted.part, identity, secret, never)
}

it('repeats neither the token that is asked about nor the client’s secret', async () => {
  const token = 'plain words as a token'
  const identity = await session().identify(never)
  const http = {
    send: ({ url }: { readonly url: string }) => {
      const { origin } = new URL(url)
      const described = { issuer: `${origin}/realms/acme`, introspection_endpoint: `${origin}/introspect` }
      const refused = { error: 'odd', error_description: `What is ${token}?` }
      const isAsked = url.endsWith('/introspect')
      const body = JSON.stringify(isAsked ? refused : described)
      return Promise.resolve({ status: isAsked ? 400 : 200, headers: {}, body })
    },
  }
  const odd = connected('oauth', planted.simulator.origin, planted.credential, http).session
  const failure = await failureOf(() => odd.inspect(planted.part, identity, new Secret(token), never))
  expect(failure).toMatchObject({ code: 'odd', said: 'What is •••?' })
})

describe('finding out about an OAuth 2.0 server', () => {
  it('asks at the place of RFC 8414 once, and as OpenID Connect does where there is nothing', async () => {
    const one = session()
    await one.identify(never)
    await one.identify(never)
    expect(asked()).toEqual([`GET ${state.metadataPath}`, 'POST /introspect', 'POST /introspect'])
    planted.simulator.requests.length = 0
    state.metadataPath = '/realms/acme/.well-known/openid-configuration'
    expect(await session().identify(never)).toMatchObject({ id: '/realms/acme key rack', name: 'key rack' })
    expect(asked()).toEqual([
      'GET /.well-known/oauth-authorization-server/realms/acme',
      'GET /realms/acme/.well-known/openid-configuration',
      'POST /introspect',
    ])
  })

  it('takes no other issuer’s description', async () => {
    state.described = { issuer: 'https://evil.example.com' }
    expect(await failureOf(() => session().identify(never))).toMatchObject({ kind: 'broken-body', code: 'issuer' })
  })

  it('sends the client’s secret to no other server, whatever the description says', async () => {
    const elsewhere = await plantedOauth()
    state.described = { introspection_endpoint: `${elsewhere.simulator.origin}/introspect` }
    expect(await failureOf(() => session().identify(never))).toMatchObject({ kind: 'origin-refused' })
    expect(elsewhere.simulator.requests).toEqual([])
    await elsewhere.simulator.close()
  })

  it.each(['introspection_endpoint', 'revocation_endpoint'])('can do without %s what needs it not', async (missing) => {
    state.described = { [missing]: undefined }
    const secret = new Secret(state.addToken())
    const identifying = session().identify(never)
    const revoking = session().revoke(planted.part, row(), never, secret)
    const [cannot, can] = missing === 'introspection_endpoint' ? [identifying, revoking] : [revoking, identifying]
    expect(await failureOf(() => cannot)).toMatchObject({ kind: 'not-supported' })
    await can
  })

  it('shows the client in the form where the server wants that, and in the form only', async () => {
    state.described = { introspection_endpoint_auth_methods_supported: ['client_secret_post'] }
    await session().identify(never)
    const { body, headers, path } = planted.simulator.requests.at(-1)!
    expect(new URLSearchParams(body).get('client_secret')).toBe(state.client.secret)
    expect(headers['authorization']).toBeUndefined()
    expect(path).toBe('/introspect')
  })

  it('does not try where only other ways of showing a client are taken', async () => {
    state.described = { token_endpoint_auth_methods_supported: ['private_key_jwt'] }
    expect(await failureOf(() => session().identify(never))).toMatchObject({ kind: 'not-supported' })
    expect(asked()).toHaveLength(1)
  })

  it.each(['realms/acme', '//evil.example.com', '/a b', '/a?b', '/a#b', '\\a'])(
    'refuses the path %j before anything is sent',
    async (path) => {
      const { id, secret } = state.client
      const failing = session(oauthCredential(id, secret, path))
      expect(await failureOf(() => failing.identify(never))).toMatchObject({ kind: 'invalid-input', field: 'path' })
      expect(asked()).toEqual([])
    },
  )

  it('lets in nobody with a wrong secret', async () => {
    const wrong = session(oauthCredential(state.client.id, 'EXAMPLE-wrong', state.path))
    expect(await failureOf(() => wrong.identify(never))).toMatchObject({ kind: 'wrong-token' })
  })
})

describe('asking an OAuth 2.0 server about a token', () => {
  it('learns every fact that it tells', async () => {
    const told = { jti: 'id-1', scope: 'read  write read', username: 'ada', iat: seconds - 60, exp: seconds + 3600 }
    expect(await inspect(told)).toEqual({
      kind: 'accepted',
      proof: 'proven',
      token: {
        issuerId: 'id-1',
        scopes: { kind: 'listed', names: ['read', 'write'] },
        lastUsed: { kind: 'unknown' },
        created: { kind: 'at', at: now - 60_000 },
        expiry: { kind: 'at', at: now + 3_600_000 },
        createdBy: 'ada',
      },
    })
  })

  it('takes what it does not tell for unknown, and no end for none', async () => {
    expect(await inspect({})).toEqual({
      kind: 'accepted',
      proof: 'works',
      token: {
        scopes: { kind: 'unknown' },
        lastUsed: { kind: 'unknown' },
        created: { kind: 'unknown' },
        createdBy: 'a program',
      },
    })
    expect(await inspect({ scope: '', iat: 0 })).toMatchObject({ token: { scopes: { kind: 'none' } } })
  })

  it('refuses one that is over or revoked', async () => {
    expect(await inspect({ exp: seconds - 1 })).toEqual({ kind: 'refused' })
    expect(await inspect({ isRevoked: true })).toEqual({ kind: 'refused' })
  })

  it('tells tokens apart by their ids and their times, as far as there are any', async () => {
    const identity = await session().identify(never)
    const value = state.addToken({ jti: 'id-1', iat: seconds, exp: seconds + 60 })
    const probe = (facts: object) => session().probe(planted.part, row(facts), identity, new Secret(value), never)
    expect(await probe({ issuerId: 'id-1' })).toEqual({ kind: 'proven' })
    expect(await probe({ created: { kind: 'at', at: now } })).toEqual({ kind: 'works' })
    expect(await probe({ created: { kind: 'at', at: now - day } })).toEqual({ kind: 'another' })
    expect(await probe({ expiry: { kind: 'at', at: now + day } })).toEqual({ kind: 'another' })
    expect(await probe({ expiry: { kind: 'never' } })).toEqual({ kind: 'works' })
  })

  it('puts neither token nor secret into the address or into a failure', async () => {
    const value = state.addToken()
    const identity = await session().identify(never)
    const said = `no ${value} for ${state.client.secret}`
    planted.simulator.faults.add({
      match: { path: '/introspect' },
      fault: { kind: 'status', status: 400, message: said },
    })
    const error = await failureOf(() => session().inspect(planted.part, identity, new Secret(value), never))
    expect(error).toMatchObject({ kind: 'invalid-input', provider: 'OAuth 2.0 server' })
    expect(JSON.stringify(error)).not.toContain('EXAMPLE')
    expect(asked().join()).not.toContain('EXAMPLE')
  })
})

describe('revoking a token at an OAuth 2.0 server', () => {
  it('sends its value, and makes sure that it is dead', async () => {
    const value = state.addToken()
    expect(await session().revoke(planted.part, row(), never, new Secret(value))).toBe('revoked')
    expect(state.tokens.get(value)?.isRevoked).toBe(true)
    expect(asked().slice(1)).toEqual(['POST /revoke', 'POST /introspect'])
  })

  it('says so when it still works afterwards', async () => {
    const value = state.addToken({ canBeRevoked: false })
    expect(await failureOf(() => session().revoke(planted.part, row(), never, new Secret(value)))).toMatchObject({
      kind: 'still-works',
    })
  })

  it('takes the server’s word where it cannot be asked afterwards', async () => {
    planted.simulator.faults.add({ match: { path: '/introspect' }, fault: { kind: 'status', status: 403 } })
    expect(await session().revoke(planted.part, row(), never, new Secret(state.addToken()))).toBe('revoked')
  })

  it('cannot be done without the stored secret, and sends nothing then', async () => {
    expect(await failureOf(() => session().revoke(planted.part, row(), never))).toMatchObject({ kind: 'not-supported' })
    expect(asked()).toEqual([])
  })

  it.each([
    [{ error: 'unsupported_token_type' }, 'not-supported'],
    [{ error: 'unauthorized_client' }, 'missing-permission'],
    [{ error: 'invalid_client' }, 'wrong-token'],
    [{ error: 'invalid_request' }, 'invalid-input'],
    // oidc-provider's words.
    [{ error: 'invalid_request', error_description: 'no client authentication mechanism provided' }, 'wrong-token'],
    [
      { error: 'invalid_request', error_description: 'client is not authorized to revoke the presented token' },
      'missing-permission',
    ],
  ])('understands %j, whatever the status', async (body, kind) => {
    const metadata = JSON.stringify(state.metadata(planted.simulator.origin))
    const http = {
      send: ({ method }: { method: string }) =>
        Promise.resolve(
          method === 'GET'
            ? { status: 200, headers: {}, body: metadata }
            : { status: 400, headers: {}, body: JSON.stringify(body) },
        ),
    }
    const one = connected('oauth', planted.simulator.origin, planted.credential, http).session
    const revoking = one.revoke(planted.part, row(), never, new Secret('EXAMPLE'))
    expect(await failureOf(() => revoking)).toMatchObject({ kind, code: body.error })
  })
})

it('no token is what Keyrack signs in with at an OAuth 2.0 server', async () => {
  const { provider } = connected('oauth', planted.simulator.origin, planted.credential)
  const identity = await session().identify(never)
  expect(provider.isOwnCredential(identity, row())).toBe('no')
  expect(session().parts(identity)).toEqual([planted.part])
})
