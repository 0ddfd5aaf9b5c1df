import { expect, it } from 'vitest'
import { mergeDecisions } from '#main/app/backup/restore-decisions'
import { planMerge } from '#main/app/backup/restore-merge'
import { atOnce } from '#main/app/slices'
import type { Decision } from '#shared/model/finding'
import { shelf } from './restore-kit.ts'

const decided = (who: string, at: number): Decision => ({ kind: 'accepted', who, reason: '', until: null, at })

it('takes of each rule the newer decision, ours where both are as old, and changes nothing the second time', () => {
  const mine = new Map([
    ['a', { decisions: { unused: decided('we', 2), 'too-old': decided('we', 2), leaked: decided('we', 2) } }],
  ])
  const theirs = new Map([
    ['a', { decisions: { unused: decided('they', 3), 'too-old': decided('they', 1), leaked: decided('they', 2) } }],
    ['b', { decisions: { unused: decided('they', 1) } }],
  ])
  const a = { decisions: { unused: decided('they', 3), 'too-old': decided('we', 2), leaked: decided('we', 2) } }
  expect(atOnce(mergeDecisions(mine, theirs))).toEqual([
    { put: 'decision', id: 'a', value: a },
    { put: 'decision', id: 'b', value: { decisions: { unused: decided('they', 1) } } },
  ])
  expect(atOnce(mergeDecisions(new Map([['a', a], ...[...theirs].slice(1)]), theirs))).toEqual([])
})

it('comes with a backup that is brought in', () => {
  const theirs = shelf({ decision: new Map([['b', { decisions: { unused: decided('they', 1) } }]]) })
  expect(atOnce(planMerge(shelf(), theirs)).changes).toMatchObject([{ put: 'decision', id: 'b' }])
})
