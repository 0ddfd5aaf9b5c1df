import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { AppWorld, failureOf, type Run } from '#test/support/app-world'

const nothing = Buffer.from('')
let world: AppWorld
let run: Run

beforeEach(async () => {
  world = new AppWorld()
  world.disk.put('/profile/profiles/Work/vault/vault.1', nothing)
  world.disk.makeFolder('/profile/profiles/home/logs')
  world.place = { name: 'default', base: '/profile', several: true }
  run = await world.start()
})

const names = async (one: Run) => (await one.call['profile.list']({})).profiles.map(({ name }) => name)
const isNew = async (name: string) =>
  (await run.call['profile.list']({})).profiles.find((profile) => profile.name === name)?.isNew

describe('the list of vaults', () => {
  it('has the default one first, then the others by name, and says which is new and which is this one', async () => {
    expect((await run.call['profile.list']({})).profiles).toEqual([
      { name: 'default', isOwn: true, isNew: true },
      { name: 'home', isOwn: false, isNew: true },
      { name: 'Work', isOwn: false, isNew: false },
    ])
  })

  it('is the same from every vault, but for which is this one', async () => {
    world.place = { name: 'Work', base: '/profile', several: true }
    run = await world.start()
    expect((await run.call['profile.list']({})).profiles.map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ['default', false],
      ['home', false],
      ['Work', true],
    ])
  })

  it('leaves out what no start can be given: foreign names, and files', async () => {
    world.disk.makeFolder('/profile/profiles/.trash')
    world.disk.makeFolder('/profile/profiles/default')
    world.disk.makeFolder('/profile/profiles/über')
    world.disk.put('/profile/profiles/notes', nothing)
    expect(await names(run)).toEqual(['default', 'home', 'Work'])
  })

  it.each([
    ['a generation', 'vault/vault.7'],
    ['a quarantined file', 'vault/quarantine.1'],
    ['the counter of a vault that is gone', 'vault.seen'],
  ])('does not call a vault new that left %s', async (_what, file) => {
    world.disk.put(`/profile/profiles/home/${file}`, nothing)
    expect(await isNew('home')).toBe(false)
  })

  it('does not call a vault new that cannot be looked at', async () => {
    run.fs.failOn('list', 'EACCES', { path: /home/ })
    expect(await isNew('home')).toBe(false)
  })

  it('is refused, and not empty, where the folder of all cannot be seen', async () => {
    run.fs.failOn('list', 'EACCES', { path: /profiles$/ })
    expect(await failureOf(run.call['profile.list']({}))).toBe('disk-refused')
  })

  it('reads no file of any vault and changes nothing', async () => {
    const before = run.fs.calls.length
    await run.call['profile.list']({})
    expect(new Set(run.fs.calls.slice(before).map(({ step }) => step))).toEqual(new Set(['list']))
  })

  it('is told to the window as soon as there are several, and no more when there is one', async () => {
    world = new AppWorld()
    run = await world.start()
    expect(run.window.facts?.profile).toEqual({ name: 'default', several: false })
    world.disk.makeFolder('/profile/profiles/work')
    await run.call['profile.list']({})
    expect(run.window.facts?.profile).toEqual({ name: 'default', several: true })
  })
})

describe('opening another vault', () => {
  it('starts it by the name of its folder', async () => {
    await run.call['profile.open']({ name: 'Work' })
    expect(run.launcher.launched).toEqual(['Work'])
  })

  it('can be done while this one is not open', async () => {
    expect(run.vault.state().kind).toBe('none')
    await run.call['profile.open']({ name: 'home' })
    expect(run.launcher.launched).toEqual(['home'])
  })

  it('starts nothing for the one of this window', async () => {
    await run.call['profile.open']({ name: 'default' })
    expect(run.launcher.launched).toEqual([])
  })

  it.each(['nobody', 'work', '..', '../../etc', 'home/../Work', '--no-sandbox'])(
    'starts nothing for %j, which is not in the list',
    async (name) => {
      expect(await failureOf(run.call['profile.open']({ name }))).toBe('not-found')
      expect(await failureOf(run.call['profile.showFolder']({ name }))).toBe('not-found')
      expect(run.launcher.launched).toEqual([])
      expect(run.opener.folders).toEqual([])
    },
  )

  it('is done one at a time', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    run.launcher.start = () => promise
    const first = run.call['profile.open']({ name: 'Work' })
    await expect.poll(() => run.launcher.launched).toEqual(['Work'])
    expect(await failureOf(run.call['profile.open']({ name: 'home' }))).toBe('busy')
    resolve(undefined)
    await first
    await run.call['profile.open']({ name: 'home' })
    expect(run.launcher.launched).toEqual(['Work', 'home'])
  })

  it('says so when it did not start, and can be tried again', async () => {
    run.launcher.start = () => Promise.reject(new Failure('internal', { code: 'ENOENT' }))
    expect(await failureOf(run.call['profile.open']({ name: 'Work' }))).toBe('internal')
    run.launcher.start = () => Promise.resolve()
    await run.call['profile.open']({ name: 'Work' })
  })

  it('shows folders, that of the default vault being the one it always had', async () => {
    await run.call['profile.showFolder']({ name: 'Work' })
    await run.call['profile.showFolder']({ name: 'default' })
    expect(run.opener.folders).toEqual(['/profile/profiles/Work', '/profile'])
  })
})

describe('making a vault', () => {
  it('makes its folder, starts it, and tells its tidy name', async () => {
    expect(await run.call['profile.make']({ name: '  Acme   Corp ' })).toEqual({ name: 'Acme Corp' })
    expect(run.launcher.launched).toEqual(['Acme Corp'])
    expect(world.disk.mode('/profile/profiles/Acme Corp')).toBe(0o700)
    expect(await names(run)).toContain('Acme Corp')
    expect(await isNew('Acme Corp')).toBe(true)
  })

  it('says at once that there are several', async () => {
    world = new AppWorld()
    run = await world.start()
    await run.call['profile.make']({ name: 'work' })
    expect(run.window.facts?.profile.several).toBe(true)
  })

  it.each([
    ['..', 'invalid-input'],
    ['a/b', 'invalid-input'],
    ['   ', 'invalid-input'],
    ['nul', 'invalid-input'],
    ['x'.repeat(41), 'invalid-input'],
    ['WORK', 'name-taken'],
    ['Default', 'name-taken'],
  ])('is refused for %j: %s', async (name, kind) => {
    const before = run.fs.calls.length
    const failure = await run.call['profile.make']({ name }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ error: { kind, field: 'vault-name' } })
    expect(run.fs.calls.slice(before).some(({ step }) => step !== 'list')).toBe(false)
    expect(run.launcher.launched).toEqual([])
  })

  it('starts nothing where the folder cannot be made, and says why', async () => {
    run.fs.failOn('makeFolder', 'ENOSPC')
    expect(await failureOf(run.call['profile.make']({ name: 'acme' }))).toBe('disk-full')
    expect(run.launcher.launched).toEqual([])
  })

  it('makes nothing where it cannot be seen what is there', async () => {
    run.fs.failOn('list', 'EACCES', { path: /profiles$/ })
    expect(await failureOf(run.call['profile.make']({ name: 'acme' }))).toBe('disk-refused')
    expect(run.launcher.launched).toEqual([])
  })
})
