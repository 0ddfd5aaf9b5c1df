import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run, settle, until } from '#test/support/app-world'

const minute = 60_000
const day = 86_400_000

let world: AppWorld
let run: Run
let accountId: string

const stateOf = (one: Run) => one.vault.state().kind
const create = (name = 'laptop') =>
  run.call['token.create']({
    accountId,
    owner: { kind: 'me', id: 'ada', name: 'ada' },
    kind: 'classic',
    draft: { name, expiry: { kind: 'never' } },
    jobId: jobId(),
  })

/** Makes a token whose secret the disk refuses; gives what ends the refusals. */
async function failing(name: string): Promise<() => void> {
  const release = world.service.hold('create')
  const making = create(name)
  await until(() => world.service.count('create') === 1)
  run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/ })
  release()
  await making
  return () => {
    run.fs.fault = () => undefined
  }
}

beforeEach(async () => {
  world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('acme', 'org', { name: 'deploy' })
  run = await world.ready()
  accountId = await world.account(run, credential)
})

describe('locking', () => {
  it('forgets what the vault told, and shows the window nothing of it', async () => {
    expect(run.window.rows.size).toBeGreaterThan(0)
    await run.call['vault.lock']({})
    expect(stateOf(run)).toBe('locked')
    expect(run.window.rows.size).toBe(0)
    expect(run.window.facts).toMatchObject({ vault: { kind: 'locked' }, accounts: [], parts: [], operations: [] })
  })

  it('gives the window another process, once the vault is locked and not before', async () => {
    let stateThen = ''
    run.windowProcess.renew = async () => {
      stateThen = stateOf(run)
    }
    await run.call['vault.lock']({})
    expect(stateThen).toBe('locked')
  })

  it('works again and again, though the window process may never be gone', async () => {
    run.windowProcess.renew = () => new Promise(() => {})
    for (let round = 0; round < 2; round += 1) {
      void run.call['vault.lock']({})
      await until(() => stateOf(run) === 'locked')
      await run.call['vault.retry']({})
      expect(run.window.facts).toMatchObject({ vault: { kind: 'open' }, accounts: [{ name: 'Work' }] })
    }
  })

  it('happens once when it is asked for twice', async () => {
    await Promise.all([run.call['vault.lock']({}), run.call['vault.lock']({})])
    await run.call['vault.lock']({})
    expect(run.windowProcess.processes).toBe(2)
  })

  it('takes a copied secret out of the clipboard', async () => {
    const { secretId } = await create()
    await run.call['secret.copy']({ id: secretId ?? '' })
    expect(run.clipboard.text).toContain('EXAMPLE')
    await run.call['vault.lock']({})
    expect(run.clipboard.text).toBe('')
  })

  it('takes one out that is copied while it waits', async () => {
    const endRefusals = await failing('first')
    endRefusals()
    const release = world.service.hold('create')
    const made = create('second')
    await until(() => world.service.count('create') === 2)
    const locking = run.call['vault.lock']({})
    await settle()
    await run.call['secret.copy']({ id: run.window.facts?.unstored[0]?.id ?? '' })
    expect(run.clipboard.text).toContain('EXAMPLE')
    release()
    await Promise.all([made, locking])
    expect(stateOf(run)).toBe('locked')
    expect(run.clipboard.text).toBe('')
  })

  it('leaves none there whose copying began before what the vault tells was loaded', async () => {
    const { secretId } = await create()
    await run.app.close()
    run = world.begin()
    const opening = run.app.open(new Promise(() => {}))
    await until(() => stateOf(run) === 'open')
    const copying = failureOf(run.call['secret.copy']({ id: secretId ?? '' }))
    const locking = run.call['vault.lock']({})
    expect(await copying).toBe('vault-locked')
    await Promise.all([opening, locking])
    expect(run.clipboard.text).toBe('')
  })

  it('forgets a checked credential that nobody decided about', async () => {
    const { checkId } = await run.call['account.check']({
      provider: 'fake',
      address: 'fake.example',
      secret: { from: 'field', value: world.service.person('eve') },
      jobId: jobId(),
    })
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect(await failureOf(run.call['account.add']({ checkId, name: 'x' }))).toBe('not-found')
  })

  it('keeps no checked credential whose answer comes while it locks', async () => {
    const before = world.service.count('identify')
    const release = world.service.hold('identify', 'cancelled')
    const checking = failureOf(
      run.call['account.check']({
        provider: 'fake',
        address: 'fake.example',
        secret: { from: 'field', value: world.service.person('eve') },
        jobId: jobId(),
      }),
    )
    await until(() => world.service.count('identify') > before)
    await run.call['vault.lock']({})
    release()
    expect(await checking).toBe('cancelled')
  })

  it('shows the first page at once when the vault is opened again', async () => {
    await run.call['vault.lock']({})
    run.window.patches.length = 0
    await run.call['vault.retry']({})
    // What was written by locking comes first, and all of it follows.
    const [first, last] = run.window.patches.filter(({ upsert }) => upsert.length > 0)
    expect(first).toMatchObject({ reset: true, done: false })
    expect(first?.upsert.map(({ token }) => token.name)).toContain('deploy')
    expect(last).toMatchObject({ reset: true, done: true })
    expect(run.window.facts?.accounts).toHaveLength(1)
  })

  it('does not end by itself, although the keystore would open the vault', async () => {
    await run.call['vault.lock']({})
    void run.app.focused()
    world.clock.advance(day)
    await settle()
    expect(stateOf(run)).toBe('locked')
    await run.call['vault.retry']({})
    expect(stateOf(run)).toBe('open')
  })

  it('is refused for a vault of this session only: it would be the end of it', async () => {
    world = new AppWorld()
    run = await world.start()
    await run.call['vault.create']({ choice: 'session', passphrase: null })
    expect(await failureOf(run.call['vault.lock']({}))).toBe('not-supported')
    run.system.happen('lock')
    run.system.idle = 100_000
    world.clock.advance(day)
    await settle()
    expect(stateOf(run)).toBe('open')
  })

  it('does nothing where there is no vault', async () => {
    world = new AppWorld()
    run = await world.start()
    await run.call['vault.lock']({})
    expect(run.windowProcess.processes).toBe(1)
  })
})

