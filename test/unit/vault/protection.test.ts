import { describe, expect, it } from 'vitest'
import { keystoreOf, protectionLevel, tagOf } from '#shared/rules/protection'

describe('the level of protection', () => {
  it.each([
    ['linux', 'v10', 'weak'],
    ['linux', 'v11', 'strong'],
    ['linux', 'v12', 'strong'],
    ['linux', 'v13', 'unknown'],
    ['linux', '', 'unknown'],
    ['darwin', 'v10', 'strong'],
    ['darwin', 'v11', 'unknown'],
    ['win32', 'v10', 'strong'],
    ['win32', 'v12', 'unknown'],
    ['freebsd', 'v11', 'unknown'],
    ['', 'v10', 'unknown'],
    ['linux', 'V11', 'unknown'],
  ] as const)('on "%s" with tag "%s" is %s', (platform, tag, level) => {
    expect(protectionLevel(platform, tag)).toBe(level)
  })

  it('is none where nothing could be sealed', () => {
    expect(keystoreOf('linux', '')).toMatchObject({ level: 'none', tag: '' })
    expect(keystoreOf('linux', 'v10')).toMatchObject({ level: 'weak', tag: 'v10' })
  })

  it('is judged by the first three bytes, where they are printable', () => {
    expect(tagOf(Buffer.from('v11 and the rest'))).toBe('v11')
    expect(tagOf(Buffer.from([0x76, 0x31, 0x00, 0x20]))).toBe('')
    expect(tagOf(Buffer.from('v1'))).toBe('')
    expect(tagOf(Buffer.alloc(0))).toBe('')
  })
})
