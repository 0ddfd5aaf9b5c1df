import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planMerge as mergeSteps } from '#main/app/backup/restore-merge'
import { atRest, planReplace as replaceSteps } from '#main/app/backup/restore-plan'
import { compareShelves } from '#main/app/backup/restore-compare'
import { backupShelf, ownShelf, type Shelf } from '#main/app/backup/restore-shelf'
import { atOnce, type Steps } from '#main/app/slices'
import { recordSchemas } from '#main/ports/record-schemas'
import { account, anyShelf, applied, held, operation, other, shelf, valuesOf } from './restore-kit.ts'

const at = (fingerprint: string, origin = 'https://fake.example') => ({ fingerprint, origin })
const runs = { numRuns: 600 }
const planMerge = (mine: Shelf, theirs: Shelf) => atOnce(mergeSteps(mine, theirs))
const planReplace = (mine: Shelf, theirs: Shelf) => atOnce(replaceSteps(mine, theirs))

describe('merging any two vaults', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyShelf, anyShelf, (mine, theirs) => {
        const once = applied(planMerge(mine, theirs).changes, mine, theirs)
        expect(planMerge(once, theirs).changes).toEqual([])
      }),
      runs,
    )
  })

  it('loses no secret of either', () => {
    fc.assert(
      fc.property(anyShelf, anyShelf, (mine, theirs) => {
        const after = valuesOf(applied(planMerge(mine, theirs).changes, mine, theirs))
        for (const value of [...valuesOf(mine), ...valuesOf(theirs)]) expect(after).toContain(value)
      }),
      runs,
    )
  })

  it('removes nothing and leaves operations under way as they are', () => {
    fc.assert(
      fc.property(anyShelf, anyShelf, (mine, theirs) => {
        const { changes } = planMerge(mine, theirs)
        expect(changes.filter((change) => 'remove' in change)).toEqual([])
        const after = applied(changes, mine, theirs)
        for (const [id, entry] of mine.operation) {
          if (!['done', 'abandoned'].includes(entry.operation.step)) expect(after.operation.get(id)).toBe(entry)
        }
        for (const [tokenId, { tags }] of mine.annotation) {
          expect(after.annotation.get(tokenId)?.tags).toEqual(expect.arrayContaining(tags))
        }
      }),
      runs,
    )
  })

  it('lets no token have two secrets, and writes records that the vault takes', () => {
    fc.assert(
      fc.property(anyShelf, anyShelf, (mine, theirs) => {
        const { changes } = planMerge(mine, theirs)
        const before = new Set([...mine.held.values()].map(({ tokenId }) => tokenId))
        const after = applied(changes, mine, theirs)
        const added = [...after.held].flatMap(([id, { tokenId }]) => (mine.held.has(id) ? [] : [tokenId]))
        expect(new Set(added).size).toBe(added.length)
        for (const tokenId of added) expect(before).not.toContain(tokenId)
        for (const change of changes) {
          if ('value' in change) expect(recordSchemas[change.put].safeParse(change.value).error).toBeUndefined()
        }
      }),
      runs,
    )
  })

  it('never gives a credential another origin', () => {
    fc.assert(
      fc.property(anyShelf, anyShelf, (mine, theirs) => {
        const after = applied(planMerge(mine, theirs).changes, mine, theirs)
        const known = [...mine.credential.values(), ...theirs.credential.values()]
        for (const credential of after.credential.values()) expect(known).toContainEqual(credential)
      }),
      runs,
    )
  })
})

describe('replacing any vault', () => {
  it('gives exactly the backup, with nothing under way that would go on by itself', () => {
    fc.assert(
      fc.property(anyShelf, anyShelf, (mine, theirs) => {
        const after = applied(planReplace(mine, theirs), mine, theirs)
        const operations = new Map([...theirs.operation].map(([id, entry]) => [id, atRest(entry)]))
        expect(after).toEqual({ ...theirs, operation: operations })
      }),
      runs,
    )
  })

  it('changes nothing where it is the same already', () => {
    fc.assert(
      fc.property(anyShelf, (mine) => {
        const rested = { ...mine, operation: new Map([...mine.operation].map(([id, entry]) => [id, atRest(entry)])) }
        expect(planReplace(rested, mine)).toEqual([])
      }),
      runs,
    )
  })
})

