import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, type Run, settle, until } from '#test/support/app-world'
import type { FakeClipboard } from '#test/support/fake-desktop'

const markPath = '/profile/clipboard.mark'

let world: AppWorld
let run: Run
let clipboard: FakeClipboard

beforeEach(async () => {
  world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('ada', 'classic', { name: 'laptop' })
  world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
  run = await world.ready()
  await world.account(run, credential)
  await store('laptop', laptop())
  await store('deploy', deploy())
  clipboard = world.clipboard
})

const idOf = (name: string) => run.window.row(name).token.id
const secretOf = (owner: string, kind: string, name: string) =>
  world.service.tokens(owner, kind).find((token) => token.name === name)?.secret ?? ''
const laptop = () => secretOf('ada', 'classic', 'laptop')
const deploy = () => secretOf('acme', 'org', 'deploy')
const store = (name: string, value: string) =>
  run.call['secret.store']({ tokenId: idOf(name), secret: { from: 'field', value }, jobId: jobId() })
const copy = (name = 'laptop') => run.call['secret.copy']({ id: run.window.row(name).held?.secretId ?? '' })
const marked = () => world.disk.files().includes(markPath)
/** The time that the person set is over, and what follows has been done. */
const later = async () => {
  world.clock.advance(30_000)
  await settle()
}

describe('a copied secret', () => {
  it('is taken away after the time the person set', async () => {
    await run.call['preferences.set']({ clipboardSeconds: 10 })
    expect(await copy()).toEqual({ clearedAt: world.clock.now() + 10_000 })
    expect(clipboard).toMatchObject({ text: laptop(), concealed: true })
    world.clock.advance(9_999)
    await settle()
    expect(clipboard.text).toBe(laptop())
    world.clock.advance(1)
    await until(() => run.window.cleared.length === 1)
    expect(clipboard.text).toBe('')
    expect(run.window.cleared).toEqual([true])
  })

  it('is taken away after a second copy when the time of that one is over', async () => {
    await copy()
    world.clock.advance(20_000)
    await copy('deploy')
    world.clock.advance(20_000)
    await settle()
    expect(clipboard.text).toBe(deploy())
    world.clock.advance(10_000)
    await until(() => clipboard.text === '')
  })

  it('is taken away when the app is closed', async () => {
    await copy()
    await run.app.close()
    expect(clipboard.text).toBe('')
    expect(marked()).toBe(false)
  })

  it('is taken away when the session of the OS ends', async () => {
    await copy()
    await run.app.clearClipboard()
    expect(clipboard.text).toBe('')
  })

  it('gives way to what somebody else puts there: nothing of that is touched', async () => {
    await copy()
    clipboard.text = 'something else'
    await later()
    expect(run.window.cleared).toEqual([true])
    await run.app.close()
    expect(clipboard.text).toBe('something else')
    expect(marked()).toBe(false)
  })

  it('is taken away too when nobody can read what is there', async () => {
    await copy()
    clipboard.unreadable = true
    await later()
    expect(clipboard.text).toBe('')
    expect(run.window.cleared).toEqual([true])
  })

  it('does not keep the app from ending when the program that owns the clipboard is silent', async () => {
    await copy()
    clipboard.silent = true
    const closed = run.app.close()
    await settle()
    world.clock.advance(2_000)
    await closed
    expect(clipboard.text).toBe('')
  })

  it('is tried again when it could not be taken away, and the window is told', async () => {
    await copy()
    clipboard.broken = true
    await later()
    await run.app.focused()
    expect(run.window.cleared).toEqual([false])
    expect(marked()).toBe(true)
    clipboard.broken = false
    await run.app.focused()
    expect(clipboard.text).toBe('')
    expect(run.window.cleared).toEqual([false, true])
    expect(marked()).toBe(false)
  })

  it('is not taken away early because the window gets the focus', async () => {
    await copy()
    await run.app.focused()
    expect(clipboard.text).toBe(laptop())
  })

  it('is gone when plain text is copied, and that is left alone', async () => {
    await copy()
    await run.call['token.copyText']({ tokenId: idOf('laptop'), what: 'name' })
    expect(clipboard).toMatchObject({ text: 'laptop', concealed: false })
    expect(run.window.cleared).toEqual([true])
    expect(marked()).toBe(false)
    await later()
    expect(clipboard.text).toBe('laptop')
    await run.call['token.copyText']({ tokenId: idOf('laptop'), what: 'id' })
    expect(clipboard.text).toBe('t-0002')
  })

  it('is not taken for the one before, while that one is being taken away', async () => {
    await copy()
    const reading = Promise.withResolvers<undefined>()
    clipboard.telling = reading.promise
    await later()
    const copied = copy('deploy')
    await settle()
    reading.resolve(undefined)
    await copied
    await settle()
    expect(clipboard.text).toBe(deploy())
    expect(marked()).toBe(true)
  })

  it('fails as what it is when the clipboard does not work', async () => {
    clipboard.broken = true
    expect(await failureOf(copy())).toBe('clipboard-failed')
  })
})

