import { beforeEach, describe, expect, it } from 'vitest'
import type { LockPreferences } from '#shared/model/preferences'
import { AppWorld, type Run, settle, until } from '#test/support/app-world'

const minute = 60_000
const day = 86_400_000

const otherToken = {
  name: 'pager',
  service: 'Example pager',
  serviceUrl: '',
  owner: 'ada',
  expiry: { kind: 'never' },
  manageUrl: '',
  notes: '',
} as const

let world: AppWorld
let run: Run

const stateOf = (one: Run) => one.vault.state().kind
const locked = () => until(() => stateOf(run) === 'locked')
const choose = (change: Partial<LockPreferences>) =>
  run.call['preferences.set']({ lock: { ...run.preferences.get().lock, ...change } })

beforeEach(async () => {
  world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('acme', 'org', { name: 'deploy' })
  run = await world.ready()
  await world.account(run, credential)
})

describe('by itself', () => {
  it.each(['lock', 'suspend', 'user-switch'] as const)('the vault is locked on %s', async (event) => {
    run.system.happen(event)
    await locked()
    expect(run.windowProcess.processes).toBe(2)
  })

  it.each([
    ['lock', { onSystemLock: false }],
    ['suspend', { onSuspend: false }],
    ['user-switch', { onUserSwitch: false }],
  ] as const)('it stays open on %s when the person does not want it', async (event, change) => {
    await choose(change)
    run.system.happen(event)
    await settle()
    expect(stateOf(run)).toBe('open')
  })

  it.each([
    ['the screen is locked', () => run.system.happen('lock')],
    [
      'nobody touches anything',
      () => {
        run.system.idle = 15 * 60
        world.clock.advance(minute)
      },
    ],
  ])('a vault that waits for an answer whether it shall be older is locked too when %s', async (_what, happens) => {
    const old = run.fs.disk.files().filter((path) => /vault\.\d+$/.test(path))
    const before = world.disk.copy()
    await run.call['other.add']({ token: otherToken, secret: null })
    await run.app.close()
    for (const path of world.disk.files()) if (/vault\.\d+$/.test(path)) world.disk.drop(path)
    for (const path of old) world.disk.put(path, before.bytes(path))
    run = await world.start()
    expect(stateOf(run)).toBe('older-than-seen')
    happens()
    await locked()
    await until(() => run.windowProcess.processes === 2)
  })

  it('it is locked when nobody has touched anything for so many minutes', async () => {
    await choose({ idleMinutes: 5 })
    for (let passed = 1; passed <= 4; passed += 1) {
      run.system.idle = passed * 60
      world.clock.advance(minute)
    }
    await settle()
    expect(stateOf(run)).toBe('open')
    run.system.idle = 300
    world.clock.advance(minute)
    await locked()
  })

  it('it is locked for being idle too when it was opened by the start, before the window was drawn', async () => {
    await run.app.close()
    run = world.begin()
    const drawn = Promise.withResolvers<undefined>()
    const opening = run.app.open(drawn.promise)
    await until(() => stateOf(run) === 'open')
    drawn.resolve(undefined)
    await opening
    run.system.idle = 15 * 60
    world.clock.advance(minute)
    await locked()
  })

  it('it is never locked for being idle when the minutes are 0', async () => {
    await choose({ idleMinutes: 0 })
    run.system.idle = 1_000_000
    world.clock.advance(day)
    await settle()
    expect(stateOf(run)).toBe('open')
  })

  it('it is locked when the computer slept, though the touch that woke it was just now', async () => {
    run.system.idle = 0
    world.clock.set(world.clock.now() + 16 * minute)
    await run.app.focused()
    await locked()
  })

  it('it is not locked for a short sleep', async () => {
    world.clock.set(world.clock.now() + 14 * minute)
    await run.app.focused()
    await settle()
    expect(stateOf(run)).toBe('open')
  })

  it('nobody asks how idle the computer is while the vault is locked', async () => {
    await run.call['vault.lock']({})
    const { asked } = run.system
    world.clock.advance(day)
    expect(run.system.asked).toBe(asked)
  })

  it('it is locked when the window is closed, where the person wants that', async () => {
    run.app.windowClosed()
    await settle()
    expect(stateOf(run)).toBe('open')
    await choose({ onClose: true })
    run.app.windowClosed()
    await locked()
  })

  it('nothing is listened to any more when the app ends', async () => {
    expect(run.system.isListenedTo).toBe(true)
    await run.app.close()
    expect(run.system.isListenedTo).toBe(false)
    expect(world.clock.waiting).toBe(0)
  })
})

it('says what the system can tell, and when that changes', async () => {
  run.system.become({ userSwitch: 'no-service', systemLock: 'partly' })
  expect(run.window.facts?.locking.tellings).toEqual({
    idle: 'yes',
    systemLock: 'partly',
    suspend: 'yes',
    userSwitch: 'no-service',
  })
})

describe('a vault that stays open while the person is gone', () => {
  const secretId = () => run.window.row('pager').held?.secretId ?? ''

  beforeEach(async () => {
    await choose({ idleMinutes: 0, onSystemLock: false, onSuspend: false, onUserSwitch: false })
    await run.call['other.add']({ token: otherToken, secret: { from: 'field', value: 'EXAMPLE-pager' } })
  })

  it.each(['lock', 'suspend', 'user-switch'] as const)('shows no secret any more on %s', async (event) => {
    const { showing } = await run.call['secret.reveal']({ id: secretId() })
    run.system.happen(event)
    expect(run.window.concealed).toEqual([showing])
    expect(stateOf(run)).toBe('open')
  })

  it('shows none any more when its window is closed', async () => {
    const { showing } = await run.call['secret.reveal']({ id: secretId() })
    run.app.windowClosed()
    expect(run.window.concealed).toEqual([showing])
  })

  it('shows none after a sleep that nobody told of, once its window has the focus', async () => {
    const { showing } = await run.call['secret.reveal']({ id: secretId() })
    world.clock.set(world.clock.now() + 29_999)
    await run.app.focused()
    expect(run.window.concealed).toEqual([])
    world.clock.set(world.clock.now() + 1)
    await run.app.focused()
    expect(run.window.concealed).toEqual([showing])
  })

  it.each([
    ['the system tells of its end', () => run.system.happen('suspend')],
    ['the window has the focus', () => void run.app.focused()],
  ])('clears the clipboard after a sleep in which its time was over, when %s', async (_what, happens) => {
    await run.call['secret.copy']({ id: secretId() })
    world.clock.set(world.clock.now() + 29_999)
    happens()
    await settle()
    expect(run.clipboard.text).toBe('EXAMPLE-pager')
    world.clock.set(world.clock.now() + 1)
    happens()
    await until(() => run.clipboard.text === '')
  })
})

describe('a vault that the system closed', () => {
  beforeEach(async () => {
    await run.app.close()
    world.sealer.mood = 'not-available'
    run = await world.start()
    expect(stateOf(run)).toBe('locked-by-os')
  })

  it('is opened when the person comes back and the keystore works', async () => {
    world.sealer.mood = 'works'
    void run.app.focused()
    await until(() => stateOf(run) === 'open')
  })

  it('is not asked for again when a prompt of the keystore gives the focus back', async () => {
    const before = world.sealer.calls.length
    void run.app.focused()
    void run.app.focused()
    await until(() => world.sealer.calls.length > before)
    await settle()
    const asked = world.sealer.calls.length
    void run.app.focused()
    await settle()
    expect(world.sealer.calls).toHaveLength(asked)
    world.clock.advance(2_000)
    void run.app.focused()
    await until(() => world.sealer.calls.length > asked)
  })
})
