import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, jobId, refresh, type Run, settle } from '#test/support/app-world'
import { createAtAcme, withAda } from './ada.ts'

let world: AppWorld
let first: Run
let second: Run
let accountId: string

beforeEach(async () => {
  ;({ world, run: first, accountId } = await withAda([['acme', 'org', 'deploy']]))
  second = await world.start()
  world.running.add(1).add(2)
  world.clock.advance(60_000)
})

const idOf = (run: Run, name: string) => run.window.row(name).token.id
const annotate = (run: Run, change: { tags?: string[]; notes?: string; expiry?: number | null }) =>
  run.call['token.annotate']({ tokenId: idOf(run, 'deploy'), ...change })
/** The window gets the focus: it looks what others have done. */
async function look(run: Run): Promise<void> {
  void run.app.focused()
  world.clock.advance(250)
  await settle()
}

describe('two apps on one vault', () => {
  it('keep the tags and notes that each has written of one token', async () => {
    await annotate(first, { tags: ['ci'] })
    await annotate(second, { notes: 'of the second' })
    await annotate(first, { tags: ['ci', 'prod'] })
    const third = await world.start()
    expect(third.window.row('deploy')).toMatchObject({ tags: ['ci', 'prod'], notes: 'of the second' })
    // What was committed is what is shown.
    expect(first.window.row('deploy')).toMatchObject({ tags: ['ci', 'prod'], notes: 'of the second' })
  })

  it('keep the expiry that one has typed and the notes of the other', async () => {
    await annotate(first, { expiry: 7 })
    await annotate(second, { notes: 'of the second' })
    expect((await world.start()).vault.records.all('annotation').get(idOf(first, 'deploy'))).toEqual({
      tags: [],
      notes: 'of the second',
      expiry: 7,
    })
    await annotate(second, { expiry: null })
    await annotate(first, { notes: 'of the first' })
    expect((await world.start()).vault.records.all('annotation').get(idOf(first, 'deploy'))).toEqual({
      tags: [],
      notes: 'of the first',
    })
  })

  it('keep the tag that each has added', async () => {
    await annotate(first, { tags: ['both'] })
    await look(second)
    await annotate(first, { tags: ['both', 'one'] })
    await annotate(second, { tags: ['two'] })
    expect((await world.start()).window.row('deploy').tags).toEqual(['one', 'two'])
  })

  it('keep the notes of one when the other takes the last tag away', async () => {
    await annotate(first, { tags: ['old'] })
    await look(second)
    await annotate(first, { notes: 'still needed' })
    await annotate(second, { tags: [] })
    expect((await world.start()).window.row('deploy')).toMatchObject({ tags: [], notes: 'still needed' })
  })

  it('keep the name that one has given an account whose identity the other notes', async () => {
    await first.call['account.rename']({ accountId, name: 'Renamed' })
    world.clock.advance(2 * 86_400_000)
    await refresh(second, accountId)
    expect((await world.start()).window.facts?.accounts).toMatchObject([{ name: 'Renamed' }])
    expect(second.window.facts?.accounts).toMatchObject([{ name: 'Renamed' }])
  })

  it('do not bring an account back that the other has removed', async () => {
    await first.call['account.remove']({ accountId, acceptLosing: 0 })
    await second.call['account.rename']({ accountId, name: 'Back' })
    expect((await world.start()).window.facts?.accounts).toEqual([])
    await settle()
    expect(second.window.facts?.accounts).toEqual([])
    expect(second.window.rows.size).toBe(0)
  })

  it('show what the other has made, stored, changed and removed', async () => {
    const { tokenId } = await createAtAcme({ run: first, accountId }, { name: 'fresh' })
    await annotate(first, { tags: ['ci'] })
    await look(second)
    expect(second.window.row('fresh')).toMatchObject({ token: { id: tokenId }, held: { proof: 'made-here' } })
    expect(second.window.row('deploy').tags).toEqual(['ci'])
    await first.call['account.remove']({ accountId, acceptLosing: 1 })
    await look(second)
    expect(second.window.facts?.accounts).toEqual([])
    expect(second.window.rows.size).toBe(0)
  })

  it('keep one log of what both have done, without a fork', async () => {
    const activity = async (run: Run) => (await run.call['activity.check']({ jobId: jobId() })).faults
    await annotate(first, { tags: ['a'] })
    await annotate(second, { notes: 'b' })
    expect(await activity(first)).toEqual([])
    expect(await activity(second)).toEqual([])
  })
})
