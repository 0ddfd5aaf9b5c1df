import { describe, expect, it } from 'vitest'
import { withAda } from './ada.ts'

const day = 86_400_000
const other = { service: 'Acme', serviceUrl: '', owner: '', manageUrl: '', notes: '' }

async function withTokens() {
  const { world, run } = await withAda([])
  const ends = { over: -1, soon: 3, later: 20, far: 200 }
  for (const [name, days] of Object.entries(ends)) {
    const expiry = { kind: 'at', at: world.clock.now() + days * day } as const
    await run.call['other.add']({ token: { ...other, name, expiry }, secret: null })
  }
  await run.call['other.add']({ token: { ...other, name: 'endless', expiry: { kind: 'never' } }, secret: null })
  return { world, run, at: (days: number) => world.clock.now() + days * day }
}

describe('what is to be warned of', () => {
  it('counts what has expired and what is due, and names what is next', async () => {
    const { run, at } = await withTokens()
    expect(run.window.facts?.expiry).toMatchObject({ expired: 1, due: 2, quiet: 0 })
    expect(run.window.facts?.expiry.next.map(({ name, days, at: end }) => [name, days, end])).toEqual([
      ['soon', 7, at(3)],
      ['later', 30, at(20)],
      ['far', null, at(200)],
    ])
  })

  it('is counted anew as time goes by, and when other steps are chosen', async () => {
    const { world, run } = await withTokens()
    world.clock.advance(4 * day)
    await run.call['preferences.set']({ theme: 'dark' })
    expect(run.window.facts?.expiry).toMatchObject({ expired: 2, due: 1 })
    await run.call['preferences.set']({ warningDays: [] })
    expect(run.window.facts?.expiry).toMatchObject({ expired: 2, due: 0 })
  })

  it('has the same numbers at every moment while the vault is being locked', async () => {
    const { run } = await withTokens()
    const seen: (readonly [string, number, number])[] = []
    const { emit } = run.window
    run.window.emit = (event, payload) => {
      emit.call(run.window, event, payload)
      const { vault, expiry } = run.window.facts!
      seen.push([vault.kind, expiry.expired, expiry.due])
    }
    await run.call['vault.lock']({})
    expect(seen.at(-1)).toEqual(['locked', 1, 2])
    expect(seen.filter(([, expired, due]) => expired !== 1 || due !== 2)).toEqual([])
  })

  it('keeps the numbers while the vault is locked, and names nothing', async () => {
    const { world, run } = await withTokens()
    await run.call['vault.lock']({})
    world.clock.advance(4 * day)
    await run.call['preferences.set']({ theme: 'dark' })
    const none = { next: [], credentials: [], steps: {}, wanted: null }
    expect(run.window.facts?.expiry).toEqual({ expired: 2, due: 1, quiet: 0, ...none })
  })
})
