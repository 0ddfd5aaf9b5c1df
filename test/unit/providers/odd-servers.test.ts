import { describe, expect, it } from 'vitest'
import type { Identity } from '#shared/model/account'
import type { HttpRequest, HttpResponse } from '#main/ports/http'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { secondsOf } from '#main/providers/pulumi/event-map'
import { policySchema } from '#main/providers/pulumi/map'
import { SkippingClock } from '#test/contract/providers/skipping-clock'
import { listed, tokenOf } from '#test/contract/providers/stages/stage'

// What servers do that the simulators do not: versions, proxies and plans differ.

const never = new AbortController().signal
const me = { kind: 'me', id: '1', name: 'Ada' } as const
const ada: Identity = { id: '1', login: 'ada', name: 'Ada', kind: 'person', organizations: [], teams: [] }

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A session at a server that answers so. */
async function sessionAt(id: string, answer: (request: HttpRequest) => Answer): Promise<ProviderSession> {
  const send = (request: HttpRequest): Promise<HttpResponse> => {
    const { status = 200, headers = {}, body } = answer(request)
    return Promise.resolve({ status, headers, body: JSON.stringify(body) })
  }
  const clock = new SkippingClock(0)
  const provider = createProviders({ http: { send }, clock }).find(({ record }) => record.id === id)
  if (!provider) throw new Error(`no provider ${id}`)
  return provider.connect('https://api.example.com', new Secret('ghp_EXAMPLE'))
}

const pageOf = ({ url }: HttpRequest) => Number(new URL(url).searchParams.get('page'))

describe('a listing of GitLab', () => {
  const personal: PartScope = { owner: me, kind: 'personal' }

  it('goes on after a full page of which some are left out as revoked, where no total is told', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => ({ id: at + 1, name: `t${at}`, revoked: at < 50 }))
    const session = await sessionAt('gitlab', (request) => {
      return { body: rows.slice((pageOf(request) - 1) * 100, pageOf(request) * 100) }
    })
    expect((await listed(session, personal)).tokens).toHaveLength(70)
  })
})

describe('a listing of one person’s tokens', () => {
  it('has nobody else’s at a GitLab that overlooks the filter', async () => {
    const rows = [{ id: 1, user_id: 1 }, { id: 2, user_id: 2 }, { id: 3 }]
    const session = await sessionAt('gitlab', () => ({ body: rows }))
    const { tokens } = await listed(session, { owner: me, kind: 'personal' })
    expect(tokens.map(({ issuerId }) => issuerId)).toEqual(['1', '3'])
  })

  it('is none at a Moderne that answers with somebody else', async () => {
    const tokens = { edges: [{ node: { id: 'theirs' } }], pageInfo: {} }
    const session = await sessionAt('moderne', () => ({
      body: { data: { users: { edges: [{ node: { email: 'Bob@example.com', tokens } }] } } },
    }))
    const of = (id: string) => listed(session, { owner: { kind: 'person', id, name: id }, kind: 'of-another' })
    expect((await of('bob@example.com')).tokens).toHaveLength(1)
    await expect(of('eve@example.com')).rejects.toMatchObject({ error: { kind: 'broken-body', code: 'email' } })
  })
})

