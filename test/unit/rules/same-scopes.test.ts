import { describe, expect, it } from 'vitest'
import { sameScopes } from '#shared/rules/form'

describe('sameScopes', () => {
  it('does not care about the order or about doubles', () => {
    expect(sameScopes(['a', 'b'], ['b', 'a', 'a'])).toBe(true)
    expect(sameScopes([], [])).toBe(true)
    expect(sameScopes(['a'], ['a', 'b'])).toBe(false)
    expect(sameScopes(['a', 'b'], ['a', 'a'])).toBe(false)
  })
})
