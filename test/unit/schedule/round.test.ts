import { describe, expect, it } from 'vitest'
import { atStep, ended, lookAround, type Told, type Watch } from '#main/schedule/index'

const day = 86_400_000
const now = Date.UTC(2026, 5, 1)
const watches = (days: Readonly<Record<string, number>>): Map<string, Watch> =>
  new Map(Object.entries(days).map(([id, left]) => [id, { end: now + left * day, steps: [1, 7, 30], quiet: null }]))

describe('a round', () => {
  it('tells one thing a step, the most urgent first, and of each token one', () => {
    const told = new Map<string, Told>()
    const { announcements } = lookAround(
      watches({ far: 200, week: 5, soon: 0.5, other: 3, over: -2 }),
      (id) => told.get(id),
      now,
    )
    expect(announcements).toEqual([
      { step: ended, ids: ['over'] },
      { step: 1, ids: ['soon'] },
      { step: 7, ids: ['other', 'week'] },
    ])
  })

  it('has nothing to tell after it, and says when there will be', () => {
    const all = watches({ week: 5, far: 200, over: -2 })
    const first = lookAround(all, () => undefined, now)
    const second = lookAround(all, (id) => first.told.get(id), now)
    expect(second.announcements).toEqual([])
    expect(first.next).toBe(now + 4 * day)
    expect(second.next).toBe(now + 4 * day)
  })

  it('never looks again when all is told', () => {
    const all = watches({ over: -2 })
    expect(lookAround(all, () => undefined, now).next).toBeNull()
  })

  it('asks of each of ten thousand tokens once what was told of it', () => {
    const all = watches(
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`t${index}`, (index % 500) - 50])),
    )
    const asked: string[] = []
    const { told } = lookAround(all, (id) => void asked.push(id), now)
    expect(asked.length).toBe(new Set(asked).size)
    expect(told.size).toBe(10_000 * (81 / 500))
  })
})

it('says which tokens are at a step, whatever was told of them', () => {
  expect(atStep(watches({ far: 200, week: 5, over: -2, soon: 0.5 }), now)).toEqual([
    { id: 'over', step: ended },
    { id: 'soon', step: 1 },
    { id: 'week', step: 7 },
  ])
})
