import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { list } from '#main/providers/kit/list'

describe('a list in an answer', () => {
  it('has its things read', () => {
    expect(list(z.string().transform(Number), 3).parse(['1', '2', '3'])).toEqual([1, 2, 3])
  })

  it('is refused when it is too long, and none of its things is looked at', () => {
    const seen: unknown[] = []
    const thing = z.unknown().transform((value) => seen.push(value))
    expect(list(thing, 3).safeParse([1, 2, 3, 4]).success).toBe(false)
    expect(seen).toEqual([])
  })

  it.each([[null], [{ length: 1 }], ['text']])('is not %j', (value) => {
    expect(list(z.unknown()).safeParse(value).success).toBe(false)
  })

  it('says where it does not fit', () => {
    const read = z.object({ tokens: list(z.string(), 3) })
    expect(read.safeParse({ tokens: [1, 2, 3, 4] }).error?.issues[0]?.path).toEqual(['tokens'])
    expect(read.safeParse({ tokens: ['a', 2] }).error?.issues[0]?.path).toEqual(['tokens', 1])
  })
})
