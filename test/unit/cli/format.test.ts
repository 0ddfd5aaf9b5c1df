import { describe, expect, it } from 'vitest'
import { jsonText } from '#main/cli/output/format'

describe('a document as JSON', () => {
  it('has a name and a version, and nothing in it that a terminal would obey or show in another order', () => {
    const name = 'a\u001b]0;b\u0007 \u009b2J \u202eneddih\u2066 é 日本 👩‍💻'
    const text = jsonText('tokens', 1, { tokens: [{ name }] })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e\u2066]/u)
    expect(JSON.parse(text)).toEqual({ format: 'keyrack.tokens/1', tokens: [{ name }] })
    expect(text).toContain('é 日本 👩‍💻')
  })
})
