import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Token } from '#shared/model/token'
import type { PartScope, Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { GitlabToken } from '#test/simulators/gitlab/model'
import { plantedGitlab, type PlantedGitlab } from './stages/gitlab.ts'
import { day, now, tokenOf } from './stages/stage.ts'
import { connected, never } from './support.ts'

const midnight = Math.floor(now / day) * day

let planted: PlantedGitlab
let session: ProviderSession
let provider: Provider

beforeEach(async () => {
  planted = await plantedGitlab()
  ;({ session, provider } = connected('gitlab', planted.simulator.origin, planted.credential))
})

afterEach(async () => {
  await planted.simulator.close()
})

const state = () => planted.simulator.state
const row = (part: PartScope, { id, name }: GitlabToken): Token =>
  tokenOf('gitlab', part, { issuerId: String(id), name })

function ofAda(name: string, scopes = ['read_api']): GitlabToken {
  return state().addToken(planted.ada, { name, scopes, expiresOn: state().day(30) })
}

function ofSite(name: string): GitlabToken {
  return state().addResourceToken(planted.project, { name, scopes: ['api'], expiresOn: state().day(30) })
}

describe('trying a pasted secret at GitLab', () => {
  it('proves which token it is', async () => {
    const identity = await session.identify(never)
    const mine = ofAda('mine', ['read_registry'])
    const probe = (value: string) =>
      session.probe(planted.personal, row(planted.personal, mine), identity, new Secret(value), never)
    expect(await probe(mine.value)).toEqual({ kind: 'proven' })
    expect(await probe(ofAda('other').value)).toEqual({ kind: 'another' })
    expect(await probe(ofSite('ci').value)).toEqual({ kind: 'another' })
    mine.revoked = true
    expect(await probe(mine.value)).toEqual({ kind: 'refused' })
  })

  it('proves the person alone at an old instance', async () => {
    const identity = await session.identify(never)
    const mine = ofAda('mine', ['read_user'])
    planted.simulator.faults.add({ match: { path: /self/ }, fault: { kind: 'status', status: 404 } })
    const secret = new Secret(mine.value)
    expect(await session.probe(planted.personal, row(planted.personal, mine), identity, secret, never)).toEqual({
      kind: 'works',
    })
  })

  it('tells of a token made on GitLab’s page what it is', async () => {
    const identity = await session.identify(never)
    const inspect = (part: PartScope, value: string) => session.inspect(part, identity, new Secret(value), never)
    const made = ofAda('made there')
    expect(await inspect(planted.personal, made.value)).toMatchObject({
      kind: 'accepted',
      proof: 'proven',
      token: { issuerId: String(made.id), name: 'made there', expiry: { kind: 'at', at: midnight + 30 * day } },
    })
    const ci = ofSite('ci').value
    expect(await inspect(planted.personal, ci)).toEqual({ kind: 'another' })
    expect(await inspect(planted.ofProject, ci)).toMatchObject({ kind: 'accepted', proof: 'proven' })
    expect(await inspect(planted.personal, 'glpat-EXAMPLE')).toEqual({ kind: 'refused' })
  })
})

describe('where GitLab is', () => {
  it.each([
    ['gitlab.com', 'https://gitlab.com'],
    ['https://www.gitlab.com', 'https://gitlab.com'],
    ['git.example.com:8443', 'https://git.example.com:8443'],
  ])('%s is at %s', (address, origin) => {
    expect(provider.resolve(address)).toEqual({ origin, console: origin })
  })

  it('leads to the page of a token', () => {
    const page = (part: PartScope) =>
      provider.page('https://gitlab.com', tokenOf('gitlab', part, { issuerId: '1', name: 'a' }))
    expect(provider.page('https://gitlab.com', null)).toBe('https://gitlab.com/-/user_settings/personal_access_tokens')
    expect(page(planted.personal)).toBe('https://gitlab.com/-/user_settings/personal_access_tokens')
    expect(page(planted.ofProject)).toBe('https://gitlab.com/acme/site/-/settings/access_tokens')
    expect(page(planted.ofGroup)).toBe('https://gitlab.com/groups/acme/-/settings/access_tokens')
    expect(page({ ...planted.ofProject, owner: { kind: 'project', id: '7', name: 'project 7' } })).toBeNull()
  })

  it('knows which token signs in', async () => {
    const identity = await session.identify(never)
    const own = row(planted.personal, [...state().tokens.values()][0]!)
    expect(provider.isOwnCredential(identity, own)).toBe('yes')
    expect(provider.isOwnCredential(identity, { ...own, issuerId: '2' })).toBe('no')
    const { tokenId: _tokenId, ...old } = identity
    expect(provider.isOwnCredential(old, own)).toBe('unknown')
  })
})
