import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { superfluous, type Generation } from '#main/vault/thinning'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = Date.UTC(2026, 2, 1, 12, 30)

/** What is left when one generation was saved every `every` ms and thinned after each save. */
function after(saves: number, every: number): Generation[] {
  let kept: Generation[] = []
  for (let number = 1; number <= saves; number += 1) {
    const at = now - (saves - number) * every
    kept.push({ number, writtenAt: at })
    const gone = superfluous(kept, at)
    kept = kept.filter((one) => !gone.includes(one.number))
  }
  return kept
}

const numbers = (generations: readonly Generation[]): number[] => generations.map((one) => one.number)

describe('thinning', () => {
  it('keeps the three newest, whenever they were written', () => {
    const burst = [1, 2, 3, 4, 5].map((number) => ({ number, writtenAt: now }))
    expect(superfluous(burst, now)).toEqual([2, 1])
    const old = [1, 2, 3].map((number) => ({ number, writtenAt: now - 900 * day }))
    expect(superfluous(old, now)).toEqual([])
  })

  it('keeps the last of each hour for a day', () => {
    const kept = after(24 * 12, 5 * minute)
    expect(kept.filter((one) => now - one.writtenAt < day).length).toBeGreaterThanOrEqual(24)
    expect(kept.length).toBeLessThanOrEqual(28)
  })

  it('keeps the last of each day for a week and of each week for four', () => {
    const kept = after(60, day)
    const ages = kept.map((one) => Math.round((now - one.writtenAt) / day)).sort((a, b) => a - b)
    expect(ages.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(ages.slice(7).every((age) => age < 28)).toBe(true)
    expect(ages.slice(7).length).toBeGreaterThanOrEqual(2)
  })

  it('never takes the newest, and never leaves more than a few dozen', () => {
    const anyGenerations = fc
      .array(fc.integer({ min: now - 100 * day, max: now + day }), { minLength: 1, maxLength: 300 })
      .map((times) => times.map((writtenAt, index) => ({ number: index + 1, writtenAt })))
    fc.assert(
      fc.property(anyGenerations, (generations) => {
        const gone = new Set(superfluous(generations, now))
        const newest = numbers(generations).slice(-3)
        expect(newest.some((number) => gone.has(number))).toBe(false)
        expect(generations.length - gone.size).toBeLessThanOrEqual(3 + 24 + 24 + 7 + 1 + 4 + 1)
      }),
    )
  })

  it('keeps what was there before an action of many changes, of which only the last counts', () => {
    const all = Array.from({ length: 40 }, (_, index) => ({ number: index + 1, writtenAt: now }))
    const gone = new Set(superfluous(all, now, [{ after: 5, last: 39 }]))
    expect(numbers(all).filter((number) => !gone.has(number))).toEqual([5, 39, 40])
    expect(gone.size).toBe(37)
  })

  it('changes nothing when it is done twice', () => {
    const kept = after(500, 37 * minute)
    expect(superfluous(kept, now)).toEqual([])
  })
})
