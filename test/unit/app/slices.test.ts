import { expect, it } from 'vitest'
import { atOnce, inSlices, type Steps } from '#main/app/slices'

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
