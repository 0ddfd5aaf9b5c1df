import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { PartScope, Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { plantedPulumi, pulumiOrganization, pulumiPersonal, pulumiTeam } from './stages/pulumi.ts'
import { day, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: PulumiSimulator
let session: ProviderSession
let provider: Provider
let identity: Identity

beforeEach(async () => {
  const planted = await plantedPulumi()
  simulator = planted.simulator
  ;({ session, provider } = connected('pulumi', simulator.origin, planted.credential))
  identity = await session.identify(never)
})

afterEach(async () => {
  await simulator.close()
})

function token(part: PartScope, name: string, more: Partial<Token> = {}): Token {
  return tokenOf('pulumi', part, { issuerId: `id of ${name}`, name, ...more })
}

function probe(part: PartScope, name: string, value: string): ReturnType<ProviderSession['probe']> {
  return session.probe(part, token(part, name), identity, new Secret(value), never)
}

describe('trying a pasted secret at Pulumi', () => {
  it('proves an organization token by its name, which is unique for ever', async () => {
    const { value } = simulator.state.addOrganizationToken('acme', { name: 'ci' })
    expect(await probe(pulumiOrganization, 'ci', value)).toEqual({ kind: 'proven' })
    expect(await probe(pulumiOrganization, 'other', value)).toEqual({ kind: 'another' })
    expect(await probe(pulumiTeam, 'ci', value)).toEqual({ kind: 'another' })
    expect(await probe(pulumiPersonal, 'ci', value)).toEqual({ kind: 'another' })
  })

  it('proves a team token by its name and team', async () => {
    simulator.state.addTeam('acme', { name: 'web', displayName: 'Web', kind: 'pulumi' })
    const { value } = simulator.state.addTeamToken('acme', 'platform', { name: 'ci' })
    expect(await probe(pulumiTeam, 'ci', value)).toEqual({ kind: 'proven' })
    expect(await probe(pulumiOrganization, 'ci', value)).toEqual({ kind: 'another' })
    const web = { ...pulumiTeam, owner: { ...pulumiTeam.owner, id: 'web' } }
    expect(await probe(web, 'ci', value)).toEqual({ kind: 'another' })
  })

  it('does not mix up organizations', async () => {
    simulator.state.addOrganization({ name: 'beta', display: 'Beta', plan: 'enterprise' })
    const { value } = simulator.state.addOrganizationToken('beta', { name: 'ci' })
    expect(await probe(pulumiOrganization, 'ci', value)).toEqual({ kind: 'another' })
  })

  it('knows of a personal one only whose it is', async () => {
    const mine = simulator.state.addPersonalToken('ada').value
    expect(await probe(pulumiPersonal, 'Laptop', mine)).toEqual({ kind: 'works' })
    simulator.state.addUser({ login: 'bob', name: 'Bob', email: '' })
    const his = simulator.state.addPersonalToken('bob').value
    expect(await probe(pulumiPersonal, 'Laptop', his)).toEqual({ kind: 'another' })
    expect(await probe(pulumiOrganization, 'Laptop', mine)).toEqual({ kind: 'another' })
  })

  it('takes no personal secret for that of a refresh token, which signs in nowhere', async () => {
    const mine = new Secret(simulator.state.addPersonalToken('ada').value)
    const refresh = token(pulumiPersonal, 'agent', { scopes: { kind: 'listed', names: ['refresh'] } })
    expect(await session.probe(pulumiPersonal, refresh, identity, mine, never)).toEqual({ kind: 'another' })
  })

  it('is refused when the secret is wrong, expired or a refresh token’s', async () => {
    const expired = simulator.state.addPersonalToken('ada', { expiresAt: now - day }).value
    const refresh = simulator.state.addPersonalToken('ada', { kind: 'refresh' }).value
    for (const value of [`pul-${'e'.repeat(40)}`, expired, refresh, 'not even\na secret']) {
      expect(await probe(pulumiPersonal, 'Laptop', value)).toEqual({ kind: 'refused' })
    }
  })

  it('fails when the provider cannot be asked', async () => {
    simulator.faults.add({ fault: { kind: 'status', status: 500 } })
    expect(await failureOf(() => probe(pulumiPersonal, 'Laptop', `pul-${'e'.repeat(40)}`))).toMatchObject({
      kind: 'server-error',
    })
  })

  it('sends the pasted secret, and not the account’s', async () => {
    const { value } = simulator.state.addOrganizationToken('acme', { name: 'ci' })
    await probe(pulumiOrganization, 'ci', value)
    expect(simulator.requests.at(-1)).toMatchObject({ path: '/api/user', headers: { authorization: `token ${value}` } })
  })
})

describe('whether a Pulumi token is the one Keyrack signs in with', () => {
  const own = (who: Identity, of: Token): string => provider.isOwnCredential(who, of)

  it('cannot be told among a person’s own tokens, and no other can be it', () => {
    expect(own(identity, token(pulumiPersonal, 'Laptop'))).toBe('unknown')
    expect(own(identity, token(pulumiOrganization, 'ci'))).toBe('no')
    expect(own(identity, token(pulumiTeam, 'ci'))).toBe('no')
  })

  it('is sure of a token that had expired when it was listed, and of a refresh token', () => {
    expect(own(identity, token(pulumiPersonal, 'old', { expiry: { kind: 'at', at: now } }))).toBe('no')
    expect(own(identity, token(pulumiPersonal, 'new', { expiry: { kind: 'at', at: now + 1 } }))).toBe('unknown')
    expect(own(identity, token(pulumiPersonal, 'agent', { scopes: { kind: 'listed', names: ['refresh'] } }))).toBe('no')
  })

  it('is told by the name for a machine', async () => {
    const organization = simulator.state.addOrganizationToken('acme', { name: 'ci' }).value
    const asOrganization = await connected('pulumi', simulator.origin, organization).session.identify(never)
    expect(own(asOrganization, token(pulumiOrganization, 'ci'))).toBe('yes')
    expect(own(asOrganization, token(pulumiOrganization, 'ci-2'))).toBe('no')
    expect(own(asOrganization, token(pulumiTeam, 'ci'))).toBe('no')
    expect(own(asOrganization, token(pulumiPersonal, 'ci'))).toBe('no')
    const team = simulator.state.addTeamToken('acme', 'platform', { name: 'team-ci' }).value
    const asTeam = await connected('pulumi', simulator.origin, team).session.identify(never)
    expect(own(asTeam, token(pulumiTeam, 'team-ci'))).toBe('yes')
    expect(own(asTeam, token(pulumiOrganization, 'team-ci'))).toBe('no')
  })

  it('cannot be told for a machine whose name the provider kept to itself', () => {
    const { tokenName: _tokenName, ...nameless } = { ...identity, kind: 'organization' as const }
    expect(own(nameless, token(pulumiOrganization, 'ci'))).toBe('unknown')
  })
})

describe('addresses of Pulumi', () => {
  it.each([
    ['pulumi.com', 'https://api.pulumi.com', 'https://app.pulumi.com'],
    ['https://app.pulumi.com/', 'https://api.pulumi.com', 'https://app.pulumi.com'],
    ['api.pulumi.example.com', 'https://api.pulumi.example.com', 'https://app.pulumi.example.com'],
    ['https://pulumi.example.com:8443', 'https://pulumi.example.com:8443', 'https://pulumi.example.com:8443'],
    ['http://localhost:8080', 'http://localhost:8080', 'http://localhost:8080'],
  ])('%s is %s with the pages at %s', (address, origin, pages) => {
    expect(provider.resolve(address)).toEqual({ origin, console: pages })
  })

  it('leads to the person’s tokens, or to the organization that has the token', () => {
    const at = 'https://app.pulumi.com'
    expect(provider.page(at, null)).toBe(`${at}/account/tokens`)
    expect(provider.page(at, token(pulumiPersonal, 'a'))).toBe(`${at}/account/tokens`)
    expect(provider.page(at, token(pulumiOrganization, 'a'))).toBe(`${at}/acme`)
    expect(provider.page(at, token(pulumiTeam, 'a'))).toBe(`${at}/acme`)
  })
})
