import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identitySchema, type Identity } from '#shared/model/account'
import { auditEventSchema } from '#shared/model/audit-event'
import { appErrorSchema } from '#shared/model/error'
import { formOptionsSchema } from '#shared/model/provider'
import { tokenSchema, type Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { SkippingClock } from '#test/contract/providers/skipping-clock'

const never = new AbortController().signal
const origin = 'https://api.example.com'
const clock = new SkippingClock(0)
const providers = createProviders({ http: { send: () => Promise.reject(new Error('unused')) }, clock })

/** Keys that the providers' answers have, with values that are right, nearly right and wrong. */
const key = fc.constantFrom(
  ...['id', 'name', 'tokens', 'token', 'value', 'tokenValue', 'description', 'created', 'lastUsed', 'expires', 'admin'],
  ...['role', 'type', 'createdBy', 'user', 'teams', 'members', 'scopes', 'expirationTime', 'createdAt', 'totalResults'],
  ...['organizations', 'githubLogin', 'email', 'tokenInfo', 'organization', 'team', 'roles', 'displayName', 'message'],
  ...['created_at', 'last_used_at', 'expires_at', 'user_id', 'revoked', 'access_level', 'last_used_ips', 'username'],
  ...['active', 'scope', 'exp', 'iat', 'jti', 'client_id', 'issuer', 'introspection_endpoint'],
  ...['key', 'objects', 'urls', 'next', 'permissions', 'readonly', 'expiry', 'accessed', 'message'],
  ...['resource_type', 'resource_id', 'full_path', 'path_with_namespace', 'bot', 'error', 'error_description'],
  ...['data', 'currentUser', 'users', 'edges', 'node', 'pageInfo', 'hasNextPage', 'endCursor', 'username', 'expiresAt'],
  ...['auditLogEvents', 'timestamp', 'event', 'tokenID', 'sourceIP', 'auditLogs', 'action', 'actorId', 'args'],
  ...['login', 'repositories', 'owner', 'permissions', 'token_name', 'access_granted_at', 'repository_selection'],
  ...['subject', 'principal', 'pagination', 'nextToken', 'personalAccessTokens', 'expiresAt', 'readOnly', 'creator'],
  ...['viewer', 'accessTokens', 'accountBySlug', 'nodes', 'graphScopes', 'slug', '__typename', 'jwt', 'account'],
  ...['maxAccessTokenExpiryDays', 'code', 'errors', 'attribute', 'errorType', 'userId', 'defaultIdentifier'],
)
const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', 'refresh', '2026-11-22T09:00:00Z', '12', 'function:*', 'x'.repeat(5000), 'not_found', 'admin'),
  fc.double(),
  fc.constantFrom(0, -1, 1, 1_790_000_000, null, true, false),
)
const { node: nearly } = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('record')),
  list: fc.array(tie('node'), { maxLength: 4 }),
  record: fc.dictionary(key, tie('node'), { maxKeys: 8 }),
}))