describe('on a desktop that answers only the program with the focus', () => {
  it('says that the secret is gone only when it is', async () => {
    await copy()
    clipboard.reachable = false
    await later()
    expect(clipboard.text).toBe(laptop())
    expect(run.window.cleared).toEqual([])
    expect(marked()).toBe(true)
    clipboard.reachable = true
    await run.app.focused()
    expect(clipboard.text).toBe('')
    expect(run.window.cleared).toEqual([true])
    expect(marked()).toBe(false)
  })

  it('leaves alone what was copied elsewhere meanwhile', async () => {
    await copy()
    clipboard.reachable = false
    clipboard.text = 'something else'
    await later()
    clipboard.reachable = true
    await run.app.focused()
    expect(clipboard.text).toBe('something else')
  })
})

describe('after a crash', () => {
  it('what was copied is taken away at the next start', async () => {
    await copy()
    run = await world.crash(run)
    await until(() => clipboard.text === '')
    await until(() => !marked())
  })

  it('it is taken away from the locked vault too, before anybody unlocks it', async () => {
    await copy()
    world.sealer.mood = 'not-available'
    run = await world.crash(run)
    expect(run.window.facts?.vault.kind).not.toBe('open')
    await until(() => clipboard.text === '')
  })

  it('what somebody else has put there meanwhile is left alone', async () => {
    await copy()
    run = await world.crash(run, () => (clipboard.text = 'something else'))
    await until(() => !marked())
    expect(clipboard.text).toBe('something else')
  })

  it('what cannot be read is taken away', async () => {
    await copy()
    clipboard.unreadable = true
    run = await world.crash(run)
    await until(() => clipboard.text === '')
    await until(() => !marked())
  })

  it('it is taken away by a later start, when the next one cannot', async () => {
    await copy()
    clipboard.broken = true
    run = await world.crash(run)
    await settle()
    expect(marked()).toBe(true)
    clipboard.broken = false
    run = await world.crash(run)
    await until(() => clipboard.text === '')
  })

  it('between the mark and the copy, the secret that was there before is taken away', async () => {
    await copy()
    clipboard.silent = true
    void copy('deploy').catch(() => undefined)
    await settle()
    expect(clipboard.text).toBe(laptop())
    run = await world.crash(run, () => (clipboard.silent = false))
    await until(() => clipboard.text === '')
  })

  it('nothing is looked at when nothing was copied', async () => {
    clipboard.text = 'something else'
    clipboard.unreadable = true
    run = await world.crash(run)
    await settle()
    expect(clipboard.text).toBe('something else')
  })
})

it('can be copied although the disk refuses the mark: it may be stored nowhere else', async () => {
  run.fs.failOn('write', 'ENOSPC', { path: /clipboard/ })
  await copy()
  expect(clipboard.text).toBe(laptop())
  await later()
  expect(clipboard.text).toBe('')
})
