import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '#shared/contract'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'

let world: AppWorld
let run: Run

beforeEach(async () => {
  world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('ada', 'classic', { name: 'laptop' })
  world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
  run = await world.ready()
  await world.account(run, credential)
  await store('laptop', secretOf('ada', 'classic', 'laptop'))
  await store('deploy', secretOf('acme', 'org', 'deploy'))
})

const secretOf = (owner: string, kind: string, name: string) =>
  world.service.tokens(owner, kind).find((token) => token.name === name)?.secret ?? ''
const store = (name: string, value: string) => {
  const tokenId = run.window.row(name).token.id
  return run.call['secret.store']({ tokenId, secret: { from: 'field', value }, jobId: jobId() })
}
const reveal = (name = 'laptop') => run.call['secret.reveal']({ id: run.window.row(name).held?.secretId ?? '' })
const allow = (minutes: number) => run.call['window.allowCapture']({ minutes })

describe('a revealed secret', () => {
  it('is shown for 30 seconds, and then the window is told to take it out', async () => {
    const { hiddenAt, showing } = await reveal()
    expect(hiddenAt).toBe(world.clock.now() + 30_000)
    world.clock.advance(29_999)
    expect(run.window.concealed).toEqual([])
    world.clock.advance(1)
    expect(run.window.concealed).toEqual([showing])
    world.clock.advance(60_000)
    expect(run.window.concealed).toEqual([showing])
  })

  it('gives way to the next one, which has its own 30 seconds', async () => {
    const first = await reveal()
    world.clock.advance(20_000)
    const second = await reveal('deploy')
    expect(run.window.concealed).toEqual([first.showing])
    expect(second.value).toBe(secretOf('acme', 'org', 'deploy'))
    world.clock.advance(29_999)
    expect(run.window.concealed).toEqual([first.showing])
    world.clock.advance(1)
    expect(run.window.concealed).toEqual([first.showing, second.showing])
  })

  it('gives way to itself in another place of the window', async () => {
    const first = await reveal()
    const second = await reveal()
    expect(second.showing).toBeGreaterThan(first.showing)
    expect(run.window.concealed).toEqual([first.showing])
  })

  it('stays when another one cannot be shown', async () => {
    await reveal()
    expect(await failureOf(run.call['secret.reveal']({ id: 'none' }))).toBe('not-found')
    expect(run.window.concealed).toEqual([])
  })

  it('can be hidden early, once', async () => {
    const { showing } = await reveal()
    await run.call['secret.conceal']({ showing })
    await run.call['secret.conceal']({ showing })
    world.clock.advance(30_000)
    expect(run.window.concealed).toEqual([showing])
  })

  it('is not hidden by a window that hides the one before late', async () => {
    const first = await reveal()
    await reveal('deploy')
    await run.call['secret.conceal']({ showing: first.showing })
    expect(run.window.concealed).toEqual([first.showing])
  })

  it('is over for a page that starts anew', async () => {
    const { showing } = await reveal()
    await run.call['app.start']({})
    expect(run.window.concealed).toEqual([showing])
  })

  it('is hidden when the vault is locked', async () => {
    const { showing } = await reveal()
    await run.vault.lock()
    expect(run.window.concealed).toEqual([showing])
  })

  it('is hidden when the app is closed', async () => {
    const { showing } = await reveal()
    await run.app.close()
    expect(run.window.concealed).toEqual([showing])
  })
})

describe('pictures of the screen', () => {
  it('leave the window out exactly while a secret is shown and until the page is drawn without it', async () => {
    expect(run.screen.isProtected).toBe(false)
    const { showing } = await reveal()
    expect(run.screen.isProtected).toBe(true)
    await run.call['secret.conceal']({ showing })
    expect(run.screen.isProtected).toBe(true)
    world.clock.advance(500)
    expect(run.screen.isProtected).toBe(false)
  })

  it('leave it out without a gap when one secret follows the other', async () => {
    await reveal()
    world.clock.advance(29_900)
    await reveal('deploy')
    world.clock.advance(29_999)
    expect(run.screen.changes).toEqual([true, true])
    world.clock.advance(501)
    expect(run.screen.changes).toEqual([true, true, false])
  })

  it('show it while the person lets them, and then no more', async () => {
    await reveal()
    await allow(5)
    expect(run.screen.isProtected).toBe(false)
    expect(run.window.facts?.capture).toEqual({ available: true, allowedUntil: world.clock.now() + 300_000 })
    world.clock.advance(299_999)
    await reveal('deploy')
    expect(run.screen.isProtected).toBe(false)
    world.clock.advance(1)
    expect(run.screen.isProtected).toBe(true)
    expect(run.window.facts?.capture).toEqual({ available: true, allowedUntil: null })
  })

  it('leave it out again as soon as the person says so', async () => {
    await allow(5)
    await reveal()
    await allow(0)
    expect(run.screen.isProtected).toBe(true)
    expect(run.window.facts?.capture.allowedUntil).toBeNull()
  })

  it('count the time from the last word of the person', async () => {
    await allow(5)
    world.clock.advance(240_000)
    await allow(5)
    world.clock.advance(240_000)
    await reveal()
    expect(run.screen.isProtected).toBe(false)
  })

  it('are let for an hour at most', () => {
    const { input } = contract['window.allowCapture']
    expect(input.safeParse({ minutes: 60 }).success).toBe(true)
    for (const minutes of [61, 1440, -1, 0.5, Infinity]) expect(input.safeParse({ minutes }).success).toBe(false)
  })

  it('are let no further when the vault is locked', async () => {
    await allow(60)
    await run.vault.lock()
    expect(run.window.facts?.capture.allowedUntil).toBeNull()
  })

  it('leave it out when the time was over while the computer slept', async () => {
    await allow(5)
    world.clock.set(world.clock.now() + 3_600_000)
    await reveal()
    expect(run.screen.isProtected).toBe(true)
  })

  it('are not promised where the OS has no such thing', async () => {
    run.screen.available = false
    await reveal()
    await allow(5)
    expect(run.screen.changes).toEqual([])
    const { facts } = await run.call['app.start']({})
    expect(facts.capture).toEqual({ available: false, allowedUntil: null })
  })

  it('keep nobody from a secret when the OS refuses', async () => {
    run.screen.broken = true
    const { value } = await reveal()
    expect(value).not.toBe('')
    expect(run.log.text()).toContain('could not be kept out of pictures')
    run.screen.broken = false
    await reveal('deploy')
    expect(run.screen.isProtected).toBe(true)
  })
})