/** Answers that are what was promised, but for one odd value in the middle. */
const odd = fc.tuple(key, leaf).map(([name, value]) => {
  const token = {
    id: 'a',
    name: 'n',
    value: 's',
    tokenValue: 's',
    scopes: ['function:*'],
    lastUsed: 0,
    role: { name: 'r' },
  }
  const user = { id: 'a', name: 'n', githubLogin: 'l', organizations: [{ githubLogin: 'o', [name]: value }] }
  const tokenInfo = { name: 't', organization: 'o', team: '', [name]: value }
  const edges = [{ node: { id: 'a', [name]: value } }, { node: { id: 'b', created: null, expiresAt: null } }]
  const connection = { edges, pageInfo: { hasNextPage: false } }
  const personal = { id: 'a', userId: 'a', description: 'd', expiresAt: '2026-11-22T09:00:00Z' }
  const nodes = {
    nodes: [{ id: 'a', name: 'n', expiresAt: null, graphScopes: [{ slug: 's' }], [name]: value }],
    pageInfo: { hasNextPage: false, endCursor: null },
  }
  const membership = { role: 'OWNER', account: { slug: 'o', name: 'n', [name]: value } }
  return {
    ...user,
    tokenInfo,
    data: {
      currentUser: { email: 'e', tokens: connection, [name]: value },
      users: { edges: [{ node: { email: 'o', tokens: connection } }], pageInfo: {} },
      createAccessToken: { id: 'a', token: 's', [name]: value },
      viewer: { id: 'a', name: 'n', organizationMemberships: [membership], [name]: value },
      accessTokens: nodes,
      accountBySlug: { id: 'a', accessTokens: nodes, graphs: nodes },
      accessTokenCreate: { __typename: 'AccessTokenCreateSuccess', jwt: 's', token: { id: 'a' }, [name]: value },
    },
    token: { ...token, [name]: value },
    issuer: origin,
    introspection_endpoint: '/introspect',
    active: true,
    scope: 's',
    objects: [
      { key: 'a', ...token },
      { key: 'b', [name]: value },
    ],
    tokens: [token, { ...token, id: 'b', [name]: value }],
    user: { ...user, [name]: value },
    teams: [{ id: 'a', name: 'n', members: [{ userId: 'a', role: 'TEAM_ROLE_OWNER' }], [name]: value }],
    roles: [{ id: 'a', name: 'n', [name]: value }],
    auditLogEvents: [{ timestamp: 1, event: 'e', user: { githubLogin: 'l' }, [name]: value }],
    auditLogs: [{ id: 'a', timestamp: '2026-11-22T09:00:00Z', args: '[{"id":"12345678"}]', [name]: value }],
    tokenValue: 's',
    subject: { id: 'a', principal: 'PRINCIPAL_USER', [name]: value },
    organizationId: 'o',
    account: { memberships: [{ organizationId: 'o', organizationName: 'n', [name]: value }] },
    personalAccessTokens: [personal, { ...personal, id: 'b', [name]: value }],
    workspace: { id: 'a', name: 'n', [name]: value },
    [name]: value,
  }
})
const listAlone = odd.map(({ tokens }) => tokens)
const linodes = fc.tuple(key, leaf).map(([name, value]) => {
  const token = { id: 1, label: 'n', scopes: '*', expiry: null, token: '0'.repeat(16), created: '2026-11-22T09:00:00' }
  return { uid: 7, username: 'a', pages: 1, results: 2, data: [token, { ...token, id: 2, [name]: value }] }
})
const vercels = fc.tuple(key, leaf).map(([name, value]) => {
  const token = { id: 'a', name: 'n', scopes: [{ type: 'user' }], createdAt: 1_790_000_000_000, activeAt: null }
  const user = { id: 'u', username: 'a', email: 'a@example.com' }
  return { user, token, tokens: [token, { ...token, id: 'b', [name]: value }], pagination: { next: null } }
})
/** The same of services whose answers do not fit between the others'. A new one is added here, or to the fields above. */
const shapedSo: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  gitlab: listAlone,
  github: listAlone,
  linode: linodes,
  vercel: vercels,
}
/** Of services where signing in needs more than a secret. */
const credentials: Readonly<Record<string, string>> = {
  oauth: JSON.stringify({ secret: 'EXAMPLE', fields: { client: 'a', path: '/' } }),
}
/** Services that list no tokens: what is understood of them is who calls. */
const silent: ReadonlySet<string> = new Set(['rudderstack'])
const body = fc.oneof(
  nearly.map((value) => JSON.stringify(value)),
  odd.map((value) => JSON.stringify(value)),
  ...Object.values(shapedSo).map((shaped) => shaped.map((value) => JSON.stringify(value))),
  fc.json(),
  fc.string({ unit: 'binary' }),
)
const status = fc.constantFrom(200, 200, 200, 200, 204, 400, 401, 403, 404, 409, 418, 500)

const made: Pick<Token, 'id' | 'accountId' | 'partId' | 'provider' | 'state' | 'asOf'> = {
  id: 'i',
  accountId: 'a',
  partId: 'p',
  provider: 'p',
  state: 'active',
  asOf: 0,
}

