import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Owner } from '#shared/model/owner'
import { failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { SimulatedWorld } from './simulated-world.ts'

const acme: Owner = { kind: 'organization', id: 'acme', name: 'Acme' }
const day = 86_400_000

describe('a token’s whole life over the real providers', () => {
  let world: SimulatedWorld
  let run: Run

  beforeEach(async () => {
    world = await SimulatedWorld.begin()
    run = await world.ready()
  })

  afterEach(() => world.end())

  const restart = async () => {
    await run.app.close()
    run = await world.start()
  }
  const idOf = (name: string) => run.window.row(name).token.id
  const secretOf = async (name: string) =>
    (await run.call['secret.reveal']({ id: run.window.row(name).held?.secretId ?? '' })).value
  const whoIs = async (value: string) => world.pulumi.state.findTokenByValue(value)?.name

  it('at Pulumi Cloud: list, make, regenerate through a successor, revoke, and all is there after a restart', async () => {
    world.pulumi.state.addTeamToken('acme', 'platform', { name: 'team-ci' })
    const accountId = await world.signIn(run, 'pulumi')
    expect(run.window.facts?.parts.map(({ kind, tokens }) => [kind, tokens]).sort()).toEqual([
      ['organization', 0],
      ['personal', 1],
      ['team', 1],
    ])
    expect(run.window.row('team-ci').own).toBe('no')
    expect(run.window.row('Keyrack').own).toBe('unknown')

    const draft = {
      name: 'deploy',
      description: 'by CI',
      expiry: { kind: 'at' as const, at: world.clock.now() + 30 * day },
    }
    await run.call['token.create']({ accountId, owner: acme, kind: 'organization', draft, jobId: jobId() })
    expect(run.window.row('deploy')).toMatchObject({ held: { proof: 'made-here' }, own: 'no' })
    await refresh(run)
    expect(run.window.row('deploy').token).toMatchObject({
      state: 'active',
      expiry: draft.expiry,
      description: 'by CI',
    })

    await run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: { ...draft, name: 'deploy-2' },
      ownConfirmed: false,
      jobId: jobId(),
    })
    await restart()
    const [operation] = run.operations('regenerate')
    expect(operation).toMatchObject({ step: 'checked', emulated: true, tokenId: idOf('deploy') })
    expect(await whoIs(await secretOf('deploy-2'))).toBe('deploy-2')
    await run.call['operation.continue']({
      operationId: operation?.id ?? '',
      decision: 'revoke-old',
      tokenId: null,
      ownConfirmed: false,
      jobId: jobId(),
    })
    expect(run.window.row('deploy').token.state).toBe('revoked')

    await run.call['token.revoke']({ tokenId: idOf('team-ci'), ownConfirmed: false, jobId: jobId() })
    expect(world.pulumi.state.tokens.map(({ name }) => name)).toEqual(['', 'deploy-2'])
    const before = new Map(run.window.rows)
    await restart()
    expect(run.window.rows).toEqual(before)
    await refresh(run)
    expect(Object.fromEntries([...run.window.rows.values()].map(({ token }) => [token.name, token.state]))).toEqual({
      Keyrack: 'active',
      deploy: 'revoked',
      'deploy-2': 'active',
      'team-ci': 'revoked',
    })
    expect(run.operations()).toEqual([])
  })

  it('at Gitpod: list, make, update, regenerate, revoke, and all is there after a restart', async () => {
    const accountId = await world.signIn(run, 'gitpod')
    const owner: Owner = { kind: 'me', id: world.gitpodUser, name: 'ada' }
    const at = (days: number) => ({ kind: 'at' as const, at: world.clock.now() + days * day })
    const draft = { name: 'laptop', scopes: ['full'], expiry: at(30) }
    await run.call['token.create']({ accountId, owner, kind: 'personal', draft, jobId: jobId() })
    const first = await secretOf('laptop')
    const tokenId = idOf('laptop')
    await run.call['token.update']({ tokenId, changes: { name: 'desk' }, jobId: jobId() })
    expect(idOf('desk')).toBe(tokenId)
    await run.call['token.regenerate']({ tokenId, draft: { expiry: at(60) }, ownConfirmed: true, jobId: jobId() })
    const second = await secretOf('desk')
    expect(second).not.toBe(first)
    expect(run.window.row('desk')).toMatchObject({ token: { id: tokenId, expiry: at(60), scopes: { kind: 'full' } } })
    await restart()
    expect(await secretOf('desk')).toBe(second)
    expect(run.vault.records.ids('secret')).toHaveLength(1)
    expect(
      await run.call['token.revoke']({ tokenId, ownConfirmed: run.window.row('desk').own !== 'no', jobId: jobId() }),
    ).toEqual({ outcome: 'revoked' })
    expect(await run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })).toEqual({
      outcome: 'already-gone',
    })
    await restart()
    expect(run.window.row('desk').token.state).toBe('revoked')
    expect(world.gitpod.state.tokens.map(({ name }) => name)).toEqual(['Keyrack'])
  })

  it('at Gitpod: the own credential is regenerated and the account goes on with the new secret', async () => {
    const accountId = await world.signIn(run, 'gitpod')
    const expiry = { kind: 'at' as const, at: world.clock.now() + 60 * day }
    const regenerate = (ownConfirmed: boolean) =>
      run.call['token.regenerate']({ tokenId: idOf('Keyrack'), draft: { expiry }, ownConfirmed, jobId: jobId() })
    expect(await failureOf(regenerate(false))).toBe('confirmation-needed')
    await regenerate(true)
    expect(run.window.row('Keyrack').own).toBe('yes')
    await refresh(run, accountId)
    await restart()
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]).toMatchObject({ credentialError: null, credentialExpiry: expiry })
  })

  it('at Pulumi Cloud: the own credential is replaced by its successor before it is revoked', async () => {
    const accountId = await world.signIn(run, 'pulumi')
    await run.call['token.ownCredential']({ tokenId: idOf('Keyrack'), own: 'yes' })
    const draft = { description: 'Keyrack again', expiry: { kind: 'never' as const } }
    await run.call['token.regenerate']({ tokenId: idOf('Keyrack'), draft, ownConfirmed: true, jobId: jobId() })
    await run.call['operation.continue']({
      operationId: run.operations('regenerate')[0]?.id ?? '',
      decision: 'revoke-old',
      tokenId: null,
      ownConfirmed: true,
      jobId: jobId(),
    })
    expect(run.window.row('Keyrack').token.state).toBe('revoked')
    expect(run.window.row('Keyrack again').own).toBe('yes')
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('stores pasted secrets with the proof that each provider can give', async () => {
    const team = world.pulumi.state.addTeamToken('acme', 'platform', { name: 'team-ci' })
    const other = world.pulumi.state.addOrganizationToken('acme', { name: 'other' })
    await world.signIn(run, 'pulumi')
    await world.signIn(run, 'gitpod')
    const store = (tokenId: string, value: string) =>
      run.call['secret.store']({ tokenId, secret: { from: 'field', value }, jobId: jobId() })
    expect(await failureOf(store(idOf('team-ci'), other.value))).toBe('other-identity')
    expect(await failureOf(store(idOf('team-ci'), `pul-${'0'.repeat(40)}`))).toBe('wrong-token')
    expect((await store(idOf('team-ci'), team.value)).proof).toBe('proven')
    const gitpodRow = [...run.window.rows.values()].find(({ token }) => token.provider === 'gitpod')
    expect((await store(gitpodRow?.token.id ?? '', world.gitpodCredential)).proof).toBe('works')
  })

  it('goes on when one part is forbidden, and says so on that part only', async () => {
    world.pulumi.state.addTeamToken('acme', 'platform', { name: 'team-ci' })
    const path = '/api/orgs/acme/tokens'
    world.pulumi.faults.add({ match: { method: 'GET', path }, fault: { kind: 'status', status: 403 }, times: Infinity })
    await world.signIn(run, 'pulumi')
    const failures = Object.fromEntries(
      run.window.facts?.parts.map((one) => [one.kind, one.failure?.kind ?? null]) ?? [],
    )
    expect(failures).toEqual({ personal: null, organization: 'missing-permission', team: null })
    expect(run.window.row('team-ci').token.state).toBe('active')
    expect(run.window.facts?.accounts[0]).toMatchObject({ credentialError: null, failure: null })
  })

  it.each(['pulumi', 'gitpod'] as const)(
    'notes at %s that the credential is refused, and deletes nothing',
    async (id) => {
      const accountId = await world.signIn(run, id)
      world[id].faults.add({ fault: { kind: 'status', status: 401 }, times: Infinity })
      expect(await failureOf(refresh(run, accountId))).toBe('wrong-token')
      expect(run.window.facts?.accounts[0]?.credentialError).toMatchObject({ kind: 'wrong-token' })
      expect(run.window.rows.size).toBe(1)
      world[id].faults.clear()
      await refresh(run, accountId)
      expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    },
  )

  it('cancels a refresh that hangs, and keeps what was known', async () => {
    const accountId = await world.signIn(run, 'pulumi')
    world.pulumi.faults.add({ match: { path: /\/tokens/ }, fault: { kind: 'hang' }, times: Infinity })
    const requests = world.pulumi.requests.length
    const id = jobId()
    const refreshed = failureOf(run.call['inventory.refresh']({ accountId, jobId: id }))
    await until(() => world.pulumi.requests.slice(requests).some(({ path }) => path.includes('/tokens')))
    await run.call['job.cancel']({ jobId: id })
    expect(await refreshed).toBe('cancelled')
    expect(run.window.rows.size).toBe(1)
    expect(run.window.facts?.parts.every(({ failure }) => failure === null)).toBe(true)
  })

  it('lists thousands of tokens over many pages', async () => {
    for (let at = 0; at < 2_100; at += 1) world.pulumi.state.addOrganizationToken('acme', { name: `ci-${at}` })
    await world.signIn(run, 'pulumi')
    expect(run.window.rows.size).toBe(2_101)
    await restart()
    expect(run.window.rows.size).toBe(2_101)
  })
})
