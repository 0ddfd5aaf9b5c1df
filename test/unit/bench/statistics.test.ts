import { describe, expect, it } from 'vitest'
import { largest, median, percentile, ratios } from '#test/bench/support/statistics'

describe('the median', () => {
  it('is the middle value, whatever order they came in', () => {
    expect(median([9, 1, 5])).toBe(5)
  })

  it('is between the two in the middle of an even number of values', () => {
    expect(median([4, 1, 100, 2])).toBe(3)
  })

  it('orders numbers as numbers', () => {
    expect(median([100, 9, 20])).toBe(20)
  })

  it('leaves the values in the order they came in', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN()
  })
})

describe('a percentile', () => {
  const toHundred = Array.from({ length: 100 }, (_, index) => 100 - index)

  it('is a value that was measured, with at most the rest above it', () => {
    expect(percentile(toHundred, 95)).toBe(95)
    expect(percentile([1, 2, 3, 4], 95)).toBe(4)
    expect(percentile([1, 2, 3, 4], 50)).toBe(2)
  })

  it('reaches from the smallest to the largest value', () => {
    expect(percentile(toHundred, 0)).toBe(1)
    expect(percentile(toHundred, 100)).toBe(100)
  })

  it('of nothing is no number', () => {
    expect(percentile([], 95)).toBeNaN()
  })
})

describe('the largest value', () => {
  it('compares numbers as numbers', () => {
    expect(largest([9, 100, 20])).toBe(100)
  })

  it('of nothing is no number', () => {
    expect(largest([])).toBeNaN()
  })
})

describe('ratios', () => {
  it('are taken pair by pair', () => {
    expect(ratios([10, 30], [5, 10])).toEqual([2, 3])
  })

  it('refuse sides that are no pairs', () => {
    expect(() => ratios([1, 2], [1])).toThrow(RangeError)
  })
})
