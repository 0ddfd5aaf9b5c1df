import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run, settle, until } from '#test/support/app-world'
import { contract, type Channel } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'

let world: AppWorld
let run: Run

beforeEach(() => {
  world = new AppWorld()
})

const passphrase = 'correct horse battery staple EXAMPLE'

describe('the start', () => {
  it('tells what there is: no vault, and the providers with "Other service" at the end', async () => {
    run = await world.start()
    const answer = await run.call['app.start']({})
    expect(answer.facts).toMatchObject({ vault: { kind: 'none' }, accounts: [], parts: [], online: true })
    expect((JSON.parse(answer.catalogue) as ProviderRecord[]).map(({ id }) => id)).toEqual(['fake', 'other'])
    expect(answer).toMatchObject({ demo: false, version: '0.0.0', platform: 'linux' })
    expect(run.window.patches).toEqual([{ reset: true, upsert: [], remove: [], done: true }])
  })

  it('answers every channel of the contract', async () => {
    run = await world.start()
    expect(Object.keys(run.app.handlers).sort()).toEqual(Object.keys(contract).sort())
  })

  it('refuses what needs an open vault while there is none', async () => {
    run = await world.start()
    const calls: [Channel, Promise<unknown>][] = [
      ['account.add', run.call['account.add']({ checkId: 'x', name: 'x' })],
      ['inventory.refresh', run.call['inventory.refresh']({ accountId: null, jobId: jobId() })],
      ['secret.reveal', run.call['secret.reveal']({ id: 'x' })],
      ['token.revoke', run.call['token.revoke']({ tokenId: 'x', ownConfirmed: true, jobId: jobId() })],
    ]
    for (const [, call] of calls) expect(await failureOf(call)).toBe('vault-locked')
  })

  it('shows accounts, parts and rows of last time without any network', async () => {
    const credential = world.service.person('ada', ['acme'])
    run = await world.ready()
    await world.account(run, credential)
    const before = [...run.window.rows.values()]
    await run.app.close()
    world.service.fail({ on: 'identify', kind: 'offline', times: 99 })
    run = await world.start()
    expect([...run.window.rows.values()]).toEqual(before)
    const account = run.window.facts?.accounts[0]
    expect(account).toMatchObject({ name: 'Work', refresh: null, failure: null })
    expect(run.window.facts?.parts.every(({ asOf }) => asOf !== null)).toBe(true)
  })
})

describe('a vault with a passphrase', () => {
  beforeEach(async () => {
    const credential = world.service.person('ada')
    run = await world.start()
    await run.call['vault.create']({ choice: 'passphrase', passphrase })
    await world.account(run, credential)
    await run.app.close()
    run = await world.start()
  })

  it('shows nothing before it is unlocked, and everything afterwards', async () => {
    expect(run.window.facts).toMatchObject({ vault: { kind: 'locked' }, accounts: [] })
    expect(run.window.rows.size).toBe(0)
    expect(await failureOf(run.call['vault.unlock']({ with: 'passphrase', value: 'wrong' }))).toBe('wrong-passphrase')
    await run.call['vault.unlock']({ with: 'passphrase', value: passphrase })
    expect(run.window.facts).toMatchObject({ vault: { kind: 'open' }, accounts: [{ name: 'Work' }] })
    expect(run.window.rows.size).toBe(1)
  })

  it('sends all rows once when it is unlocked', async () => {
    const before = run.window.patches.length
    await run.call['vault.unlock']({ with: 'passphrase', value: passphrase })
    const patches = run.window.patches.slice(before)
    expect(patches.filter(({ done }) => done)).toHaveLength(1)
    expect(patches.filter(({ reset }) => reset).at(-1)?.upsert).toHaveLength(1)
  })

  it('can be given the OS keystore too', async () => {
    await run.call['vault.unlock']({ with: 'passphrase', value: passphrase })
    await run.call['vault.protect']({
      slots: ['passphrase', 'os'],
      passphrase: null,
      recoveryId: null,
      current: { with: 'passphrase', value: passphrase },
      acceptWeak: false,
      rekey: false,
      jobId: jobId(),
    })
    expect(run.window.facts?.vault).toMatchObject({ slots: expect.arrayContaining(['os', 'passphrase']) as unknown })
    await run.app.close()
    run = await world.start()
    expect(run.window.rows.size).toBe(1)
  })
})

