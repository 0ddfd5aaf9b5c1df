import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { guidedProvider } from '#test/support/guided-provider'

const me = { kind: 'me', id: 'ada', name: 'id-ada' } as const

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  world = new AppWorld()
  world.providers = [guidedProvider(world.service)]
  run = await world.ready()
  accountId = await world.account(run, world.service.person('ada'))
})

/** A token that was made on the provider's page, with its secret in the vault. */
async function stored(kind: string, name: string): Promise<string> {
  const { secret, issuerId } = world.service.add('ada', kind, { name })
  await run.call['guided.create']({
    accountId,
    owner: me,
    kind,
    draft: { name, expiry: { kind: 'never' } },
    secret: { from: 'field', value: secret },
    jobId: jobId(),
  })
  return issuerId
}

const idOf = (name: string) => run.window.row(name).token.id
const revoke = (name: string, change: { saysDone?: boolean; ownConfirmed?: boolean } = {}) =>
  run.call['guided.revoke']({
    tokenId: idOf(name),
    ownConfirmed: true,
    saysDone: false,
    jobId: jobId(),
    ...change,
  })

describe('a token whose secret is stored', () => {
  it('is revoked when the provider refuses that secret', async () => {
    world.service.drop(await stored('unlisted', 'page'))
    expect(await revoke('page')).toEqual({ by: 'probe' })
    expect(run.window.row('page').token).toMatchObject({ state: 'revoked', goneAt: world.clock.now() })
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    await refresh(run)
    expect(run.window.row('page').token.state).toBe('revoked')
  })

  it('is not while it works, whatever the person says', async () => {
    await stored('unlisted', 'page')
    const refused = revoke('page', { saysDone: true })
    await expect(refused).rejects.toMatchObject({ error: { kind: 'still-works', provider: 'Fake' } })
    expect(run.window.row('page').token.state).toBe('active')
    expect(run.operations()).toEqual([])
  })

  it('is not when it refuses a secret of which nobody ever knew that it is the token’s', async () => {
    await stored('unlisted', 'page')
    world.service.fail({ on: 'probe', kind: 'offline' })
    const secret = { from: 'field', value: 'fake-EXAMPLE-of-nobody' } as const
    await run.call['secret.store']({ tokenId: idOf('page'), secret, jobId: jobId() })
    expect(await failureOf(revoke('page'))).toBe('confirmation-needed')
    expect(await revoke('page', { saysDone: true })).toEqual({ by: 'word' })
  })

  it('stays as it is while the provider cannot be asked', async () => {
    world.service.drop(await stored('unlisted', 'page'))
    world.service.fail({ on: 'probe', kind: 'offline' })
    expect(await failureOf(revoke('page', { saysDone: true }))).toBe('offline')
    expect(run.window.row('page').token.state).toBe('active')
  })
})

describe('a token whose secret is not stored', () => {
  it('is revoked when the list has it no more', async () => {
    const { issuerId } = world.service.add('ada', 'seen', { name: 'listed' })
    await refresh(run)
    expect(await failureOf(revoke('listed', { saysDone: true }))).toBe('still-works')
    world.service.drop(issuerId)
    expect(await revoke('listed')).toEqual({ by: 'list' })
    expect(run.window.row('listed').token.state).toBe('revoked')
  })

  it('is revoked by the person’s word where nothing lists it', async () => {
    const issuerId = await stored('unlisted', 'page')
    await run.call['secret.forget']({ secretId: run.window.row('page').held?.secretId ?? '' })
    world.service.drop(issuerId)
    expect(await failureOf(revoke('page'))).toBe('confirmation-needed')
    expect(await revoke('page', { saysDone: true })).toEqual({ by: 'word' })
    expect(run.window.row('page').token.state).toBe('revoked')
  })
})

describe('the own credential', () => {
  const signInWith = async (name: string): Promise<string> => {
    const issued = world.service.add('ada', 'seen', { name })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value: issued.secret }, jobId: jobId() })
    await refresh(run)
    await run.call['token.ownCredential']({ tokenId: idOf(name), own: 'yes' })
    return issued.issuerId
  }

  it('needs a second step', async () => {
    await signInWith('own')
    expect(await failureOf(revoke('own', { ownConfirmed: false }))).toBe('confirmation-needed')
    expect(world.service.count('probe')).toBe(0)
  })

  it('is known to be dead when the account cannot sign in any more', async () => {
    world.service.drop(await signInWith('own'))
    expect(await revoke('own')).toEqual({ by: 'probe' })
    expect(run.window.row('own').token.state).toBe('revoked')
    await until(() => run.window.facts?.accounts[0]?.credentialError?.kind === 'wrong-token')
  })

  it('is asked with where nothing lists it and its secret is not stored', async () => {
    const { secret, issuerId } = world.service.add('ada', 'unlisted', { name: 'page' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value: secret }, jobId: jobId() })
    await refresh(run)
    const [own] = [...run.window.rows.values()].filter((row) => row.own === 'yes')
    const { name } = own!.token
    expect(own).toMatchObject({ held: null, token: { kind: 'unlisted' } })
    expect(await failureOf(revoke(name, { saysDone: true }))).toBe('still-works')
    world.service.drop(issuerId)
    expect(await revoke(name)).toEqual({ by: 'probe' })
  })
})

it('is only for what is guided', async () => {
  expect(await failureOf(revoke('ada-signs-in'))).toBe('not-supported')
})