describe('a vault that closes by itself', () => {
  it('is left like one that was locked: the window gets another process, and the clipboard is cleared', async () => {
    const { secretId } = await create()
    await run.call['secret.copy']({ id: secretId ?? '' })
    // As it does when another Keyrack has sealed everything under a new key.
    await run.vault.close()
    await until(() => run.windowProcess.processes === 2)
    expect(run.clipboard.text).toBe('')
  })

  it('gives the window no other process when the app ends', async () => {
    await run.app.close()
    await settle()
    expect(run.windowProcess.processes).toBe(1)
  })
})

describe('what is asked for while the vault is locked', () => {
  it('is refused: refresh, reveal, copy and changes', async () => {
    const { secretId } = await create()
    await run.call['vault.lock']({})
    const id = secretId ?? ''
    expect(await failureOf(refresh(run))).toBe('vault-locked')
    expect(await failureOf(run.call['secret.reveal']({ id }))).toBe('vault-locked')
    expect(await failureOf(run.call['secret.copy']({ id }))).toBe('vault-locked')
    expect(await failureOf(create())).toBe('vault-locked')
    expect(await failureOf(run.call['window.allowCapture']({ minutes: 60 }))).toBe('vault-locked')
  })

  it('has scheduled refreshes wait, which the facts say, until it is opened', async () => {
    await run.call['preferences.set']({ refreshMinutes: 15 })
    expect(run.window.facts?.locking.scheduleWaits).toBe(false)
    const before = world.service.calls.length
    await run.call['vault.lock']({})
    expect(run.window.facts?.locking.scheduleWaits).toBe(true)
    for (let passed = 0; passed < 60; passed += 1) {
      world.clock.advance(minute)
      await settle(5)
    }
    expect(world.service.calls).toHaveLength(before)
    await run.call['vault.retry']({})
    expect(run.window.facts?.locking.scheduleWaits).toBe(false)
    world.clock.advance(minute)
    await until(() => world.service.calls.length > before)
  })
})

