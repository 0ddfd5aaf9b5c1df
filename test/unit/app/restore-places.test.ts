import { describe, expect, it } from 'vitest'
import { planMerge as mergeSteps } from '#main/app/backup/restore-merge'
import { compareShelves } from '#main/app/backup/restore-compare'
import { backupShelf, type Shelf } from '#main/app/backup/restore-shelf'
import { joinTwins } from '#main/app/backup/restore-twins'
import { atOnce } from '#main/app/slices'
import { account, applied, held, place, shelf } from './restore-kit.ts'

const planMerge = (mine: Shelf, theirs: Shelf) => atOnce(mergeSteps(mine, theirs))

describe('the places of a backup', () => {
  it('takes the newer of two records of one place, under whatever ids, and adds those that are not here', () => {
    const mine = shelf({ place: new Map([['p1', place('a1/t1', { note: 'ours', changedAt: 3 })]]) })
    const merged = (id: string, change: Parameters<typeof place>[1]) => {
      const theirs = shelf({ place: new Map([[id, place('a1/t1', { note: 'theirs', ...change })]]) })
      return [...applied(planMerge(mine, theirs).changes, mine, theirs).place].map(([key, { note }]) => [key, note])
    }
    expect(merged('p1', { changedAt: 4 })).toEqual([['p1', 'theirs']])
    expect(merged('p9', { changedAt: 4 })).toEqual([['p1', 'theirs']])
    expect(merged('p9', { changedAt: 3 })).toEqual([['p1', 'ours']])
    expect(merged('p9', { where: { kind: 'server', name: 'DEPLOY_TOKEN' } })).toEqual([
      ['p1', 'ours'],
      ['p9', 'theirs'],
    ])
  })

  it('counts the places that only this vault has, or has a note on, as lost', () => {
    const theirs = shelf({ place: new Map([['p9', place('a1/t1', { note: 'theirs' })]]) })
    const lost = (change: Parameters<typeof place>[1]) =>
      atOnce(compareShelves(shelf({ place: new Map([['p1', place('a1/t1', change)]]) }), theirs)).losses.places
    expect(lost({ note: '' })).toBe(0)
    expect(lost({ note: 'theirs' })).toBe(0)
    expect(lost({ note: 'ours' })).toBe(1)
    expect(lost({ where: { kind: 'server', name: 'build' } })).toBe(1)
  })

  it('gives what was seen in a file the fingerprint that the vault restored into has for it', () => {
    const records = {
      held: held('a1/t1', { fingerprint: 'theirs' }),
      secret: { value: 'pul-EXAMPLE' },
      place: place('a1/t1', {
        old: { since: 1, fingerprint: 'gone' },
        seen: { at: 1, fingerprint: 'theirs' },
      }),
    }
    const source = {
      ids: (kind: string) => (kind in records ? ['s1'] : []),
      get: (kind: string) => records[kind as keyof typeof records] as never,
    }
    const { place: places } = atOnce(backupShelf(source, (secret) => `mine of ${secret}`))
    expect(places.get('s1')).toMatchObject({
      seen: { fingerprint: 'mine of pul-EXAMPLE' },
      old: { fingerprint: 'gone' },
    })
  })

  it('go with their account to the id that it has here', () => {
    const mine = shelf({ account: new Map([['a1', account()]]) })
    const theirs = shelf({
      account: new Map([['b1', account()]]),
      place: new Map([['p1', place('b1/t1', { replaced: { at: 1, by: 'b1/t2' } })]]),
    })
    expect(atOnce(joinTwins(mine, theirs)).shelf.place.get('p1')).toMatchObject({
      tokenId: 'a1/t1',
      replaced: { by: 'a1/t2' },
    })
  })
})
