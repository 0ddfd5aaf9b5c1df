import { describe, expect, it } from 'vitest'
import type { Preferences } from '#shared/model/preferences'
import { withAda } from './ada.ts'

const day = 86_400_000
const other = { service: 'Acme', serviceUrl: '', owner: '', manageUrl: '', notes: '' }

async function withTokens(preferences: Partial<Preferences> = {}) {
  const { world, run } = await withAda([])
  await run.call['preferences.set'](preferences)
  for (const [name, days] of Object.entries({ over: -1, soon: 3, far: 200 })) {
    const expiry = { kind: 'at', at: world.clock.now() + days * day } as const
    await run.call['other.add']({ token: { ...other, name, expiry }, secret: null })
  }
  return { world, run }
}

describe('what the system shows beside the window', () => {
  it('is how many tokens are to be warned of, and nobody’s name unless the person wants that', async () => {
    const { run } = await withTokens()
    expect(run.presence.content).toEqual({
      tray: { vault: 'open', expired: 1, due: 1, next: [], mayLock: true },
      badge: 2,
    })
    await run.call['preferences.set']({ tray: 'names' })
    expect(run.presence.content?.tray?.next.map(({ name }) => name)).toEqual(['soon', 'far'])
  })

  it('names nobody while the vault is locked, and goes on counting', async () => {
    const { run } = await withTokens({ tray: 'names' })
    await run.call['vault.lock']({})
    expect(run.presence.content).toEqual({
      tray: { vault: 'locked', expired: 1, due: 1, next: [], mayLock: false },
      badge: 2,
    })
  })

  it('is nothing where the person wants nothing', async () => {
    const { run } = await withTokens({ tray: 'off', badge: false })
    expect(run.presence.content).toEqual({ tray: null, badge: 0 })
  })

  it('stays as it is while nothing of it changes, so that an open menu stays open', async () => {
    const { run } = await withTokens()
    const { length } = run.presence.shown
    await run.call['preferences.set']({ theme: 'dark' })
    expect(run.presence.shown).toHaveLength(length)
  })

  it('locks the vault when that is pressed', async () => {
    const { run } = await withTokens()
    run.presence.press.lock()
    await expect.poll(() => run.presence.content?.tray?.vault).toBe('locked')
  })

  it('leads to the token that is pressed', async () => {
    const { run } = await withTokens({ tray: 'names' })
    const [soon] = run.presence.content?.tray?.next ?? []
    run.presence.press.openToken(soon!.tokenId)
    expect(run.window.facts?.expiry.wanted).toEqual({ tokenId: run.window.row('soon').token.id })
  })

  it('says by itself when a token comes to a step, with nobody there', async () => {
    const { world, run } = await withTokens()
    expect(run.presence.content?.badge).toBe(2)
    for (let hour = 0; hour < 4 * 24; hour += 1) {
      world.clock.advance(3_600_000)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(run.presence.content?.tray).toMatchObject({ expired: 2, due: 0 })
  })

  it('comes only once the window has drawn its first picture', async () => {
    const { world } = await withTokens()
    const drawn = Promise.withResolvers<undefined>()
    const next = world.begin()
    const opening = next.app.open(drawn.promise)
    await expect.poll(() => next.vault.state().kind).not.toBe('opening')
    expect(next.presence.shown).toEqual([])
    drawn.resolve(undefined)
    await opening
    expect(next.presence.shown.length).toBeGreaterThan(0)
  })
})

describe('starting at sign-in', () => {
  it('is told not to be there where the system has no such thing', async () => {
    const { run } = await withAda([])
    expect(await run.call['desktop.signInStart']({})).toEqual({ state: 'not-here' })
    expect(await run.call['desktop.setSignInStart']({ on: true })).toEqual({ state: 'not-here' })
  })
})
