import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, settle, type Run, until } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'
import { FakeService } from '#test/support/fake-service'

describe('accounts', () => {
  let world: AppWorld
  let run: Run
  let credential: string

  beforeEach(async () => {
    world = new AppWorld()
    credential = world.service.person('ada', ['acme'])
    run = await world.ready()
  })

  const check = (value: string, address = 'fake.example') =>
    run.call['account.check']({ provider: 'fake', address, secret: { from: 'field', value }, jobId: jobId() })

  const reenter = (accountId: string, value: string) =>
    run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })

  const account = (accountId: string) => run.window.facts?.accounts.find(({ id }) => id === accountId)

  describe('checking', () => {
    it('asks the provider who a credential is before anything is stored', async () => {
      const checked = await check(credential)
      expect(checked.identity.login).toBe('ada')
      expect(checked.origin).toBe('https://api.fake.example')
      expect(checked.sameAs).toBeNull()
      expect(run.window.facts?.accounts).toEqual([])
      expect(run.vault.records.ids('credential')).toEqual([])
    })

    it('refuses a wrong token, and an address that is none', async () => {
      expect(await failureOf(check('fake-EXAMPLE-wrong'))).toBe('wrong-token')
      expect(await failureOf(check(credential, 'fake.example/path'))).toBe('origin-refused')
    })

    it.each(['two words', 'line\nbreak', 'smörgåsbord-Ω', '   '])(
      'refuses %j, which cannot be a secret',
      async (value) => {
        expect(await failureOf(check(value))).toBe('invalid-input')
        expect(world.service.calls).toEqual([])
      },
    )

    it('takes the credential from the clipboard, without the blanks around it', async () => {
      run.clipboard.text = `  ${credential}\n`
      const secret = { from: 'clipboard' } as const
      const input = { provider: 'fake', address: 'fake.example', secret, jobId: jobId() }
      expect((await run.call['account.check'](input)).identity.login).toBe('ada')
      run.clipboard.text = ''
      expect(await failureOf(run.call['account.check']({ ...input, jobId: jobId() }))).toBe('clipboard-empty')
      run.clipboard.broken = true
      expect(await failureOf(run.call['account.check']({ ...input, jobId: jobId() }))).toBe('clipboard-failed')
    })

    it('can be cancelled', async () => {
      const release = world.service.hold('identify')
      const id = jobId()
      const asked = run.call['account.check']({
        provider: 'fake',
        address: 'fake.example',
        secret: { from: 'field', value: credential },
        jobId: id,
      })
      await until(() => world.service.count('identify') === 1)
      await run.call['job.cancel']({ jobId: id })
      expect(await failureOf(asked)).toBe('cancelled')
      release()
    })

    it('names the account that has the same identity at the same origin', async () => {
      const accountId = await world.account(run, credential)
      expect((await check(credential)).sameAs).toBe(accountId)
    })

    it('does not take the same person at another origin for the same account', async () => {
      const other = new FakeService('https://api.second.example')
      world.providers = [fakeProvider(world.service, other)]
      run = await world.start()
      await world.account(run, credential)
      const checked = await check(other.person('ada'), 'second.example')
      expect(checked.sameAs).toBeNull()
    })
  })

  describe('adding', () => {
    it('stores account and credential and lists the tokens', async () => {
      world.service.add('acme', 'org', { name: 'deploy' })
      const accountId = await world.account(run, credential, 'Work')
      expect(run.window.facts?.accounts).toMatchObject([{ id: accountId, name: 'Work', heldSecrets: 0, refresh: null }])
      expect(run.vault.records.get('credential', accountId)).toEqual({
        origin: 'https://api.fake.example',
        value: credential,
      })
      expect(run.window.row('deploy').token).toMatchObject({ accountId, state: 'active', owner: { id: 'acme' } })
      expect(run.window.facts?.parts.map(({ tokens, failure }) => ({ tokens, failure }))).toEqual([
        { tokens: 1, failure: null },
        { tokens: 1, failure: null },
      ])
    })

    it('forgets a checked credential after five minutes', async () => {
      const { checkId } = await check(credential)
      world.clock.advance(300_001)
      expect(await failureOf(run.call['account.add']({ checkId, name: 'Work' }))).toBe('not-found')
    })

    it('takes a check once', async () => {
      const { checkId } = await check(credential)
      const answers = await Promise.allSettled([
        run.call['account.add']({ checkId, name: 'Work' }),
        run.call['account.add']({ checkId, name: 'Work' }),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(run.window.facts?.accounts).toHaveLength(1)
    })

    it('refuses a second account of the same identity', async () => {
      await world.account(run, credential)
      const { checkId } = await check(world.service.add('ada', 'classic').secret)
      expect(await failureOf(run.call['account.add']({ checkId, name: 'Again' }))).toBe('already-added')
    })

    it('keeps several people at one provider apart', async () => {
      const first = await world.account(run, credential, 'Ada')
      const second = await world.account(run, world.service.person('bob'), 'Bob')
      expect(run.window.row('ada-signs-in').token.accountId).toBe(first)
      expect(run.window.row('bob-signs-in').token.accountId).toBe(second)
    })

    it('keeps the check when the disk is full, so that it can be tried again', async () => {
      const { checkId } = await check(credential)
      run.fs.failOn('create', 'ENOSPC', { times: 1 })
      expect(await failureOf(run.call['account.add']({ checkId, name: 'Work' }))).toBe('disk-full')
      await run.call['account.add']({ checkId, name: 'Work' })
      expect(run.window.facts?.accounts).toHaveLength(1)
    })
  })

  it('renames an account', async () => {
    const accountId = await world.account(run, credential)
    await run.call['account.rename']({ accountId, name: 'Home' })
    expect(account(accountId)?.name).toBe('Home')
    expect(await failureOf(run.call['account.rename']({ accountId: 'nobody', name: 'Home' }))).toBe('not-found')
  })

  describe('a refused credential', () => {
    it('is noted on the account, and nothing is deleted', async () => {
      const accountId = await world.account(run, credential)
      world.service.drop('t-0001')
      expect(await failureOf(refresh(run, accountId))).toBe('wrong-token')
      expect(account(accountId)).toMatchObject({
        credentialError: { kind: 'wrong-token' },
        failure: { kind: 'wrong-token' },
      })
      expect(run.window.rows.size).toBe(1)
      expect(run.vault.records.get('credential', accountId)?.value).toBe(credential)
    })

    it('is still known after a restart', async () => {
      await world.account(run, credential)
      world.service.drop('t-0001')
      await failureOf(refresh(run))
      await run.app.close()
      run = await world.start()
      expect(run.window.facts?.accounts[0]?.credentialError).toMatchObject({ kind: 'wrong-token' })
    })

    it('counts no more when the provider takes it again', async () => {
      const accountId = await world.account(run, credential)
      world.service.fail({ on: 'identify', kind: 'expired-token' })
      expect(await failureOf(refresh(run, accountId))).toBe('expired-token')
      await refresh(run, accountId)
      expect(account(accountId)).toMatchObject({ credentialError: null, failure: null })
    })

    it('is replaced by a new one of the same person', async () => {
      const accountId = await world.account(run, credential)
      world.service.drop('t-0001')
      await failureOf(refresh(run, accountId))
      const fresh = world.service.add('ada', 'classic', { name: 'fresh' }).secret
      await reenter(accountId, fresh)
      await refresh(run, accountId)
      expect(account(accountId)).toMatchObject({ credentialError: null, failure: null })
      expect(run.vault.records.get('credential', accountId)?.value).toBe(fresh)
      expect(run.window.row('ada-signs-in').token.state).toBe('gone')
    })

    it('is not noted when it was replaced while the call was under way', async () => {
      const accountId = await world.account(run, credential)
      const release = world.service.hold('formOptions')
      const asked = run.call['token.formOptions']({
        accountId,
        owner: { kind: 'organization', id: 'acme', name: 'acme' },
        kind: 'org',
        jobId: jobId(),
      })
      await until(() => world.service.count('formOptions') === 1)
      await reenter(accountId, world.service.add('ada', 'classic').secret)
      world.service.drop('t-0001')
      release()
      expect(await failureOf(asked)).toBe('wrong-token')
      await settle()
      expect(account(accountId)?.credentialError).toBeNull()
    })
  })

  describe('entering the token again', () => {
    it('refuses the token of somebody else, and keeps the one it has', async () => {
      const accountId = await world.account(run, credential)
      const bob = world.service.person('bob')
      expect(await failureOf(reenter(accountId, bob))).toBe('other-identity')
      expect(run.vault.records.get('credential', accountId)?.value).toBe(credential)
    })

    it('sends the new one to the origin of the account and nowhere else', async () => {
      const other = new FakeService('https://api.second.example')
      const elsewhere = other.person('ada')
      world.providers = [fakeProvider(world.service, other)]
      run = await world.start()
      const accountId = await world.account(run, credential)
      expect(await failureOf(reenter(accountId, elsewhere))).toBe('wrong-token')
      expect(other.calls).toEqual([])
    })
  })

  describe('removing', () => {
    const store = (name: string, value: string) =>
      run.call['secret.store']({
        tokenId: run.window.row(name).token.id,
        secret: { from: 'field', value },
        jobId: jobId(),
      })

    it('wants to hear how many secrets are lost', async () => {
      const token = world.service.add('ada', 'classic', { name: 'laptop' })
      const accountId = await world.account(run, credential)
      await store('laptop', token.secret)
      expect(account(accountId)?.heldSecrets).toBe(1)
      expect(await failureOf(run.call['account.remove']({ accountId, acceptLosing: 0 }))).toBe('confirmation-needed')
      expect(account(accountId)).toBeDefined()
    })

    it('takes everything of the account away, and nothing of another', async () => {
      const token = world.service.add('ada', 'classic', { name: 'laptop' })
      const accountId = await world.account(run, credential, 'Ada')
      const otherId = await world.account(run, world.service.person('bob'), 'Bob')
      await store('laptop', token.secret)
      await run.call['token.annotate']({ tokenId: run.window.row('laptop').token.id, tags: ['x'], notes: '' })
      await run.call['account.remove']({ accountId, acceptLosing: 1 })
      expect([...run.window.rows.values()].map(({ token: { accountId: of } }) => of)).toEqual([otherId])
      expect(run.window.facts?.parts.map((part) => part.accountId)).toEqual([otherId])
      const { records } = run.vault
      expect([
        records.ids('credential'),
        records.ids('held'),
        records.ids('secret'),
        records.ids('annotation'),
      ]).toEqual([[otherId], [], [], []])
      await run.app.close()
      run = await world.start()
      expect([...run.window.rows.values()].map(({ token: { accountId: of } }) => of)).toEqual([otherId])
    })

    it('ends a refresh that is running, and nothing of it comes back', async () => {
      const accountId = await world.account(run, credential)
      const release = world.service.hold('list')
      const refreshed = failureOf(refresh(run, accountId))
      await until(() => world.service.count('list') > 2)
      await run.call['account.remove']({ accountId, acceptLosing: 0 })
      expect(await refreshed).toBe('cancelled')
      release()
      await settle()
      expect(run.window.rows.size).toBe(0)
      expect(run.window.facts?.parts).toEqual([])
      await run.app.close()
      run = await world.start()
      expect(run.window.facts?.parts).toEqual([])
    })

    it('waits for a token that is being made', async () => {
      const accountId = await world.account(run, credential)
      const release = world.service.hold('create')
      const made = run.call['token.create']({
        accountId,
        owner: { kind: 'me', id: 'ada', name: 'ada' },
        kind: 'classic',
        draft: { name: 'laptop', expiry: { kind: 'never' } },
        jobId: jobId(),
      })
      await until(() => world.service.count('create') === 1)
      expect(await failureOf(run.call['account.remove']({ accountId, acceptLosing: 0 }))).toBe('busy')
      release()
      await made
    })
  })
})
