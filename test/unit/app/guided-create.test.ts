import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import type { FakeIssued } from '#test/support/fake-service'
import { AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { guidedProvider } from '#test/support/guided-provider'

const me = { kind: 'me', id: 'ada', name: 'id-ada' } as const
const draft: Draft = { name: 'deploy & run', expiry: { kind: 'never' }, scopes: ['write'] }

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  world = new AppWorld()
  world.providers = [guidedProvider(world.service)]
  run = await world.ready()
  accountId = await world.account(run, world.service.person('ada'))
})

/** What the person does on the provider's page. */
const makeByHand = (kind: string, name = draft.name ?? ''): FakeIssued =>
  world.service.add('ada', kind, { name, scopes: { kind: 'listed', names: ['told'] } })

const take = (kind: string, value: string, change: Partial<Draft> = {}) =>
  run.call['guided.create']({
    accountId,
    owner: me,
    kind,
    draft: { ...draft, ...change },
    secret: { from: 'field', value },
    jobId: jobId(),
  })

const reveal = async (id: string | null) => (await run.call['secret.reveal']({ id: id ?? '' })).value

describe('the page of a guided operation', () => {
  const open = (kind: string, change: Partial<Draft> = {}) =>
    run.call['guided.open']({ what: 'create', accountId, owner: me, kind, draft: { ...draft, ...change } })

  it('is opened on the account’s console, filled in and encoded', async () => {
    await open('unlisted', { expiry: { kind: 'at', at: world.clock.now() + 30 * 86_400_000 } })
    expect(run.opener.urls).toEqual([
      'https://fake.example/tokens/new?name=deploy%20%26%20run&scopes=read%3Aall%2Cwrite%3Aall&days=30',
    ])
  })

  it('leaves empty what is not known', async () => {
    await open('unlisted', { scopes: [] })
    expect(run.opener.urls).toEqual(['https://fake.example/tokens/new?name=deploy%20%26%20run&scopes=&days='])
  })

  it('is that of a token where it is about one', async () => {
    const made = await take('unlisted', makeByHand('unlisted').secret)
    const { tokenId } = made
    await run.call['guided.open']({ what: 'revoke', tokenId })
    const { issuerId } = run.window.row('deploy & run').token
    expect(run.opener.urls).toEqual([`https://fake.example/tokens/${issuerId}`])
  })

  it('is not opened for what Keyrack does by itself', async () => {
    expect(await failureOf(open('classic'))).toBe('not-supported')
    expect(run.opener.urls).toEqual([])
  })
})

describe('taking the secret of a token that was made by hand', () => {
  it('keeps a token that nobody lists, with what the form said', async () => {
    const made = await take('unlisted', makeByHand('unlisted').secret)
    const row = run.window.row('deploy & run')
    expect(row.token).toMatchObject({
      id: made.tokenId,
      state: 'active',
      expiry: { kind: 'never' },
      created: { kind: 'unknown' },
      scopes: { kind: 'listed', names: ['read:all', 'write:all'] },
    })
    expect(row.held).toMatchObject({ secretId: made.secretId, proof: 'works' })
    expect(row.own).toBe('no')
    expect(run.operations()).toEqual([])
  })

  it('still has it after a refresh and after a restart, and asks nobody for a list that is none', async () => {
    await take('unlisted', makeByHand('unlisted').secret)
    await refresh(run)
    expect(run.window.facts?.parts.find(({ kind }) => kind === 'unlisted')?.failure).toBeNull()
    await run.app.close()
    run = await world.start()
    await refresh(run)
    expect(run.window.row('deploy & run').token.state).toBe('active')
    expect(run.window.row('deploy & run').held?.proof).toBe('works')
  })

  it('believes the provider before the form', async () => {
    world.service.tellsOwn = true
    const issued = makeByHand('unlisted', 'told')
    const made = await take('unlisted', issued.secret)
    expect(run.window.row('told').token).toMatchObject({
      id: made.tokenId,
      issuerId: issued.issuerId,
      scopes: { kind: 'listed', names: ['told'] },
    })
    expect(run.window.row('told').held?.proof).toBe('proven')
  })

  it('finds the token in the list where there is one, by what the provider says', async () => {
    world.service.tellsOwn = true
    makeByHand('seen', 'another')
    const issued = makeByHand('seen', 'mine')
    const { secretId } = await take('seen', issued.secret)
    expect(run.window.row('mine').held?.secretId).toBe(secretId)
    expect(run.window.row('mine').token.issuerId).toBe(issued.issuerId)
    expect(run.window.row('another').held).toBeNull()
    expect(await reveal(secretId)).toBe(issued.secret)
  })

  it('takes the token that has appeared, where the provider does not say which it is', async () => {
    makeByHand('seen', 'before')
    await refresh(run)
    await take('seen', makeByHand('seen', 'renamed there').secret)
    expect(run.window.row('renamed there').held?.proof).toBe('works')
    expect(run.window.row('before').held).toBeNull()
  })

  it('takes the one of the name, where a refresh was faster', async () => {
    makeByHand('seen', 'before')
    const issued = makeByHand('seen')
    await refresh(run)
    await take('seen', issued.secret)
    expect(run.window.row('deploy & run').held?.proof).toBe('works')
  })

  it('knows a secret that is the credential itself', async () => {
    world.service.tellsOwn = true
    const again = makeByHand('unlisted', 'signs in')
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value: again.secret }, jobId: jobId() })
    await take('unlisted', again.secret)
    expect(run.window.row('signs in').own).toBe('yes')
  })

  const strangers: readonly (readonly [string, string, () => string])[] = [
    ['nobody’s', 'wrong-token', () => 'fake-EXAMPLE-nobody'],
    ['somebody else’s', 'other-identity', () => world.service.person('grace')],
    ['of another kind', 'other-identity', () => world.service.add('ada', 'classic').secret],
  ]
  it.each(strangers)('stores nothing of a secret that is %s', async (_, kind, secretOf) => {
    expect(await failureOf(take('unlisted', secretOf()))).toBe(kind)
    expect(run.vault.records.ids('secret')).toEqual([])
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('takes one secret for one token only', async () => {
    const { secret } = makeByHand('unlisted')
    await take('unlisted', secret)
    expect(await failureOf(take('unlisted', secret, { name: 'twice' }))).toBe('other-identity')
    expect(run.vault.records.ids('secret')).toHaveLength(1)
  })

  it('keeps to the rules of the form', async () => {
    const { secret } = makeByHand('unlisted')
    const before = world.service.count('inspect')
    expect(await failureOf(take('unlisted', secret, { name: '' }))).toBe('invalid-input')
    expect(await failureOf(take('classic', secret, { scopes: ['none'] }))).toBe('not-supported')
    expect(world.service.count('inspect')).toBe(before)
  })

  it('stores nothing while the provider cannot be asked', async () => {
    const issued = makeByHand('seen')
    for (const on of ['inspect', 'list'] as const) {
      world.service.fail({ on, kind: 'offline', owner: 'ada' })
      expect(await failureOf(take('seen', issued.secret))).toBe('offline')
    }
    expect(run.vault.records.ids('secret')).toEqual([])
    await take('seen', issued.secret)
    expect(run.window.row('deploy & run').held?.proof).toBe('works')
  })

  it('notes in the journal what was done', async () => {
    const { secret } = makeByHand('unlisted')
    await take('unlisted', secret)
    const [operation] = [...run.vault.records.all('operation').values()]
    expect(operation?.operation).toMatchObject({ kind: 'create', step: 'done', tokenName: 'deploy & run' })
  })
})