it('tries again when the OS keystore did not answer', async () => {
  const credential = world.service.person('ada')
  run = await world.ready()
  await world.account(run, credential)
  await run.app.close()
  world.sealer.mood = 'not-available'
  run = await world.start()
  expect(run.window.facts?.vault.kind).toBe('locked-by-os')
  world.sealer.mood = 'works'
  await run.call['vault.retry']({})
  expect(run.window.rows.size).toBe(1)
})

it('cancels a call also while what the vault tells is still being loaded', async () => {
  const credential = world.service.person('ada')
  run = await world.ready()
  const accountId = await world.account(run, credential)
  const before = world.service.calls.length
  const id = jobId()
  const refreshed = failureOf(run.call['inventory.refresh']({ accountId, jobId: id }))
  // In the same turn: the call has not got further than asking whether everything is loaded.
  await run.call['job.cancel']({ jobId: id })
  expect(await refreshed).toBe('cancelled')
  expect(world.service.calls).toHaveLength(before)
})

it('opens the folder of the vault', async () => {
  run = await world.start()
  await run.call['vault.showFolder']({})
  expect(run.opener.folders).toEqual(['/profile/vault'])
})

it('remembers preferences and tells them', async () => {
  run = await world.start()
  await run.call['preferences.set']({ theme: 'dark' })
  expect(run.window.facts?.preferences).toMatchObject({ theme: 'dark', clipboardSeconds: 30 })
})

describe('rows', () => {
  beforeEach(async () => {
    const credential = world.service.person('ada', ['acme'])
    for (let count = 0; count < 600; count += 1) world.service.add('acme', 'org')
    world.service.pageSize = 100
    run = await world.ready()
    await world.account(run, credential)
  })

  it('go to a new window in chunks of at most 250, with a beginning and an end', async () => {
    run.window.patches.length = 0
    await run.app.resend()
    expect(run.window.patches.map(({ reset, upsert, done }) => [reset, upsert.length, done])).toEqual([
      [true, 250, false],
      [false, 250, false],
      [false, 101, true],
    ])
    expect(run.window.rows.size).toBe(601)
  })

  it('are not said to be all while they are still being loaded', async () => {
    await run.app.close()
    const { app, window } = world.begin()
    const opened = app.open()
    await app.resend()
    await until(() => window.facts?.vault.kind === 'open')
    await app.resend()
    const early = [...window.patches]
    await opened
    expect(early.at(-1)).toMatchObject({ reset: true, done: false })
    expect(window.patches.filter(({ upsert, done }) => done && upsert.length > 0)).toHaveLength(1)
    expect(window.rows.size).toBe(601)
  })

  it('go to a new window beginning with what its grid shows first', async () => {
    const sort = { column: 'name', direction: 'descending' } as const
    run.preferences.set({ grid: { ...run.preferences.get().grid, sort } })
    run.window.patches.length = 0
    await run.app.resend()
    const all = [...run.window.rows.values()].map(({ token }) => token.name).toSorted()
    const first = run.window.patches[0]?.upsert.map(({ token }) => token.name)
    expect(first).toEqual(all.toReversed().slice(0, 250))
    expect(all).toHaveLength(601)
  })

  it('begin anew when a window asks while they are being sent', async () => {
    run.window.patches.length = 0
    await Promise.all([run.app.resend(), run.app.resend()])
    expect(run.window.patches.filter(({ done }) => done)).toHaveLength(1)
    expect(run.window.rows.size).toBe(601)
  })

  it('are not lost when they change while they are being sent', async () => {
    const tokenId = run.window.row('token-0601').token.id
    const sending = run.app.resend()
    await run.call['token.annotate']({ tokenId, tags: ['x'], notes: '' })
    await sending
    expect(run.window.rows.get(tokenId)?.tags).toEqual(['x'])
  })

  it('are sent one by one when one changes', async () => {
    run.window.patches.length = 0
    const tokenId = run.window.row('token-0002').token.id
    await run.call['token.annotate']({ tokenId, tags: ['x'], notes: '' })
    expect(run.window.patches).toMatchObject([{ reset: false, upsert: [{ token: { id: tokenId }, tags: ['x'] }] }])
  })

  it('go away in one patch with their account', async () => {
    run.window.patches.length = 0
    await run.call['account.remove']({ accountId: run.window.facts?.accounts[0]?.id ?? '', acceptLosing: 0 })
    expect(run.window.rows.size).toBe(0)
    await refresh(run)
    await run.app.close()
    run = await world.start()
    expect(run.window.rows.size).toBe(0)
  })
})