const someone: Identity = { id: 'a', login: 'a', name: 'a', kind: 'person', organizations: [], teams: [] }
const plain: IssuedToken = {
  issuerId: 'a',
  name: 'a',
  description: '',
  created: { kind: 'unknown' },
  lastUsed: { kind: 'unknown' },
  expiry: { kind: 'unknown' },
  scopes: { kind: 'unknown' },
}

function expectToken(part: PartScope, token: IssuedToken): void {
  expect(tokenSchema.safeParse({ ...made, ...token, owner: part.owner, kind: part.kind }).error).toBeUndefined()
}

describe.each(providers.map((provider) => [provider.record.id, provider] as const))('%s', (id) => {
  function answering(answer: { status: number; body: string }): Promise<ProviderSession> {
    const http = { send: () => Promise.resolve({ ...answer, headers: {} }) }
    const provider = createProviders({ http, clock }).find(({ record }) => record.id === id)!
    return provider.connect(origin, new Secret(credentials[id] ?? 'EXAMPLE'), { password: new Secret('EXAMPLE') })
  }

  const scopes: PartScope[] = [
    { owner: { kind: 'me', id: 'a', name: 'a' }, kind: 'personal' },
    { owner: { kind: 'organization', id: 'o', name: 'o' }, kind: 'organization' },
    { owner: { kind: 'team', id: 't', name: 't', organization: 'o' }, kind: 'team' },
    { owner: { kind: 'project', id: '7', name: 'p' }, kind: 'project' },
    { owner: { kind: 'organization', id: 'o', name: 'o' }, kind: 'grant' },
    { owner: { kind: 'me', id: 'a', name: 'a' }, kind: 'classic' },
  ]

  /** Whatever the answer: a value that fits the model, or a failure that does. */
  async function orFailure(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      expect(appErrorSchema.safeParse(error.error).error).toBeUndefined()
    }
  }

  it('makes of any answer something that fits the model, or a failure', async () => {
    await fc.assert(
      fc.asyncProperty(status, body, async (answered, text) => {
        const session = await answering({ status: answered, body: text })
        await orFailure(async () => {
          const identity = await session.identify(never)
          expect(identitySchema.safeParse(identity).error).toBeUndefined()
          expect(session.parts(identity).length).toBeLessThan(20_000)
        })
        await orFailure(async () => {
          const query = { log: { kind: 'organization', id: 'o', name: 'o' } as const, from: -8.64e15, to: 8.64e15 }
          for await (const chunk of session.events(query, never)) {
            for (const event of chunk) expect(auditEventSchema.safeParse(event).error).toBeUndefined()
          }
        })
        for (const part of scopes) {
          await orFailure(async () => {
            for await (const page of session.list(part, never)) page.tokens.forEach((token) => expectToken(part, token))
          })
          await orFailure(async () => {
            expect(formOptionsSchema.safeParse(await session.formOptions(part, never)).error).toBeUndefined()
          })
          await orFailure(async () => {
            const draft = { name: 'a name', description: 'd', expiry: { kind: 'never' } } as const
            expectToken(part, (await session.create(part, draft, never)).token)
          })
          await orFailure(async () => {
            const inspection = await session.inspect(part, someone, new Secret('EXAMPLE'), never)
            if (inspection.kind === 'accepted') expectToken(part, { ...plain, ...inspection.token })
          })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('understands the answers that are nearly right often enough for this to mean something', async () => {
    let understood = 0
    for (const value of fc.sample(shapedSo[id] ?? odd, 100)) {
      const session = await answering({ status: 200, body: JSON.stringify(value) })
      if (silent.has(id)) {
        await orFailure(async () => {
          understood += (await session.identify(never)).id === '' ? 0 : 1
        })
        continue
      }
      for (const part of scopes) {
        await orFailure(async () => {
          for await (const page of session.list(part, never)) understood += page.tokens.length
        })
        await orFailure(async () => {
          const inspection = await session.inspect(part, someone, new Secret('EXAMPLE'), never)
          if (inspection.kind === 'accepted') understood += 1
        })
      }
    }
    expect(understood).toBeGreaterThan(50)
  })
})
