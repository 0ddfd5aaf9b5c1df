import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import { plantedVercel, type PlantedVercel } from './stages/vercel.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let planted: PlantedVercel

beforeEach(async () => {
  planted = await plantedVercel()
})

afterEach(() => planted.simulator.close())

const session = (value = planted.keyrack.value) => connected('vercel', planted.simulator.origin, value).session

describe('a Vercel account', () => {
  it('is a person, and the token that signs in is known', async () => {
    expect(await session().identify(never)).toMatchObject({
      id: planted.ada.id,
      login: 'ada',
      email: 'ada@example.com',
      kind: 'person',
      tokenId: planted.keyrack.id,
    })
  })

  it('knows which of the tokens is the one that signs in', async () => {
    const { provider, session: own } = connected('vercel', planted.simulator.origin, planted.keyrack.value)
    const identity = await own.identify(never)
    const named = (issuerId: string) => tokenOf('vercel', planted.personal, { issuerId, name: 'a' })
    expect(provider.isOwnCredential(identity, named(planted.keyrack.id))).toBe('yes')
    expect(provider.isOwnCredential(identity, named('another'))).toBe('no')
    const { tokenId: _, ...untold } = identity
    expect(provider.isOwnCredential(untold, named(planted.keyrack.id))).toBe('unknown')
  })

  it('tells which tokens were found in public, when and where', async () => {
    const { state } = planted.simulator
    const url = 'https://code.example/ada/site/blob/main/.env'
    state.addToken(planted.ada, { name: 'spilled', createdAt: now - day, leaked: { at: now - 1000, url } })
    const { tokens } = await listed(session(), planted.personal, never)
    expect(tokens.find(({ name }) => name === 'spilled')?.leaked).toEqual({ at: now - 1000, where: url })
    expect(tokens.find(({ name }) => name === 'Keyrack')).not.toHaveProperty('leaked')
  })

  it('tells what a token may do: everything, or what a team lets it', async () => {
    planted.simulator.state.addToken(planted.ada, { name: 'ci', createdAt: now - day, teamId: 'team_1' })
    const { tokens } = await listed(session(), planted.personal, never)
    expect(tokens.find(({ name }) => name === 'ci')?.scopes).toEqual({ kind: 'listed', names: ['team:team_1'] })
    expect(tokens.find(({ name }) => name === 'Keyrack')?.scopes).toEqual({ kind: 'full' })
  })

  it('leaves out what is revoked and still listed', async () => {
    const body = {
      tokens: [{ id: 'a', name: 'a', createdAt: 1, activeAt: 1, revokedAt: 2 }],
      pagination: { next: null },
    }
    planted.simulator.faults.add({ match: { path: '/v6/user/tokens' }, fault: { kind: 'wrong-body', body }, times: 1 })
    expect((await listed(session(), planted.personal, never)).tokens).toEqual([])
  })

  it('does not say that a token never ends whose end it cannot read', async () => {
    const ends = [null, undefined, '2030-01-01T00:00:00Z', { at: 1 }, -5]
    const body = {
      tokens: ends.map((expiresAt, at) => ({ id: String(at), name: 'a', createdAt: 1, activeAt: 1, expiresAt })),
      pagination: { next: null },
    }
    planted.simulator.faults.add({ match: { path: '/v6/user/tokens' }, fault: { kind: 'wrong-body', body }, times: 1 })
    const { tokens } = await listed(session(), planted.personal, never)
    expect(tokens.map(({ expiry }) => expiry.kind)).toEqual(['never', 'never', 'unknown', 'unknown', 'unknown'])
  })

  it('is refused with the words of a missing right, and told apart by the mark of a token that is none', async () => {
    expect(await failureOf(() => session('vcp_EXAMPLE0000000000000000').identify(never))).toMatchObject({
      kind: 'wrong-token',
    })
    const team = planted.simulator.state.addToken(planted.ada, { name: 'ci', createdAt: now - day, teamId: 'team_1' })
    const draft = { name: 'made', expiry: { kind: 'never' } } as const
    expect(await failureOf(() => session(team.value).create(planted.personal, draft, never))).toMatchObject({
      kind: 'missing-permission',
    })
  })

  it('proves which token a secret is', async () => {
    const other = planted.simulator.state.addToken(planted.ada, { name: 'ci', createdAt: now - day })
    const probe = async (issuerId: string, value: string) => {
      const identity = await session().identify(never)
      const token = tokenOf('vercel', planted.personal, { issuerId, name: 'ci' })
      return (await session().probe(planted.personal, token, identity, new Secret(value), never)).kind
    }
    expect(await probe(other.id, other.value)).toBe('proven')
    expect(await probe(other.id, planted.keyrack.value)).toBe('another')
    expect(await probe(other.id, 'vcp_EXAMPLE0000000000000000')).toBe('refused')
  })
})
