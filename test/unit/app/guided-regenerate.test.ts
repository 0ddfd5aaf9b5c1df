import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'
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

const idOf = (name: string) => run.window.row(name).token.id

/** What the provider's page does: the same token with another secret. */
function renewByHand(kind: string, name: string): string {
  const before = world.service.tokens('ada', kind).find((token) => token.name === name)
  if (before === undefined) throw new Error(`${name} is not there`)
  const renewed = { ...before, secret: `${before.secret}-again` }
  world.service.replace('ada', kind, renewed)
  return renewed.secret
}

async function stored(kind: string, name: string): Promise<void> {
  const { secret } = world.service.add('ada', kind, { name })
  await run.call['guided.create']({
    accountId,
    owner: me,
    kind,
    draft: { name, expiry: { kind: 'never' } },
    secret: { from: 'field', value: secret },
    jobId: jobId(),
  })
}

const take = (name: string, value: string, ownConfirmed = true) =>
  run.call['guided.regenerate']({
    tokenId: idOf(name),
    draft: { expiry: { kind: 'at', at: world.clock.now() + 86_400_000 } },
    secret: { from: 'field', value },
    ownConfirmed,
    jobId: jobId(),
  })

describe('a token that got a new secret on the provider’s page', () => {
  it('keeps its row, with the new secret in place of the old one', async () => {
    await stored('unlisted', 'page')
    const tokenId = idOf('page')
    const value = renewByHand('unlisted', 'page')
    const made = await take('page', value)
    expect(made).toMatchObject({ tokenId, error: null })
    expect(run.vault.records.ids('secret')).toEqual([made.secretId])
    expect((await run.call['secret.reveal']({ id: made.secretId ?? '' })).value).toBe(value)
    expect(run.window.row('page').token.expiry).toEqual({ kind: 'at', at: world.clock.now() + 86_400_000 })
    expect(run.operations()).toEqual([])
  })

  it('leaves the end that was typed with the one before', async () => {
    await stored('unlisted', 'page')
    const typedBefore = world.clock.now() + 5 * 86_400_000
    await run.call['token.annotate']({ tokenId: idOf('page'), notes: 'mine', expiry: typedBefore })
    await take('page', renewByHand('unlisted', 'page'))
    const kept = { tags: [], notes: 'mine', typedBefore }
    expect(run.vault.records.get('annotation', idOf('page'))).toEqual(kept)
  })

  it('leaves the places where it is used with the one before', async () => {
    await stored('unlisted', 'page')
    const where = { kind: 'variable', name: 'DEPLOY_TOKEN' } as const
    await run.call['place.add']({ tokenId: idOf('page'), where, note: '' })
    await take('page', renewByHand('unlisted', 'page'))
    expect(run.window.row('page').places).toMatchObject([{ oldSince: world.clock.now(), replaced: null }])
  })

  it('is not taken with the secret that it had', async () => {
    await stored('unlisted', 'page')
    const [token] = world.service.tokens('ada', 'unlisted')
    expect(await failureOf(take('page', token?.secret ?? ''))).toBe('other-identity')
  })

  it('is not taken with a secret that is refused, and keeps the old one', async () => {
    await stored('unlisted', 'page')
    const [secretId] = run.vault.records.ids('secret')
    expect(await failureOf(take('page', 'fake-EXAMPLE-nobody'))).toBe('wrong-token')
    expect(run.vault.records.ids('secret')).toEqual([secretId])
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('is not taken with another token’s, where the provider says whose it is', async () => {
    world.service.tellsOwn = true
    await stored('unlisted', 'page')
    const { secret } = world.service.add('ada', 'unlisted', { name: 'another' })
    expect(await failureOf(take('page', secret))).toBe('other-identity')
  })
})

describe('the own credential', () => {
  beforeEach(async () => {
    const { secret } = world.service.add('ada', 'seen', { name: 'own' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value: secret }, jobId: jobId() })
    await refresh(run)
  })

  it('needs a second step', async () => {
    expect(await failureOf(take('own', 'fake-EXAMPLE-any', false))).toBe('confirmation-needed')
  })

  it.each(['yes', 'unknown'] as const)('becomes what the account signs in with: %s', async (own) => {
    if (own === 'yes') await run.call['token.ownCredential']({ tokenId: idOf('own'), own })
    const value = renewByHand('seen', 'own')
    await take('own', value)
    await refresh(run)
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    expect(run.vault.records.get('credential', accountId)?.value).toBe(value)
    expect(run.window.row('own').own).toBe('yes')
    expect(run.operations()).toEqual([])
  })

  it('stays the credential when another token got a new secret', async () => {
    await stored('unlisted', 'page')
    const before = run.vault.records.get('credential', accountId)?.value
    await run.call['token.ownCredential']({ tokenId: idOf('own'), own: 'yes' })
    await take('page', renewByHand('unlisted', 'page'))
    expect(run.vault.records.get('credential', accountId)?.value).toBe(before)
  })
})

it('is only for what is guided', async () => {
  expect(await failureOf(take('ada-signs-in', world.service.add('ada', 'classic').secret))).toBe('not-supported')
})
