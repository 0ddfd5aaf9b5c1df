import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PartScope, Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { recognise } from '#shared/rules/recognise'
import { plantedGithub, plantGrant, type PlantedGithub } from './stages/github.ts'
import { day, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let planted: PlantedGithub
let session: ProviderSession
let provider: Provider

beforeEach(async () => {
  planted = await plantedGithub()
  const credential = planted.simulator.state.addToken(planted.ada, { kind: 'classic', name: 'Keyrack' }).value
  ;({ session, provider } = connected('github', planted.simulator.origin, credential))
})

afterEach(async () => {
  await planted.simulator.close()
})

const state = () => planted.simulator.state

async function inspect(part: PartScope, value: string) {
  return session.inspect(part, await session.identify(never), new Secret(value), never)
}

describe('looking at a stored secret of GitHub', () => {
  it('tells its scopes and its end', async () => {
    const { value } = state().addToken(planted.ada, {
      kind: 'classic',
      name: 'laptop',
      scopes: ['repo', 'read:org'],
      expiresAt: now + 30 * day,
    })
    expect(await inspect(planted.classic, value)).toEqual({
      kind: 'accepted',
      proof: 'works',
      token: {
        expiry: { kind: 'at', at: now + 30 * day },
        scopes: { kind: 'listed', names: ['repo', 'read:org'] },
        rateLimit: { limit: 5000, remaining: 4998, resetsAt: now + 3_600_000 },
      },
    })
  })

  it('tells how many calls are left, and nothing where GitHub tells none or in a way nobody knows', async () => {
    const tell = async (limits: Record<string, string>) => {
      const headers = { 'x-oauth-scopes': '', ...limits }
      const answer = { status: 200, headers, body: JSON.stringify({ id: planted.ada.id, login: 'ada' }) }
      const told = connected('github', planted.simulator.origin, 'a', { send: () => Promise.resolve(answer) }).session
      const found = await told.inspect(planted.classic, await session.identify(never), new Secret('ghp_EXAMPLE'), never)
      return found.kind === 'accepted' ? found.token.rateLimit : found.kind
    }
    const limits = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772370000' }
    expect(await tell(limits)).toEqual({ limit: 60, remaining: 0, resetsAt: 1_772_370_000_000 })
    expect(await tell({})).toBeUndefined()
    for (const reset of ['soon', '', '-1', '99999999999999999']) {
      expect(await tell({ ...limits, 'x-ratelimit-reset': reset })).toBeUndefined()
    }
  })

  it('reads the end of a fine-grained one in the zone of its person', async () => {
    const end = { kind: 'fine-grained', name: 'ci', expiresAt: now + 30 * day } as const
    expect(await inspect(planted.fineGrained, state().addToken(planted.ada, end).value)).toMatchObject({
      token: { expiry: { kind: 'at', at: now + 30 * day }, scopes: { kind: 'unknown' } },
    })
  })

  it('tells none apart from never', async () => {
    const { value } = state().addToken(planted.ada, { kind: 'classic', name: 'endless', scopes: [] })
    expect(await inspect(planted.classic, value)).toMatchObject({
      token: { expiry: { kind: 'never' }, scopes: { kind: 'none' } },
    })
  })

  it('says unknown for an end in words nobody knows', async () => {
    const headers = { 'x-oauth-scopes': '', 'github-authentication-token-expiration': 'soon' }
    const answer = { status: 200, headers, body: JSON.stringify({ id: planted.ada.id, login: 'ada' }) }
    const odd = connected('github', planted.simulator.origin, 'a', { send: () => Promise.resolve(answer) }).session
    const identity = await session.identify(never)
    expect(await odd.inspect(planted.classic, identity, new Secret('ghp_EXAMPLE'), never)).toMatchObject({
      token: { expiry: { kind: 'unknown' } },
    })
  })

  it('tells another person’s and another kind from the right one, and sends no secret that cannot be', async () => {
    const bob = state().addUser({ login: 'bob' })
    const his = state().addToken(bob, { kind: 'classic', name: 'his' }).value
    expect(await inspect(planted.classic, his)).toEqual({ kind: 'another' })
    const fine = state().addToken(planted.ada, { kind: 'fine-grained', name: 'ci' }).value
    planted.simulator.requests.length = 0
    expect(await session.inspect(planted.classic, await session.identify(never), new Secret(fine), never)).toEqual({
      kind: 'another',
    })
    expect(planted.simulator.requests).toHaveLength(1)
    expect(await inspect(planted.classic, 'ghp_EXAMPLE')).toEqual({ kind: 'refused' })
  })

  it('proves no more than the person and the kind', async () => {
    const identity = await session.identify(never)
    const bob = state().addUser({ login: 'bob' })
    const value = (user: typeof bob, kind: 'classic' | 'fine-grained') =>
      state().addToken(user, { kind, name: 'any' }).value
    const token = tokenOf('github', planted.classic, { issuerId: 'kept', name: 'mine' })
    const probe = (secret: string) => session.probe(planted.classic, token, identity, new Secret(secret), never)
    expect(await probe(value(planted.ada, 'classic'))).toEqual({ kind: 'works' })
    expect(await probe(value(planted.ada, 'fine-grained'))).toEqual({ kind: 'another' })
    expect(await probe(value(bob, 'classic'))).toEqual({ kind: 'another' })
    expect(await probe('ghp_EXAMPLE')).toEqual({ kind: 'refused' })
  })

  it('proves no more than the person for a token that was let into an organization', async () => {
    const identity = await session.identify(never)
    const grant = plantGrant(planted, 'ci')
    const token = tokenOf('github', planted.grants, { issuerId: String(grant.id), name: 'ci', createdBy: 'ada' })
    const secret = new Secret(grant.token.value)
    expect(await session.probe(planted.grants, token, identity, secret, never)).toEqual({ kind: 'works' })
  })

  it('cannot tell which token signs in, but which ones cannot', async () => {
    const identity = await session.identify(never)
    const own = (part: PartScope, more: object = {}) =>
      provider.isOwnCredential(identity, { ...tokenOf('github', part, { issuerId: 'a', name: 'a' }), ...more })
    expect(own(planted.classic)).toBe('unknown')
    expect(own(planted.classic, { expiry: { kind: 'at', at: now - 1 } })).toBe('no')
    expect(own(planted.grants)).toBe('no')
  })
})

describe('revoking by value at GitHub', () => {
  const byValue = async () => (await provider.byValue!(planted.simulator.origin))!
  const revoke = async (...values: string[]) => {
    const secrets = values.map((value) => new Secret(value))
    await (await byValue()).revoke(secrets, never)
  }

  it('ends tokens whoever has them, with nobody signed in', async () => {
    const bob = state().addUser({ login: 'bob' })
    const leaked = [
      state().addToken(planted.ada, { kind: 'classic', name: 'a' }),
      state().addToken(bob, { kind: 'fine-grained', name: 'b' }),
    ]
    await revoke(...leaked.map(({ value }) => value))
    expect(leaked.map((token) => state().isLive(token))).toEqual([false, false])
    expect(state().notified.map(({ login }) => login)).toEqual(['ada', 'bob'])
    expect(planted.simulator.requests).toHaveLength(1)
    expect(planted.simulator.requests[0]?.headers['authorization']).toBeUndefined()
    expect(planted.simulator.requests[0]?.path).toBe('/credentials/revoke')
  })

  it('sends nothing that is no secret of GitHub’s', async () => {
    const mine = state().addToken(planted.ada, { kind: 'classic', name: 'a' })
    for (const other of ['glpat-EXAMPLE', 'ghs_EXAMPLE', '']) {
      expect(await failureOf(() => revoke(mine.value, other))).toMatchObject({ kind: 'invalid-input' })
    }
    expect(planted.simulator.requests).toEqual([])
    expect(state().isLive(mine)).toBe(true)
  })

  it('is sent once, and no failure repeats a value', async () => {
    const [one, two] = ['a', 'b'].map((name) => state().addToken(planted.ada, { kind: 'classic', name }).value)
    planted.simulator.faults.add({ fault: { kind: 'lost-answer' } })
    expect(await failureOf(() => revoke(one!, two!))).toMatchObject({ kind: 'answer-lost' })
    expect(planted.simulator.requests).toHaveLength(1)
    planted.simulator.faults.add({ fault: { kind: 'status', status: 422, message: `not ${one} nor ${two}` } })
    const error = await failureOf(() => revoke(one!, two!))
    expect(error.kind).toBe('invalid-input')
    expect(error.said).toMatch(/^not •+ nor •+$/)
  })

  it('tries a secret by itself, and one that fetches others not at all', async () => {
    const { value } = state().addToken(planted.ada, { kind: 'classic', name: 'a' })
    const tried = async (secret: string) => (await byValue()).probe(new Secret(secret), never)
    state().revocationDelay = 2000
    await revoke(value)
    expect(await tried(value)).toBe('works')
    expect(await tried('ghp_EXAMPLE')).toBe('refused')
    planted.simulator.requests.length = 0
    expect(await tried(`ghr_EXAMPLE${'0'.repeat(69)}`)).toBe('not-told')
    expect(planted.simulator.requests).toEqual([])
  })

  it('goes in parts where there are more than one call takes', async () => {
    await revoke(...Array.from({ length: 1001 }, (_, at) => `ghp_EXAMPLE${at}`))
    const sent = planted.simulator.requests.map(({ body }) => (JSON.parse(body) as { credentials: [] }).credentials)
    expect(sent.map(({ length }) => length)).toEqual([1000, 1])
  })
})

describe('a value of GitHub', () => {
  it('is recognised with no network, and a mistyped one is not', () => {
    const { value } = state().addToken(planted.ada, { kind: 'classic', name: 'a' })
    expect(recognise(value, [provider.record])).toEqual([{ provider: 'github', kind: 'classic', how: 'certain' }])
    const mistyped = value.slice(0, 10) + (value[10] === 'x' ? 'y' : 'x') + value.slice(11)
    expect(recognise(mistyped, [provider.record])).toEqual([])
    const fine = state().addToken(planted.ada, { kind: 'fine-grained', name: 'b' }).value
    expect(recognise(fine, [provider.record])).toEqual([{ provider: 'github', kind: 'fine-grained', how: 'likely' }])
    const refresh = `ghr_EXAMPLE${'0'.repeat(69)}`
    expect(recognise(refresh, [provider.record])).toEqual([{ provider: 'github', kind: null, how: 'likely' }])
  })
})
