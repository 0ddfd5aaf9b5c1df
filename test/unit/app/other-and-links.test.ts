import { beforeEach, describe, expect, it } from 'vitest'
import type { OtherToken } from '#shared/contract'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'

let world: AppWorld
let run: Run

beforeEach(async () => {
  world = new AppWorld()
  run = await world.ready()
})

const vpn: OtherToken = {
  name: 'vpn',
  service: 'Company VPN',
  serviceUrl: 'https://vpn.example.com',
  owner: 'ada',
  expiry: { kind: 'at', at: Date.UTC(2026, 8, 1) },
  manageUrl: 'https://vpn.example.com/tokens',
  notes: 'ask Bob',
}

const add = (change: Partial<OtherToken> = {}, secret: string | null = null) =>
  run.call['other.add']({
    token: { ...vpn, ...change },
    secret: secret === null ? null : { from: 'field', value: secret },
  })

describe('tokens of other services', () => {
  it('are rows like the others', async () => {
    const { tokenId } = await add()
    expect(run.window.row('vpn')).toMatchObject({
      token: {
        id: tokenId,
        provider: 'other',
        accountId: 'other',
        partId: 'other',
        state: 'active',
        service: 'Company VPN',
      },
      held: null,
      own: 'no',
      notes: 'ask Bob',
    })
    await run.app.close()
    run = await world.start()
    expect(run.window.rows.get(tokenId)?.token.expiry).toEqual(vpn.expiry)
  })

  it('can have a secret from the start, or get one later', async () => {
    const { tokenId } = await add({}, 'vpn-EXAMPLE-1')
    const secretId = run.window.row('vpn').held?.secretId ?? ''
    expect(run.window.row('vpn').held?.proof).toBe('unchecked')
    expect(await run.call['secret.reveal']({ id: secretId })).toMatchObject({ value: 'vpn-EXAMPLE-1' })
    const secret = { from: 'field', value: 'vpn-EXAMPLE-2' } as const
    const stored = await run.call['secret.store']({ tokenId, secret, jobId: jobId() })
    expect(stored.proof).toBe('unchecked')
    expect(run.vault.records.ids('secret')).toEqual([stored.secretId])
  })

  it('can be changed; tags stay', async () => {
    const { tokenId } = await add()
    await run.call['token.annotate']({ tokenId, tags: ['home'], notes: 'ask Bob' })
    await run.call['other.edit']({ tokenId, token: { ...vpn, name: 'tunnel', notes: '' } })
    expect(run.window.row('tunnel')).toMatchObject({ tags: ['home'], notes: '', token: { id: tokenId } })
    expect(await failureOf(run.call['other.edit']({ tokenId: 'other/none', token: vpn }))).toBe('not-found')
  })

  it('can be removed with all that belongs to them', async () => {
    const { tokenId } = await add({}, 'vpn-EXAMPLE-1')
    await run.call['other.remove']({ tokenId })
    expect(run.window.rows.size).toBe(0)
    const { records } = run.vault
    expect([records.ids('other'), records.ids('held'), records.ids('secret'), records.ids('annotation')]).toEqual([
      [],
      [],
      [],
      [],
    ])
    expect(await failureOf(run.call['other.remove']({ tokenId }))).toBe('not-found')
  })

  it.each<[keyof OtherToken, string]>([
    ['manageUrl', 'javascript:alert(1)'],
    ['manageUrl', 'file:///etc/passwd'],
    ['manageUrl', 'https://ada:secret@vpn.example.com'],
    ['manageUrl', 'not an address'],
    ['serviceUrl', 'vpn.example.com'],
  ])('refuse a %s like %s', async (field, address) => {
    await expect(add({ [field]: address })).rejects.toMatchObject({ error: { kind: 'invalid-input', field } })
    expect(run.window.rows.size).toBe(0)
  })
})

