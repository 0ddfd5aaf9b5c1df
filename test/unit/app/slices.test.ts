import fc from 'fast-check'
import { expect, it } from 'vitest'
import { atOnce, inSlices, type Steps } from '#main/app/slices'
import { sortedSteps } from '#main/ports/steps'

function* sum(numbers: readonly number[]): Steps<number> {
  let total = 0
  for (const number of numbers) {
    if (number < 0) throw new RangeError('too small')
    total += number
    yield
  }
  return total
}

const many = Array.from({ length: 1_000 }, (_, index) => index)

it('lets everything run that waits, again and again, and gives the result', async () => {
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const total = await inSlices(sum(many))
  isOver = true
  expect(total).toBe(atOnce(sum(many)))
  expect(turns).toBeGreaterThanOrEqual(9)
})

it('ends with what the work throws', async () => {
  await expect(inSlices(sum([...many, -1]))).rejects.toThrow(RangeError)
  expect(() => atOnce(sum([-1]))).toThrow(RangeError)
})

it('gives way after each step that is long', async () => {
  let turns = 0
  function* long(): Steps<number> {
    for (let number = 0; number < 5; number += 1) {
      setImmediate(() => (turns += 1))
      yield 'long'
      expect(turns).toBe(number + 1)
    }
    return 1
  }
  expect(await inSlices(long())).toBe(1)
})

it('sorts as the language does, a few hundred at a time', () => {
  const compare = (one: { key: number }, other: { key: number }) => one.key - other.key
  const item = fc.nat({ max: 50 }).map((key) => ({ key }))
  fc.assert(
    fc.property(fc.array(item, { maxLength: 3_000, size: 'max' }), (items) => {
      expect(atOnce(sortedSteps(items, compare))).toEqual(items.toSorted(compare))
    }),
    { numRuns: 30 },
  )
  const many = Array.from({ length: 50_000 }, (_, index) => ({ key: (index * 7_919) % 50_000 }))
  let atMost = 0
  let compared = 0
  const counting = sortedSteps(many, (one, other) => {
    compared += 1
    return compare(one, other)
  })
  for (let step = counting.next(); step.done !== true; step = counting.next()) {
    atMost = Math.max(atMost, compared)
    compared = 0
  }
  expect(atMost).toBeLessThan(6_000)
})