describe('GitHub', () => {
  const grants: PartScope = { owner: { kind: 'organization', id: 'acme', name: 'acme' }, kind: 'grant' }
  const inspect = async (kind: string, value: string, headers: Record<string, string>) => {
    const session = await sessionAt('github', () => ({ headers, body: { id: 1, login: 'ada' } }))
    return session.inspect({ owner: me, kind }, ada, new Secret(value), never)
  }

  it('is read on after a short page that has a next one', async () => {
    const session = await sessionAt('github', (request) => {
      const next = { link: '<https://api.example.com/next>; rel="next"' }
      return { headers: pageOf(request) < 3 ? next : {}, body: [{ id: pageOf(request) }] }
    })
    expect((await listed(session, grants)).tokens.map(({ issuerId }) => issuerId)).toEqual(['1', '2', '3'])
  })

  it('is told what a token is by its value, whatever becomes of the header with scopes on the way', async () => {
    const unknown = { kind: 'accepted', token: { scopes: { kind: 'unknown' } } }
    const fine = 'github_pat_EXAMPLE'
    expect(await inspect('fine-grained', fine, { 'x-oauth-scopes': '' })).toMatchObject(unknown)
    expect(await inspect('classic', 'ghp_EXAMPLE', {})).toMatchObject(unknown)
    expect(await inspect('classic', fine, { 'x-oauth-scopes': 'repo' })).toEqual({ kind: 'another' })
  })

  it('has no classic token without scopes to tell', async () => {
    expect(await inspect('classic', 'a'.repeat(40), {})).toEqual({ kind: 'another' })
    expect(await inspect('classic', 'a'.repeat(40), { 'x-oauth-scopes': '' })).toMatchObject({ kind: 'accepted' })
  })

  it('is waited for when nothing is left of a limit, whatever its words are', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '300' }
    const session = await sessionAt('github', () => ({ status: 403, headers, body: { message: 'No.' } }))
    await expect(session.identify(never)).rejects.toMatchObject({ error: { kind: 'rate-limited', waitSeconds: 300 } })
  })
})

describe('a token of Gitpod', () => {
  it('is not said to have full access when it has more scopes than those that mean it', async () => {
    const full = ['function:*', 'resource:default']
    const tokens = [full, [...full, 'function:getWorkspace']].map((scopes, at) => ({ id: String(at), scopes }))
    const session = await sessionAt('gitpod', () => ({ body: { tokens, totalResults: '2' } }))
    const found = (await listed(session, { owner: me, kind: 'personal' })).tokens
    expect(found.map(({ scopes }) => scopes.kind)).toEqual(['full', 'listed'])
  })
})

describe('an npm registry', () => {
  it('refuses a secret that it still lists, as one that has expired', async () => {
    const row = { key: 'a', token: 'npm_EXAM...MPLE' }
    const session = await sessionAt('npm', ({ url }) =>
      url.includes('whoami') ? { status: 401, body: { error: 'no' } } : { body: { objects: [row] } },
    )
    const part: PartScope = { owner: me, kind: 'personal' }
    const token = tokenOf('npm', part, { issuerId: 'a', name: 'a' })
    const secret = new Secret('npm_EXAMPLE000000EXAMPLE')
    expect(await session.probe(part, token, ada, secret, never)).toEqual({ kind: 'refused' })
  })
})

describe('RudderStack’s audit log', () => {
  it('is read on where it begins with what is newer than the range', async () => {
    const log = { kind: 'organization', id: 'acme', name: 'acme' } as const
    const entry = (at: number) => ({ id: `e${at}`, createdAt: new Date(at * 1000).toISOString() })
    const session = await sessionAt('rudderstack', ({ url }) => {
      if (url.includes('cursor')) return { body: { data: [entry(15), entry(12)] } }
      return { body: { data: [entry(40), entry(30)], paging: { next: '/v2/audit-logs?after_cursor=b' } } }
    })
    const found: number[] = []
    for await (const chunk of session.events({ log, from: 10_000, to: 20_000 }, never)) {
      found.push(...chunk.map(({ at }) => at))
    }
    expect(found).toEqual([15_000, 12_000])
  })
})

describe('Pulumi Cloud', () => {
  it('is asked for a second more than the range at both ends, as it does not say whether they belong to it', () => {
    expect(secondsOf({ from: 10_000, to: 20_000 })).toEqual({ startTime: '9', endTime: '20' })
    expect(secondsOf({ from: 10_500, to: 20_500 })).toEqual({ startTime: '10', endTime: '21' })
    expect(secondsOf({ from: 0, to: 1 })).toEqual({ startTime: '0', endTime: '1' })
  })

  it('has no policy where it allows zero days', () => {
    expect(policySchema.parse({ maxAccessTokenExpiryDays: 0 })).toBeNull()
    expect(policySchema.parse({ maxAccessTokenExpiryDays: 30 })).toBe(30)
  })
})
