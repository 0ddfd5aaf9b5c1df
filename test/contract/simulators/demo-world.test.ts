import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plantDemoWorld, plantLargeWorld, type SignIn } from '#test/demo/world'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import { field, listField, request, textField, type Answer } from './client.ts'

const NOW = Date.UTC(2026, 10, 22, 9)
const DAY = 86_400_000

let pulumi: PulumiSimulator
let gitpod: GitpodSimulator

beforeEach(async () => {
  pulumi = await startPulumiSimulator({ now: () => NOW })
  gitpod = await startGitpodSimulator({ now: () => NOW })
})

afterEach(() => Promise.all([pulumi.close(), gitpod.close()]))

function get(signIn: SignIn, path: string): Promise<Answer> {
  return request(signIn.origin + path, { headers: { authorization: `token ${signIn.credential}` } })
}

function post(signIn: SignIn, method: string): Promise<Answer> {
  return request(`${signIn.origin}/gitpod.experimental.v1.${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${signIn.credential}`, 'content-type': 'application/json' },
    body: '{}',
  })
}

describe('the demo', () => {
  const plant = (): ReturnType<typeof plantDemoWorld> => plantDemoWorld({ pulumi, gitpod, now: () => NOW })

  it('signs in with what it returns, and every part of every account can be listed', async () => {
    const { pulumi: accounts, gitpod: others } = plant()
    const seen: string[] = []
    for (const account of accounts) {
      const me = await get(account, '/api/user')
      expect(me.status).toBe(200)
      const parts = ['/api/user/tokens']
      for (const organization of listField(me.body, 'organizations')) {
        const name = textField(organization, 'githubLogin')
        const teams = await get(account, `/api/orgs/${name}/teams`)
        parts.push(`/api/orgs/${name}/tokens`)
        for (const team of listField(teams.body, 'teams')) {
          parts.push(`/api/orgs/${name}/teams/${textField(team, 'name')}/tokens`)
        }
      }
      for (const part of parts) expect((await get(account, `${part}?filter=all`)).status).toBe(200)
      seen.push(...parts)
    }
    expect(seen).toHaveLength(8)
    for (const account of others) {
      expect((await post(account, 'UserService/GetAuthenticatedUser')).status).toBe(200)
      expect(field((await post(account, 'TokensService/ListPersonalAccessTokens')).body, 'totalResults')).toBe('8')
    }
  })

  it('has about 60 tokens, and some in every state there is', () => {
    plant()
    const ends = [
      ...pulumi.state.tokens.map(({ expires }) => (expires === 0 ? null : expires * 1000 - NOW)),
      ...gitpod.state.tokens.map(({ expirationTime }) => expirationTime - NOW),
    ]
    expect(ends.length).toBeGreaterThanOrEqual(58)
    expect(ends.length).toBeLessThanOrEqual(66)
    const due = (from: number, to: number): number =>
      ends.filter((end) => end !== null && end > from * DAY && end <= to * DAY).length
    expect(ends.filter((end) => end === null).length).toBeGreaterThan(5)
    for (const [from, to] of [
      [-1000, 0],
      [0, 1],
      [1, 7],
      [7, 14],
      [14, 30],
      [30, 1000],
    ] as const) {
      expect(due(from, to), `ends within ${from} and ${to} days`).toBeGreaterThan(1)
    }
    const uses = pulumi.state.tokens.map(({ lastUsed }) => (lastUsed === 0 ? null : (NOW - lastUsed * 1000) / DAY))
    expect(uses.filter((use) => use === null).length).toBeGreaterThan(5)
    expect(uses.filter((use) => use !== null && use > 180).length).toBeGreaterThan(5)
    expect(uses.filter((use) => use !== null && use < 1).length).toBeGreaterThan(5)
  })

  it('has nothing the real services could not have', () => {
    plant()
    for (const token of pulumi.state.tokens) {
      expect(token.createdAt, token.description).toBeLessThan(NOW)
      expect(token.lastUsed * 1000).toBeLessThan(NOW)
      if (token.lastUsed) expect(token.lastUsed * 1000, token.description).toBeGreaterThanOrEqual(token.createdAt)
      if (token.expires) expect(token.expires * 1000 - token.createdAt).toBeLessThanOrEqual(731 * DAY)
      if (token.expires && token.lastUsed) expect(token.lastUsed, token.description).toBeLessThan(token.expires)
      if (token.owner.organization) expect(token.name).toMatch(/^[A-Za-z0-9_-]{1,40}$/)
    }
    for (const token of gitpod.state.tokens) {
      expect(token.name).toMatch(/^[a-zA-Z0-9-_ ]{3,63}$/)
      expect(token.expirationTime).toBeGreaterThan(token.createdAt)
    }
  })
})

it('plants as many tokens as a measurement asks for, and they page to the end', async () => {
  const account = plantLargeWorld({ pulumi, count: 2500 })
  const ids = new Set<unknown>()
  let path: string | undefined = '/api/user/tokens?filter=all&maxResults=1000'
  let pages = 0
  while (path !== undefined) {
    const { body } = await get(account, path)
    for (const token of listField(body, 'tokens')) ids.add(field(token, 'id'))
    const next = field(body, 'continuationToken')
    path =
      typeof next === 'string' ? `/api/user/tokens?filter=all&maxResults=1000&continuationToken=${next}` : undefined
    pages += 1
  }
  expect([ids.size, pages]).toEqual([2500, 3])
  expect((await get(account, '/api/user')).status).toBe(200)
})
