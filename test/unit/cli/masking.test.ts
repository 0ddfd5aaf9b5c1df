import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMasking } from '#main/cli/masking'

/** What a masking makes of these chunks. */
function masked(secrets: readonly string[], chunks: readonly string[]): string {
  const masking = createMasking(secrets.map((secret) => Buffer.from(secret)))
  const given = chunks.map((chunk) => masking.push(Buffer.from(chunk)))
  return Buffer.concat([...given, masking.end()]).toString()
}

/** The same said plainly: each character that is part of a secret, runs of them as one mask. */
function plainly(secrets: readonly string[], text: string): string {
  const covered = Array.from(text, () => false)
  for (const secret of secrets.filter((one) => one !== '')) {
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1))
      covered.fill(true, at, at + secret.length)
  }
  return Array.from(text, (character, at) => (!covered[at] ? character : covered[at - 1] ? '' : '[masked]')).join('')
}

describe('masking secrets in output', () => {
  it('masks a secret wherever it stands, and leaves everything else', () => {
    expect(masked(['EXAMPLE'], ['a EXAMPLE b EXAMPLE'])).toBe('a [masked] b [masked]')
    expect(masked(['EXAMPLE'], ['EXAMPL E'])).toBe('EXAMPL E')
    expect(masked([], ['as it is'])).toBe('as it is')
    expect(masked([''], ['as it is'])).toBe('as it is')
  })

  it('masks a secret across the borders of chunks', () => {
    expect(masked(['EXAMPLE'], [...'a EXAMPLE b'])).toBe('a [masked] b')
    expect(masked(['EXAMPLE'], ['EXA', 'MP', 'LEEXAMPL', 'E'])).toBe('[masked]')
  })

  it('masks secrets that overlap, and one inside of another', () => {
    expect(masked(['abcd', 'cdef'], ['xabcd', 'efx'])).toBe('x[masked]x')
    expect(masked(['abcdef', 'cd'], ['xabcd', 'gx'])).toBe('xab[masked]gx')
    expect(masked(['aa'], ['a', 'aa', 'b'])).toBe('[masked]b')
  })

  it('holds back nothing but what a secret may begin with', () => {
    const masking = createMasking([Buffer.from('EXAMPLE')])
    expect(masking.push(Buffer.from('password: ')).toString()).toBe('password: ')
    expect(masking.push(Buffer.from('so EXAM')).toString()).toBe('so ')
    expect(masking.push(Buffer.from('S')).toString()).toBe('EXAMS')
  })

  it('gives the same however the output was cut, and no secret', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 })
    const secrets = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 }), {
      maxLength: 4,
    })
    const cuts = fc.array(fc.nat(60), { maxLength: 20 })
    fc.assert(
      fc.property(text, secrets, cuts, (whole, wanted, at) => {
        const borders = [0, ...at.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length]
        const chunks = borders.slice(1).map((to, index) => whole.slice(borders[index], to))
        expect(masked(wanted, chunks)).toBe(plainly(wanted, whole))
      }),
      { numRuns: 2000 },
    )
  })

  it('masks bytes that are no text', () => {
    const secret = Buffer.from([0xff, 0x00, 0xfe])
    const masking = createMasking([secret])
    const out = Buffer.concat([
      masking.push(Buffer.from([0x01, 0xff])),
      masking.push(Buffer.from([0x00, 0xfe, 0x02])),
      masking.end(),
    ])
    expect(out).toEqual(Buffer.concat([Buffer.from([1]), Buffer.from('[masked]'), Buffer.from([2])]))
  })
})
