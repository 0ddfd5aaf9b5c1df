import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, settle, until, type Run } from '#test/support/app-world'

let world: AppWorld
let run: Run

beforeEach(() => {
  world = new AppWorld()
})

describe('the first page', () => {
  let drawn: PromiseWithResolvers<undefined>
  let opened: Promise<void>

  beforeEach(async () => {
    drawn = Promise.withResolvers()
    const credential = world.service.person('ada', ['acme'])
    for (let count = 0; count < 300; count += 1) world.service.add('acme', 'org')
    run = await world.ready()
    await world.account(run, credential)
  })

  /** Starts anew with a window that asks as soon as the vault is open and takes its time to draw. */
  async function restart(): Promise<void> {
    await run.app.close()
    begin()
    await settle(200)
    run.app.greet()
  }

  function begin(): void {
    run = world.begin()
    opened = run.app.open(drawn.promise)
  }

  const names = () => [...run.window.rows.values()].map(({ token }) => token.name)

  it('is what the grid showed first when the vault was closed, there before all rows are loaded', async () => {
    const sort = { column: 'name', direction: 'descending' } as const
    run.preferences.set({ grid: { ...run.preferences.get().grid, sort } })
    const all = names().toSorted().toReversed()
    await restart()
    expect(names()).toEqual(all.slice(0, 100))
    expect(run.window.patches.at(-1)).toMatchObject({ reset: true, done: false })
    drawn.resolve(undefined)
    await opened
    expect(names().toSorted().toReversed()).toEqual(all)
  })

  it('carries what the person holds as it is now', async () => {
    const tokenId = run.window.row('token-0002').token.id
    await run.call['token.annotate']({ tokenId, tags: ['x'], notes: 'n' })
    await restart()
    expect(run.window.rows.get(tokenId)).toMatchObject({ tags: ['x'], notes: 'n' })
  })

  it('is shown once, and all rows follow without another question', async () => {
    await restart()
    await run.app.resend()
    expect(run.window.patches).toHaveLength(1)
    drawn.resolve(undefined)
    await opened
    expect(run.window.patches.filter(({ done }) => done)).toHaveLength(1)
    expect(run.window.rows.size).toBe(301)
  })

  it('reaches a window that was there before the vault was opened', async () => {
    await run.app.close()
    begin()
    run.app.greet()
    await run.app.resend()
    await until(() => run.window.rows.size > 0)
    expect(run.window.rows.size).toBe(100)
  })

  it('keeps nobody waiting who needs everything', async () => {
    await restart()
    const tokenId = run.window.row('token-0002').token.id
    await run.call['token.annotate']({ tokenId, tags: ['x'], notes: '' })
    await opened
    expect(run.window.rows.size).toBe(301)
  })

  it('has nothing of an account that was removed', async () => {
    const accountId = run.window.facts?.accounts[0]?.id ?? ''
    await restart()
    run = await world.crash(run, () => undefined)
    await run.call['account.remove']({ accountId, acceptLosing: 0 })
    run = await world.crash(run)
    expect(run.window.patches.flatMap(({ upsert }) => upsert)).toEqual([])
  })

  it('is not lost when the app is closed before everything was loaded', async () => {
    await restart()
    await restart()
    expect(run.window.rows.size).toBe(100)
  })

  it('may be unreadable: then everything is loaded as ever', async () => {
    await run.vault.snapshots.write('grid.first-page', Buffer.from('{"format":2}'))
    run = await world.crash(run)
    expect(run.window.rows.size).toBe(301)
    expect(run.log.text()).toContain('the first page cannot be read')
  })

  it('is forgotten when the vault closes while the rest is awaited', async () => {
    await restart()
    await run.vault.close()
    await opened
    expect(run.window.rows.size).toBe(0)
    expect(run.window.patches.at(-1)).toEqual({ reset: true, upsert: [], remove: [], done: true })
  })
})
