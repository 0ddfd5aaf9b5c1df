import { describe, expect, it } from 'vitest'
import { untilReset } from '#main/providers/kit/problem'

const now = Date.UTC(2026, 10, 22, 9)
const answer = (value?: string) => ({
  status: 429,
  body: '',
  headers: value === undefined ? {} : { 'x-ratelimit-reset': value },
})
const wait = (value?: string) => untilReset(answer(value), 'x-ratelimit-reset', now)

describe('the second at which a limit is lifted', () => {
  it('is so many seconds away', () => {
    expect(wait(String(now / 1000 + 90))).toBe(90)
    expect(untilReset(answer(String(now / 1000 + 90)), 'x-ratelimit-reset', now + 500)).toBe(90)
  })

  it('is no wait when it has passed', () => {
    expect(wait(String(now / 1000 - 90))).toBe(0)
  })

  it.each([undefined, '', 'soon', '-1', '1e9', '123456789012'])('is unknown for %j', (value) => {
    expect(wait(value)).toBeUndefined()
  })
})