it('plans record by record, so that main can go on meanwhile', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `s${index}`)
  const full = shelf({
    held: new Map(many.map((id) => [id, held(`a1/${id}`)])),
    secret: new Map(many.map((id) => [id, id])),
  })
  const stretches = (steps: Steps<unknown>) => {
    let count = 0
    while (steps.next().done !== true) count += 1
    return count
  }
  const source = { ids: () => many, get: () => undefined }
  expect(stretches(mergeSteps(shelf(), full))).toBeGreaterThanOrEqual(1_000)
  expect(stretches(replaceSteps(shelf(), full))).toBeGreaterThanOrEqual(1_000)
  expect(stretches(compareShelves(full, full))).toBeGreaterThanOrEqual(1_000)
  expect(stretches(backupShelf(source, String))).toBeGreaterThanOrEqual(1_000)
  expect(stretches(ownShelf(source, String))).toBeGreaterThanOrEqual(1_000)
})

describe('merging', () => {
  it('keeps ours and stores theirs as an entry of its own where a token has two secrets', () => {
    const mine = shelf({ held: new Map([['s1', held('a1/t1')]]), secret: new Map([['s1', 'v1']]) })
    const theirs = shelf({ held: new Map([['s9', held('a1/t1')]]), secret: new Map([['s9', 'v2']]) })
    const { changes, secondSecrets } = planMerge(mine, theirs)
    expect(secondSecrets).toBe(1)
    const after = applied(changes, mine, theirs)
    expect(after.secret).toEqual(
      new Map([
        ['s1', 'v1'],
        ['restored-v2', 'v2'],
      ]),
    )
    expect(after.other.get('other/restored-v2')).toMatchObject({ name: 'deploy a1/t1 (from a backup)' })
    expect(after.held.get('restored-v2')).toMatchObject({ tokenId: 'other/restored-v2', accountId: 'other' })
  })

  it('gives its record to a secret that lost it, and its secret to a record', () => {
    const mine = shelf({ held: new Map([['s2', held('a1/t2')]]), secret: new Map([['s1', 'v1']]) })
    const theirs = shelf({
      held: new Map([
        ['s1', held('a1/t1')],
        ['s9', held('a1/t2')],
      ]),
      secret: new Map([
        ['s1', 'v1'],
        ['s9', 'v2'],
      ]),
    })
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect([...after.secret]).toEqual([
      ['s1', 'v1'],
      ['s2', 'v2'],
    ])
    expect(after.held.get('s1')).toMatchObject({ tokenId: 'a1/t1', fingerprint: 'v1' })
    expect(after.held.get('s2')).toMatchObject({ tokenId: 'a1/t2', fingerprint: 'v2' })
    expect(after.other.size).toBe(0)
  })

  it('finds a place for two tokens of one value whose ids are taken', () => {
    const value = (ids: string[]) => new Map(ids.map((id) => [id, 'v1']))
    const mine = shelf({
      secret: new Map([
        ['s1', 'v8'],
        ['s2', 'v9'],
      ]),
    })
    const theirs = shelf({
      held: new Map([
        ['s1', held('a1/t1')],
        ['s2', held('a1/t2')],
      ]),
      secret: value(['s1', 's2']),
    })
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect([...after.held].map(([id, { tokenId }]) => [id, tokenId])).toEqual([
      ['restored-v1', 'a1/t1'],
      ['restored-v1-2', 'a1/t2'],
    ])
    expect(planMerge(after, theirs).changes).toEqual([])
  })

  it('does not write over an entry of its own that has got another secret since', () => {
    const name = 'restored-v2'
    const tokenId = `other/${name}`
    const mine = shelf({
      held: new Map([
        ['s1', held('a1/t1')],
        ['s5', held(tokenId)],
      ]),
      secret: new Map([
        ['s1', 'v1'],
        ['s5', 'v5'],
      ]),
      other: new Map([[tokenId, other('mine by now', 9)]]),
    })
    const theirs = shelf({ held: new Map([['s9', held('a1/t1')]]), secret: new Map([['s9', 'v2']]) })
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect(after.other.get(tokenId)?.name).toBe('mine by now')
    expect(after.held.get(`${name}-2`)).toMatchObject({ tokenId: `${tokenId}-2`, fingerprint: 'v2' })
    expect(planMerge(after, theirs).changes).toEqual([])
  })

  it('takes the account whose credential was entered later, and keeps the other credential', () => {
    const mine = shelf({ account: new Map([['a1', account()]]), credential: new Map([['a1', at('v1')]]) })
    const theirs = shelf({
      account: new Map([['a1', account({ credentialAt: 5, name: 'Work, newer' })]]),
      credential: new Map([['a1', at('v2')]]),
    })
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect(after.account.get('a1')).toMatchObject({ name: 'Work, newer', fingerprint: 'v2' })
    expect(after.credential.get('a1')).toEqual(at('v2'))
    expect(after.secret).toEqual(new Map([['restored-v1', 'v1']]))
    expect([...after.other.values()].map(({ name }) => name)).toEqual(['Sign-in of Work (before a restore)'])
    const back = applied(planMerge(theirs, mine).changes, theirs, mine)
    expect(back.credential.get('a1')).toEqual(at('v2'))
    expect([...back.other.values()].map(({ name }) => name)).toEqual(['Sign-in of Work (from a backup)'])
  })

  it('leaves an account alone while a token of it is being changed', () => {
    const mine = shelf({
      account: new Map([['a1', account()]]),
      credential: new Map([['a1', at('v1')]]),
      operation: new Map([['o1', operation('o1', 'checked')]]),
    })
    const theirs = shelf({
      account: new Map([['a1', account({ credentialAt: 5 })]]),
      credential: new Map([['a1', at('v2')]]),
    })
    const after = applied(planMerge(mine, theirs).changes, mine, theirs)
    expect(after.credential.get('a1')).toEqual(at('v1'))
    expect(valuesOf(after)).toContain('v2')
  })

  it('brings back unfinished operations with their account only, and none that would revoke by itself', () => {
    const theirs = shelf({
      operation: new Map([
        ['o1', operation('o1', 'revoking', 'a1')],
        ['o2', operation('o2', 'checked', 'a2')],
        ['o3', operation('o3', 'done', 'a2')],
      ]),
    })
    const mine = shelf({ account: new Map([['a2', account()]]) })
    const { changes, leftOperations } = planMerge(mine, theirs)
    expect(leftOperations).toBe(1)
    const after = applied(changes, mine, theirs)
    expect([...after.operation.keys()]).toEqual(['o1', 'o3'])
    expect(after.operation.get('o1')?.operation.error).toEqual({ kind: 'cancelled' })
  })

  it('joins tags and notes, and says what has no room', () => {
    const note = (tags: string[], notes: string) => new Map([['t', { tags, notes }]])
    const join = (mine: Map<string, { tags: string[]; notes: string }>, theirs: typeof mine) => {
      const plan = planMerge(shelf({ annotation: mine }), shelf({ annotation: theirs }))
      return [plan.changes.map((change) => ('value' in change ? change.value : change)), plan.leftNotes]
    }
    expect(join(note(['ci'], 'ours'), note(['ci', 'old'], 'theirs'))).toEqual([
      [{ tags: ['ci', 'old'], notes: 'ours\n\ntheirs' }],
      0,
    ])
    expect(join(note([], 'the same and more'), note([], 'the same'))).toEqual([[], 0])
    expect(join(note([], 'x'.repeat(9_000)), note([], 'y'.repeat(9_000)))).toEqual([[], 1])
    const many = Array.from({ length: 20 }, (_, index) => `tag ${index}`)
    expect(join(note(many, ''), note(['one more'], ''))).toEqual([[], 1])
  })

  it('keeps the expiry that was typed here, takes one that only the backup has, and says what is lost', () => {
    const note = (expiry?: number) =>
      new Map([['t', { tags: ['ci'], notes: '', ...(expiry !== undefined && { expiry }) }]])
    const join = (mine: ReturnType<typeof note>, theirs: typeof mine) => {
      const plan = planMerge(shelf({ annotation: mine }), shelf({ annotation: theirs }))
      return [plan.changes.map((change) => ('value' in change ? change.value : change)), plan.leftNotes]
    }
    expect(join(note(), note(7))).toEqual([[{ tags: ['ci'], notes: '', expiry: 7 }], 0])
    expect(join(note(7), note())).toEqual([[], 0])
    expect(join(note(7), note(7))).toEqual([[], 0])
    expect(join(note(7), note(8))).toEqual([[], 1])
    // It was typed for the secret before: what a backup has of it comes back as that.
    const before = new Map([['t', { tags: ['ci'], notes: '', typedBefore: 7 }]])
    expect(join(before, note(7))).toEqual([[], 0])
    expect(join(before, note(8))).toEqual([[{ tags: ['ci'], notes: '', expiry: 8 }], 0])
    expect(join(note(7), before)).toEqual([[before.get('t')], 0])
  })

  it('takes the newer of two other services', () => {
    const mine = shelf({ other: new Map([['x', other('ours', 3)]]) })
    const newer = shelf({ other: new Map([['x', other('theirs', 4)]]) })
    const older = shelf({ other: new Map([['x', other('theirs', 3)]]) })
    expect(applied(planMerge(mine, newer).changes, mine, newer).other.get('x')?.name).toBe('theirs')
    expect(planMerge(mine, older).changes).toEqual([])
  })
})