describe('a change that is under way', () => {
  it('is stored before the vault is locked, and nothing new begins meanwhile', async () => {
    const release = world.service.hold('create')
    const made = create()
    await until(() => world.service.count('create') === 1)
    const locking = run.call['vault.lock']({})
    await settle()
    expect(stateOf(run)).toBe('open')
    expect(await failureOf(create('second'))).toBe('vault-locked')
    release()
    await locking
    expect((await made).secretId).not.toBeNull()
    expect(stateOf(run)).toBe('locked')
    await run.call['vault.retry']({})
    expect(run.window.row('laptop').held?.proof).toBe('made-here')
  })

  it('is waited for however long it takes, and the facts say so', async () => {
    const release = world.service.hold('create')
    const made = create()
    await until(() => world.service.count('create') === 1)
    const locking = run.call['vault.lock']({})
    await settle()
    expect(run.window.facts?.locking.held).toBeNull()
    world.clock.advance(5_000)
    await until(() => run.window.facts?.locking.held === 'change-under-way')
    world.clock.advance(minute)
    await settle()
    expect(stateOf(run)).toBe('open')
    release()
    await locking
    expect((await made).secretId).not.toBeNull()
    expect(run.window.facts).toMatchObject({ vault: { kind: 'locked' }, locking: { held: null } })
  })
})

describe('a secret that cannot be stored', () => {
  beforeEach(async () => {
    await failing('laptop')
  })

  it('keeps the vault open, which the facts say, and the app goes on', async () => {
    await run.call['vault.lock']({})
    expect(stateOf(run)).toBe('open')
    expect(run.window.facts?.locking.held).toBe('secrets-not-stored')
    expect(run.windowProcess.processes).toBe(1)
    expect(run.app.unstored()).toBe(1)
    await refresh(run)
    expect(run.window.facts?.locking.scheduleWaits).toBe(false)
  })

  it('is taken off the clipboard and out of sight, although the vault stays open', async () => {
    const id = run.window.facts?.unstored[0]?.id ?? ''
    await run.call['secret.copy']({ id })
    expect(run.clipboard.text).toContain('EXAMPLE')
    const { showing } = await run.call['secret.reveal']({ id })
    await run.call['vault.lock']({})
    expect(stateOf(run)).toBe('open')
    expect(run.clipboard.text).toBe('')
    expect(run.window.concealed).toContain(showing)
  })

  it('is said no more once it is stored', async () => {
    await run.call['vault.lock']({})
    run.fs.fault = () => undefined
    await run.call['secret.storeAgain']({ unstoredId: run.window.facts?.unstored[0]?.id ?? '' })
    expect(run.window.facts?.locking.held).toBeNull()
  })

  it('is stored by locking where that works by now', async () => {
    run.fs.fault = () => undefined
    await run.call['vault.lock']({})
    expect(stateOf(run)).toBe('locked')
    expect(run.app.unstored()).toBe(0)
    await run.call['vault.retry']({})
    expect(run.window.row('laptop').held?.proof).toBe('made-here')
  })

  it('has an idle computer try again', async () => {
    run.system.idle = 15 * 60
    world.clock.advance(minute)
    await until(() => run.window.facts?.locking.held === 'secrets-not-stored')
    run.fs.fault = () => undefined
    run.system.idle = 17 * 60
    world.clock.advance(minute)
    await until(() => stateOf(run) === 'locked')
  })
})
