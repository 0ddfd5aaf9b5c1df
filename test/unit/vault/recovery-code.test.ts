import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import { drawRecoveryCode, isRecoveryGroup, readRecoveryCode, recoveryGroups } from '#main/vault/index'
import { writeRecoveryCode } from '#main/vault/recovery-code'
import { FakeRandom } from '#test/support/fake-random'

const anyKey = fc.uint8Array({ minLength: 16, maxLength: 16 })
const read = (text: string): Buffer => readRecoveryCode(new Secret(text))
const mistyped = expect.objectContaining({ error: { kind: 'wrong-recovery-code', code: 'mistyped' } }) as Error
/** Of sixteen zeros and of sixteen 0xFF: whoever reads codes by docs/vault-format.md must get the same. */
const zeros = writeRecoveryCode(Buffer.alloc(16))

describe('a recovery code', () => {
  it('is written in six groups of five, each without the letters I, L, O and U', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(writeRecoveryCode(key)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/)
      }),
    )
    expect(recoveryGroups).toBe(6)
  })

  it('gives back what it was drawn from', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(read(writeRecoveryCode(key))).toEqual(Buffer.from(key))
      }),
    )
  })

  it('is drawn anew each time, from 128 random bits', () => {
    const random = new FakeRandom('codes')
    const codes = Array.from({ length: 50 }, () => drawRecoveryCode(random).use((text) => text))
    expect(new Set(codes).size).toBe(50)
    const expected = new FakeRandom('codes').bytes(16)
    expect(read(codes[0] ?? '')).toEqual(expected)
  })

  it('has one spelling that never changes', () => {
    expect(zeros).toBe('00000-00000-00000-00000-00000-0VME2')
    expect(writeRecoveryCode(Buffer.from('00112233445566778899aabbccddeeff', 'hex'))).toBe(
      '008J4-CT4AN-K7F24-SNAXW-SQFEZ-YMFNV',
    )
  })

  it('is read in any case, with or without spaces and dashes, with O for 0 and I or L for 1', () => {
    fc.assert(
      fc.property(anyKey, fc.array(fc.nat(3), { minLength: 35, maxLength: 35 }), (key, choices) => {
        const sloppy = [...writeRecoveryCode(key)].map((letter, index) => {
          const choice = choices[index] ?? 0
          if (letter === '-') return ['', ' ', '–', ' - '][choice] ?? ''
          if (letter === '0') return ['0', 'O', 'o', '０'][choice] ?? ''
          if (letter === '1') return ['1', 'I', 'l', 'L'][choice] ?? ''
          return choice % 2 === 0 ? letter : letter.toLowerCase()
        })
        expect(read(` ${sloppy.join('')}\n`)).toEqual(Buffer.from(key))
      }),
    )
  })

  it('with any one character wrong, or two neighbours swapped, is told as mistyped', () => {
    const code = drawRecoveryCode(new FakeRandom('slip')).use((text) => text)
    let tried = 0
    for (let at = 0; at < code.length; at += 1) {
      const letter = code.charAt(at)
      if (letter === '-') continue
      for (const other of '0123456789ABCDEFGHJKMNPQRSTVWXYZU!') {
        if (other === letter) continue
        expect(() => read(code.slice(0, at) + other + code.slice(at + 1))).toThrow(mistyped)
        tried += 1
      }
      const next = code.charAt(at + 1)
      if (next === letter || next === '-' || next === '') continue
      expect(() => read(code.slice(0, at) + next + letter + code.slice(at + 2))).toThrow(mistyped)
    }
    expect(tried).toBe(30 * 33)
  })

  it.each(['', zeros.slice(1), `${zeros}0`, 'correct horse battery'])(
    'that is not whole ("%s") is told as mistyped',
    (text) => {
      expect(() => read(text)).toThrow(mistyped)
    },
  )

  it('can be checked group by group, as leniently', () => {
    const code = drawRecoveryCode(new FakeRandom('groups'))
    const groups = code.use((text) => text.split('-'))
    groups.forEach((group, index) => {
      expect(isRecoveryGroup(code, index, new Secret(` ${group.toLowerCase()} `))).toBe(true)
      expect(isRecoveryGroup(code, (index + 1) % 6, new Secret(group))).toBe(false)
    })
    expect(isRecoveryGroup(code, 6, new Secret(''))).toBe(false)
    expect(isRecoveryGroup(code, 0, new Secret(''))).toBe(false)
  })
})