describe('tags and notes', () => {
  it('are kept with the token, each tag once, and one is changed without the other', async () => {
    const { tokenId } = await add()
    await run.call['token.annotate']({ tokenId, tags: ['a', 'b', 'a'], notes: 'new' })
    expect(run.window.row('vpn')).toMatchObject({ tags: ['a', 'b'], notes: 'new' })
    await run.call['token.annotate']({ tokenId, tags: ['c'] })
    await run.call['token.annotate']({ tokenId, notes: 'newer' })
    expect(run.window.row('vpn')).toMatchObject({ tags: ['c'], notes: 'newer' })
    await run.call['token.annotate']({ tokenId, tags: [], notes: '' })
    expect(run.vault.records.ids('annotation')).toEqual([])
    expect(await failureOf(run.call['token.annotate']({ tokenId: 'none', tags: [], notes: '' }))).toBe('not-found')
  })
})

describe('opening a page', () => {
  const provider = () => ({ ...fakeProvider(world.service) })

  const withAccount = async (page?: string | null) => {
    const credential = world.service.person('ada')
    const one = provider()
    if (page !== undefined) one.page = () => page
    world.providers = [one]
    await run.app.close()
    run = await world.start()
    const accountId = await world.account(run, credential)
    return { accountId, tokenId: run.window.row('ada-signs-in').token.id }
  }

  it('opens the provider’s own page of a token and of an account', async () => {
    const { accountId, tokenId } = await withAccount()
    await run.call['link.open']({ what: 'token', tokenId })
    await run.call['link.open']({ what: 'account', accountId })
    expect(run.opener.urls).toEqual(['https://fake.example/tokens/t-0001', 'https://fake.example/tokens'])
  })

  it.each([
    'https://evil.example/tokens',
    'https://fake.example.evil.example/',
    'https://fake.example:8443/',
    'http://fake.example/tokens',
    'https://ada@fake.example/tokens',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'nonsense',
  ])('never opens %s', async (page) => {
    const { tokenId } = await withAccount(page)
    expect(await failureOf(run.call['link.open']({ what: 'token', tokenId }))).toBe('origin-refused')
    expect(run.opener.urls).toEqual([])
  })

  it.each([
    ['https://fake.example/below', true],
    ['https://fake.example/below/tokens', true],
    ['https://fake.example/tokens', false],
    ['https://fake.example/below-evil/tokens', false],
    ['https://fake.example/below/../tokens', false],
  ])('takes %s for the instance’s own below a path: %s', async (page, isOwn) => {
    const below = { ...provider(), page: () => page }
    const record = { ...below.record, instances: [] }
    world.providers = [
      { ...below, record, resolve: (address) => ({ ...below.resolve(address), console: `https://${address}/below` }) },
    ]
    await run.app.close()
    run = await world.start()
    const accountId = await world.account(run, world.service.person('ada'))
    const opened = failureOf(run.call['link.open']({ what: 'account', accountId }))
    expect(await opened).toBe(isOwn ? 'no failure' : 'origin-refused')
    expect(run.opener.urls).toEqual(isOwn ? [page] : [])
  })

  it('says when there is no page', async () => {
    const { tokenId } = await withAccount(null)
    expect(await failureOf(run.call['link.open']({ what: 'token', tokenId }))).toBe('not-found')
  })

  it('opens the page for making a token by hand, of known instances only', async () => {
    const open = (address: string) => run.call['link.open']({ what: 'new-token', provider: 'fake', address })
    await open('fake.example')
    expect(run.opener.urls).toEqual(['https://fake.example/tokens/new'])
    expect(await failureOf(open('evil.example'))).toBe('origin-refused')
    expect(await failureOf(open('javascript:alert(1)'))).toBe('origin-refused')
    expect(run.opener.urls).toHaveLength(1)
  })

  it('opens the address of another service over https only', async () => {
    const { tokenId } = await add()
    await run.call['link.open']({ what: 'token', tokenId })
    await run.call['other.edit']({ tokenId, token: { ...vpn, manageUrl: '' } })
    await run.call['link.open']({ what: 'token', tokenId })
    expect(run.opener.urls).toEqual(['https://vpn.example.com/tokens', 'https://vpn.example.com/'])
    await run.call['other.edit']({ tokenId, token: { ...vpn, manageUrl: 'http://vpn.example.com' } })
    expect(await failureOf(run.call['link.open']({ what: 'token', tokenId }))).toBe('origin-refused')
    await run.call['other.edit']({ tokenId, token: { ...vpn, manageUrl: '', serviceUrl: '' } })
    expect(await failureOf(run.call['link.open']({ what: 'token', tokenId }))).toBe('not-found')
  })
})
