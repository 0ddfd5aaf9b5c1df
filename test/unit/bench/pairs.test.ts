import { describe, expect, it } from 'vitest'
import { interleaved } from '#test/bench/support/pairs'

describe('interleaved pairs', () => {
  it('change which side goes first from pair to pair', async () => {
    const order: string[] = []
    const take = (side: string) => async () => {
      order.push(side)
      return `${side}${order.length}`
    }
    const pairs = await interleaved(3, take('a'), take('b'))
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b'])
    expect(pairs).toEqual({ one: ['a1', 'a4', 'a5'], other: ['b2', 'b3', 'b6'] })
  })
})