describe('the end', () => {
  let accountId: string

  beforeEach(async () => {
    const credential = world.service.person('ada')
    run = await world.ready()
    accountId = await world.account(run, credential)
  })

  const create = (name = 'laptop') =>
    run.call['token.create']({
      accountId,
      owner: { kind: 'me', id: 'ada', name: 'ada' },
      kind: 'classic',
      draft: { name, expiry: { kind: 'never' } },
      jobId: jobId(),
    })

  it('waits for a change that is under way', async () => {
    const release = world.service.hold('create')
    const made = create()
    await until(() => world.service.count('create') === 1)
    const closed = run.app.close()
    await settle()
    release()
    await closed
    expect((await made).secretId).not.toBeNull()
    run = await world.start()
    expect(run.window.row('laptop').held?.proof).toBe('made-here')
  })

  it('does not wait for ever: the journal knows what was under way', async () => {
    world.service.hold('create', 'answer-lost')
    const made = failureOf(create())
    await until(() => world.service.count('create') === 1)
    const closed = run.app.close()
    await settle()
    world.clock.advance(5_000)
    await closed
    await made
    run = await world.start()
    expect(run.operations()).toMatchObject([{ kind: 'create', step: 'answer-lost' }])
  })

  it('clears the clipboard before it waits for anything', async () => {
    const { secretId } = await create()
    await run.call['secret.copy']({ id: secretId ?? '' })
    expect(run.clipboard.text).not.toBe('')
    const release = world.service.hold('create')
    const made = create('server')
    await until(() => world.service.count('create') === 2)
    const closed = run.app.close()
    await settle()
    expect(run.clipboard.text).toBe('')
    release()
    await Promise.all([made, closed])
  })

  it('clears it once more at its end: what is stored nowhere can be copied until then', async () => {
    run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/ })
    run.fs.fault = ((refuse) => (call) => (world.service.count('create') === 1 ? refuse(call) : undefined))(
      run.fs.fault,
    )
    const { unstoredId } = await create()
    run.fs.fault = () => undefined
    const release = world.service.hold('create')
    const made = create('server')
    await until(() => world.service.count('create') === 2)
    const closed = run.app.close()
    await settle()
    await run.call['secret.copy']({ id: unstoredId ?? '' })
    expect(run.clipboard.text).toContain('EXAMPLE')
    release()
    await Promise.all([made, closed])
    expect(run.clipboard.text).toBe('')
  })

  it('cancels a refresh', async () => {
    const before = world.service.count('identify')
    world.service.hold('identify')
    const refreshed = failureOf(refresh(run, accountId))
    await until(() => world.service.count('identify') > before)
    await run.app.close()
    expect(await refreshed).toBe('cancelled')
  })

  it('refuses whatever comes afterwards', async () => {
    await run.app.close()
    expect(await failureOf(create())).toBe('vault-locked')
    expect(await failureOf(refresh(run))).toBe('vault-locked')
  })
})
