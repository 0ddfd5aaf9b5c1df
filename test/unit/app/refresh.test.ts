import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, settle, type Run, until } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'
import { acrossPages, withAda } from './ada.ts'

const minute = 60_000
const day = 86_400_000

describe('refreshing', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda(acrossPages, ['acme', 'beta']))
  })

  const part = (owner: string) => {
    const found = run.window.facts?.parts.find((one) => one.owner.id === owner)
    if (found === undefined) throw new Error('no such part')
    return found
  }

  it('reads all pages of all parts', () => {
    expect(run.window.rows.size).toBe(7)
    expect(part('acme')).toMatchObject({ tokens: 5, failure: null, asOf: world.clock.now() })
  })

  it('keeps ids the same from one refresh to the next', async () => {
    const before = [...run.window.rows.keys()].sort()
    await refresh(run)
    expect([...run.window.rows.keys()].sort()).toEqual(before)
  })

  it('marks what a complete listing lacks as gone, with the date, and keeps its facts', async () => {
    world.clock.advance(minute)
    world.service.drop('t-0002')
    await refresh(run)
    expect(run.window.row('one').token).toMatchObject({
      state: 'gone',
      goneAt: world.clock.now(),
      asOf: world.clock.now() - minute,
    })
    expect(part('acme').tokens).toBe(4)
  })

  it('forgets what is gone after a year, and not before', async () => {
    world.service.drop('t-0002')
    await refresh(run)
    world.clock.advance(365 * day)
    await refresh(run)
    expect(run.window.row('one').token.state).toBe('gone')
    world.clock.advance(1)
    await refresh(run)
    expect([...run.window.rows.values()].filter(({ token }) => token.name === 'one')).toEqual([])
  })

  describe('when a part fails', () => {
    it('keeps its facts and its age, says why, and goes on with the rest', async () => {
      const before = part('acme').asOf
      world.clock.advance(minute)
      world.service.drop('t-0002')
      world.service.add('beta', 'org', { name: 'fresh' })
      world.service.fail({ on: 'list', kind: 'missing-permission', owner: 'acme', after: 1 })
      await refresh(run, accountId)
      expect(part('acme')).toMatchObject({
        asOf: before,
        failure: { kind: 'missing-permission' },
        failedAt: world.clock.now(),
        tokens: 5,
      })
      expect(run.window.row('one').token.state).toBe('active')
      expect(part('beta')).toMatchObject({ failure: null, asOf: world.clock.now(), tokens: 2 })
      expect(run.window.facts?.accounts[0]).toMatchObject({ failure: null, credentialError: null })
    })

    it('remembers the failure over a restart, and forgets it with the next complete listing', async () => {
      world.service.fail({ on: 'list', kind: 'server-error', owner: 'acme' })
      await refresh(run)
      await run.app.close()
      run = await world.start()
      expect(part('acme').failure).toMatchObject({ kind: 'server-error' })
      await refresh(run)
      expect(part('acme').failure).toBeNull()
    })

    it('does not take one that refuses the credential for a refusal of the account', async () => {
      world.service.fail({ on: 'list', kind: 'wrong-token', owner: 'acme' })
      await refresh(run, accountId)
      expect(part('acme').failure).toMatchObject({ kind: 'wrong-token' })
      expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    })

    it('notices a credential that dies in the middle', async () => {
      const release = world.service.hold('list')
      const refreshed = failureOf(refresh(run, accountId))
      await until(() => world.service.count('list') > 5)
      world.service.drop('t-0001')
      release()
      expect(await refreshed).toBe('wrong-token')
      expect(run.window.facts?.accounts[0]?.credentialError).toMatchObject({ kind: 'wrong-token' })
      expect([...run.window.rows.values()].every(({ token }) => token.state === 'active')).toBe(true)
    })

    it('turns an unexpected error of a provider into a failure of the part, and logs only its type', async () => {
      const provider = fakeProvider(world.service)
      world.providers = [
        {
          ...provider,
          connect: async (...args) => ({
            ...(await provider.connect(...args)),
            list: () => {
              throw new TypeError('EXAMPLE-secret in a message')
            },
          }),
        },
      ]
      run = await world.start()
      await refresh(run)
      expect(part('acme').failure).toEqual({ kind: 'internal' })
      expect(run.log.text()).not.toContain('EXAMPLE')
    })
  })

  it('fails as a whole when the provider cannot say who the credential is', async () => {
    world.service.fail({ on: 'identify', kind: 'timeout' })
    expect(await failureOf(refresh(run, accountId))).toBe('timeout')
    expect(run.window.facts?.accounts[0]).toMatchObject({ failure: { kind: 'timeout' }, credentialError: null })
    expect(part('acme').failure).toBeNull()
  })

  it('refreshes all accounts although one of them fails', async () => {
    await world.account(run, world.service.person('bob'), 'Bob')
    world.service.fail({ on: 'identify', kind: 'server-error' })
    await refresh(run)
    const failures = run.window.facts?.accounts.map(({ failure }) => failure?.kind ?? null)
    expect(failures?.sort()).toEqual([null, 'server-error'])
  })

  it('lists nothing with a credential that has become somebody else', async () => {
    world.service.people.set('ada', { ...world.service.people.get('ada')!, id: 'id-of-another' })
    const before = world.service.count('list')
    expect(await failureOf(refresh(run, accountId))).toBe('other-identity')
    expect(world.service.count('list')).toBe(before)
  })

  it('goes on where an id that only stood for one is told, and where it is not told any more', async () => {
    const ada = world.service.people.get('ada')!
    const bob = world.service.person('bob')
    const standsFor = { ...world.service.people.get('bob')!, id: 'somebody', provisional: true } as const
    world.service.people.set('bob', standsFor)
    const account = await world.account(run, bob, 'Bob')
    const identity = () => run.window.facts?.accounts.find(({ id }) => id === account)?.identity
    expect(identity()).toMatchObject({ id: 'somebody', provisional: true })
    const told = { ...ada, id: 'id-bob', login: 'bob' }
    for (const now of [told, standsFor, told]) {
      world.service.people.set('bob', now)
      await refresh(run, account)
      expect(identity()).toEqual(told)
    }
    world.service.people.set('bob', { ...told, id: 'id-of-another' })
    expect(await failureOf(refresh(run, account))).toBe('other-identity')
    world.service.people.set('bob', standsFor)
    await run.call['account.reenter']({ accountId: account, secret: { from: 'field', value: bob }, jobId: jobId() })
    expect(identity()).toEqual(told)
  })

  it('shows new organizations, and says of one that is not offered any more that it was not found', async () => {
    const ada = world.service.people.get('ada')!
    world.service.people.set('ada', {
      ...ada,
      organizations: [
        { id: 'acme', name: 'Acme' },
        { id: 'new', name: 'new' },
      ],
    })
    await refresh(run)
    expect(run.window.facts?.parts.map(({ owner }) => owner.name).sort()).toEqual(['Acme', 'beta', 'id-ada', 'new'])
    expect(part('beta').failure).toEqual({ kind: 'not-found' })
    expect(run.window.row('other').token.state).toBe('active')
  })

  describe('at once', () => {
    it('lists at most six parts of an origin at the same time, over all its accounts', async () => {
      world.service.person('cleo', ['o1', 'o2', 'o3', 'o4', 'o5'])
      await world.account(run, world.service.add('cleo', 'classic').secret, 'Cleo')
      const release = world.service.hold('list')
      const before = world.service.count('list')
      const refreshed = refresh(run)
      await until(() => world.service.count('list') === before + 6)
      await settle()
      expect(world.service.count('list')).toBe(before + 6)
      release()
      await refreshed
    })

    it('joins a refresh that is running', async () => {
      const before = world.service.count('identify')
      await Promise.all([refresh(run), refresh(run, accountId), refresh(run, accountId)])
      expect(world.service.count('identify')).toBe(before + 1)
    })

    it('is cancelled for all who wait when one of them cancels', async () => {
      const release = world.service.hold('list')
      const [first, second] = [jobId(), jobId()]
      const all = [
        run.call['inventory.refresh']({ accountId, jobId: first }),
        run.call['inventory.refresh']({ accountId, jobId: second }),
      ].map(failureOf)
      await until(() => world.service.count('list') > 7)
      await run.call['job.cancel']({ jobId: second })
      expect(await Promise.all(all)).toEqual(['cancelled', 'cancelled'])
      release()
    })
  })

  it('leaves everything as it was when it is cancelled', async () => {
    world.service.drop('t-0002')
    const before = part('acme')
    const release = world.service.hold('list')
    const id = jobId()
    const refreshed = failureOf(run.call['inventory.refresh']({ accountId, jobId: id }))
    await until(() => world.service.count('list') > 7)
    await run.call['job.cancel']({ jobId: id })
    expect(await refreshed).toBe('cancelled')
    release()
    expect(part('acme')).toEqual(before)
    expect(run.window.row('one').token.state).toBe('active')
    expect(run.window.facts?.accounts[0]).toMatchObject({ refresh: null, failure: null })
  })

  it('refuses a job id that is in use', async () => {
    const release = world.service.hold('identify')
    const id = jobId()
    const first = run.call['inventory.refresh']({ accountId, jobId: id })
    expect(await failureOf(run.call['inventory.refresh']({ accountId, jobId: id }))).toBe('busy')
    release()
    await first
  })

  it('tells how far it is, at most ten times a second', async () => {
    const release = world.service.hold('list')
    const id = jobId()
    const refreshed = run.call['inventory.refresh']({ accountId, jobId: id })
    await until(() => world.service.count('list') > 7)
    const sent = run.window.factsSent
    world.clock.advance(99)
    expect(run.window.factsSent).toBe(sent)
    world.clock.advance(1)
    expect(run.window.factsSent).toBe(sent + 1)
    expect(run.window.facts?.accounts[0]?.refresh).toEqual({ jobId: id, partsDone: 0, partsTotal: 3, tokens: 0 })
    release()
    await refreshed
    expect(run.window.facts?.accounts[0]?.refresh).toBeNull()
  })

  it('keeps working on a disk that is full, and says so on the part', async () => {
    world.service.drop('t-0002')
    run.fs.failOn('create', 'ENOSPC')
    await refresh(run)
    expect(run.window.row('one').token.state).toBe('gone')
    expect(part('acme').failure).toMatchObject({ kind: 'disk-full' })
  })

  it('ends when the vault is closed under it, and leaves what is on the disk', async () => {
    const release = world.service.hold('list')
    world.service.drop('t-0002')
    const refreshed = failureOf(refresh(run, accountId))
    await until(() => world.service.count('list') > 7)
    await run.vault.close()
    expect(['cancelled', 'vault-locked']).toContain(await refreshed)
    release()
    expect(run.window.rows.size).toBe(0)
    expect(run.window.facts).toMatchObject({ vault: { kind: 'locked' }, accounts: [], parts: [], operations: [] })
    await run.call['vault.retry']({})
    expect(run.window.rows.size).toBe(7)
    expect(run.window.row('one').token.state).toBe('active')
  })
})
