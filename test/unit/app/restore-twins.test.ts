import { describe, expect, it } from 'vitest'
import { compareShelves } from '#main/app/backup/restore-compare'
import { planMerge as mergeSteps } from '#main/app/backup/restore-merge'
import { planReplace as replaceSteps } from '#main/app/backup/restore-plan'
import type { Shelf } from '#main/app/backup/restore-shelf'
import { atOnce } from '#main/app/slices'
import { jobId } from '#test/support/app-world'
import { BackupWorld, file, make, names, preview } from './backup-world.ts'
import { account, applied, held, operation, shelf, valuesOf } from './restore-kit.ts'

const at = (fingerprint: string, origin = 'https://fake.example') => ({ fingerprint, origin })
const planMerge = (mine: Shelf, theirs: Shelf) => atOnce(mergeSteps(mine, theirs))
const planReplace = (mine: Shelf, theirs: Shelf) => atOnce(replaceSteps(mine, theirs))

describe('an account that is here under another id', () => {
  const theirParts = () => ({
    account: new Map([['b1', account({ name: 'Old laptop', ownTokenId: 'b1/t1', notOwnTokenIds: ['b1/t2'] })]]),
    credential: new Map([['b1', at('v2')]]),
    held: new Map([
      ['s8', held('b1/t1')],
      ['s9', held('b1/t2')],
    ]),
    secret: new Map([
      ['s8', 'v1'],
      ['s9', 'v3'],
    ]),
    annotation: new Map([['b1/t1', { tags: ['ci'], notes: 'theirs' }]]),
    operation: new Map([['o1', operation('o1', 'done', 'b1')]]),
  })
  const ours = () =>
    shelf({
      account: new Map([['a1', account({ credentialAt: 5 })]]),
      credential: new Map([['a1', at('v1')]]),
      held: new Map([['s1', held('a1/t1')]]),
      secret: new Map([['s1', 'v1']]),
      annotation: new Map([['a1/t1', { tags: ['old'], notes: '' }]]),
    })

  it('is joined with ours: its secrets, tags, notes and operations go there, its other sign-in is kept', () => {
    const mine = ours()
    const theirs = shelf(theirParts())
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect([...after.account.keys()]).toEqual(['a1'])
    expect(after.credential).toEqual(new Map([['a1', at('v1')]]))
    expect(after.held.get('s1')).toMatchObject({ tokenId: 'a1/t1', fingerprint: 'v1' })
    expect(after.held.get('s9')).toMatchObject({
      tokenId: 'a1/t2',
      accountId: 'a1',
      token: { id: 'a1/t2', accountId: 'a1', partId: 'a1' },
    })
    expect(after.annotation).toEqual(new Map([['a1/t1', { tags: ['old', 'ci'], notes: 'theirs' }]]))
    expect(after.operation.get('o1')?.operation.accountId).toBe('a1')
    expect([...after.other.values()].map(({ name }) => name)).toEqual(['Sign-in of Work (from a backup)'])
    expect(valuesOf(after)).toContain('v2')
    expect(planMerge(after, theirs).changes).toEqual([])
  })

  it('gives ours its sign-in where that is the newer one, and leaves it the name that it has here', () => {
    const mine = ours()
    const parts = theirParts()
    const newer = account({ ...parts.account.get('b1'), credentialAt: 9 })
    const theirs = shelf({ ...parts, account: new Map([['b1', newer]]) })
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect(after.account.get('a1')).toMatchObject({
      name: 'Work',
      fingerprint: 'v2',
      ownTokenId: 'a1/t1',
      notOwnTokenIds: ['a1/t2'],
    })
    expect(after.credential).toEqual(new Map([['a1', at('v2')]]))
    expect(valuesOf(after)).toEqual(new Set(['v1', 'v2', 'v3']))
  })

  it.each([
    ['an operation of it waits', { operation: new Map([['o1', operation('o1', 'checked', 'b1')]]) }],
    ['there are two of it', { account: new Map(['b1', 'b2'].map((id) => [id, account()])) }],
    ['something in the backup has the id of ours', { annotation: new Map([['a1/t9', { tags: [], notes: 'x' }]]) }],
    ['it calls another place', { account: new Map([['b1', account({ origin: 'https://else.example' })]]) }],
  ])('stays beside ours where %s', (_why, change) => {
    const mine = ours()
    const theirs = shelf({ ...theirParts(), ...change })
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect(after.account.has('b1')).toBe(true)
    expect(after.held.get('s9')?.tokenId).toBe('b1/t2')
  })

  it('is replaced with its own id where the vault is replaced', () => {
    const mine = ours()
    const theirs = shelf(theirParts())
    expect([...applied(planReplace(mine, theirs), mine, theirs).account.keys()]).toEqual(['b1'])
  })

  it('is called joined, or staying, before anything is written', () => {
    const twins = (theirs: Shelf) => atOnce(compareShelves(ours(), theirs)).accounts.map(({ twin }) => twin)
    expect(twins(shelf(theirParts()))).toEqual(['joined', 'none'])
    const waiting = new Map([['o1', operation('o1', 'checked', 'b1')]])
    expect(twins(shelf({ ...theirParts(), operation: waiting }))).toEqual(['stays', 'none'])
  })
})

it('brings in the sign-in of an account that is here under another id, and the account works with it', async () => {
  const world = new BackupWorld()
  const run = await world.begun()
  await make(run)
  const { world: elsewhere, run: there } = await world.elsewhere()
  const ours = await elsewhere.account(there, world.credential, 'Here')
  world.clock.advance(60_000)
  const { secret: newer } = world.service.add('ada', 'classic', { name: 'ada-signs-in-anew' })
  await run.call['account.reenter']({
    accountId: world.accountId,
    secret: { from: 'field', value: newer },
    jobId: jobId(),
  })
  await make(run)
  elsewhere.disk.put(file, world.disk.bytes(file))
  const { planId, accounts } = await preview(there)
  expect(accounts).toMatchObject([
    { name: 'Work', twin: 'joined' },
    { name: 'Here', twin: 'none' },
  ])
  await there.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
  expect(there.window.facts?.accounts.map(({ id, name }) => [id, name])).toEqual([[ours, 'Here']])
  expect(there.vault.records.get('credential', ours)?.value).toBe(newer)
  await there.call['inventory.refresh']({ accountId: ours, jobId: jobId() })
  expect(names(there)).toContain('ada-signs-in-anew')
})
