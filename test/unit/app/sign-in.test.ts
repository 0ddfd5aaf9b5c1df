import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'

let world: AppWorld
let run: Run
let credential: string

const account = (accountId: string) => run.window.facts?.accounts.find(({ id }) => id === accountId)

describe('a provider that asks for more than a secret', () => {
  const signIn = [
    { id: 'client', label: 'Client id', placeholder: '', says: 'Its id.', secret: false },
    { id: 'pair', label: 'Second key', placeholder: '', says: 'The other one.', secret: true },
  ]
  const fields = { client: ' ci runner ', pair: 'pair-EXAMPLE' }
  const signInWith = (given: Record<string, string>, value = credential) =>
    run.call['account.check']({
      provider: 'fake',
      address: 'fake.example',
      secret: { from: 'field', value },
      fields: given,
      jobId: jobId(),
    })

  beforeEach(async () => {
    world = new AppWorld()
    credential = world.service.person('ada', ['acme'])
    const plain = fakeProvider(world.service)
    world.providers = [{ ...plain, record: { ...plain.record, signIn } }]
    run = await world.ready()
  })

  it('gets all of it, and lists the tokens with it', async () => {
    const { checkId } = await signInWith(fields)
    world.service.beside = {}
    const { accountId } = await run.call['account.add']({ checkId, name: 'Work' })
    await refresh(run, accountId)
    expect(world.service.beside).toEqual({ client: 'ci runner', pair: 'pair-EXAMPLE' })
    expect(account(accountId)?.failure).toBeNull()
    expect(run.window.row('ada-signs-in').token.state).toBe('active')
  })

  it.each([
    [{ client: 'ci' }],
    [{ client: ' ', pair: 'pair-EXAMPLE' }],
    [{ client: 'two\nlines', pair: 'pair-EXAMPLE' }],
    [{ ...fields, more: 'x' }],
  ])('is not asked with %j', async (given) => {
    expect(await failureOf(signInWith(given))).toBe('invalid-input')
    expect(world.service.calls).toEqual([])
  })

  it('takes blanks inside of a secret only where the record has room for them, and nothing else that is none', async () => {
    expect(await failureOf(signInWith(fields, 'a client secret EXAMPLE'))).toBe('invalid-input')
    const [plain] = world.providers
    const secret = { ...plain!.record.secret, pattern: '^[\\x20-\\x7e]+$' }
    world.providers = [{ ...plain!, record: { ...plain!.record, secret } }]
    run = await world.start()
    // It is nobody's there, but it was asked about.
    expect(await failureOf(signInWith(fields, ' a client secret EXAMPLE '))).toBe('wrong-token')
    for (const impossible of ['two\nlines EXAMPLE', 'a tab\tEXAMPLE', ' ', 'nought\u200bEXAMPLE']) {
      expect(await failureOf(signInWith(fields, impossible)), impossible).toBe('invalid-input')
    }
  })

  it('keeps what is beside the secret when a regenerated secret takes its place', async () => {
    const { checkId } = await signInWith(fields)
    const { accountId } = await run.call['account.add']({ checkId, name: 'Work' })
    await refresh(run, accountId)
    const { id: tokenId } = run.window.row('ada-signs-in').token
    await run.call['token.regenerate']({
      tokenId,
      draft: { expiry: { kind: 'never' } },
      ownConfirmed: true,
      jobId: jobId(),
    })
    world.service.beside = {}
    await refresh(run, accountId)
    expect(world.service.beside).toEqual({ client: 'ci runner', pair: 'pair-EXAMPLE' })
    expect(account(accountId)?.credentialError).toBeNull()
  })

  it('takes other lines when the credential is entered anew', async () => {
    const { checkId } = await signInWith(fields)
    const { accountId } = await run.call['account.add']({ checkId, name: 'Work' })
    await refresh(run, accountId)
    await run.call['account.reenter']({
      accountId,
      secret: { from: 'field', value: credential },
      fields: { client: 'other', pair: 'pair-EXAMPLE-2' },
      jobId: jobId(),
    })
    await refresh(run, accountId)
    expect(world.service.beside).toEqual({ client: 'other', pair: 'pair-EXAMPLE-2' })
  })
})
