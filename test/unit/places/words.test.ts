import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '#main/places/index'

const secret = 'pul-EXAMPLE0123456789abcdef'

describe('the words of a file', () => {
  it.each([
    ['an npm configuration', `//registry.example/:_authToken=${secret}\n`],
    ['an environment file', `export A=1\nTOKEN="${secret}" # mine`],
    ['one with a colon', `token: '${secret}'\r\n`],
    ['an address', `https://kim:${secret}@git.example/x.git`],
    ['JSON', `{"accessTokens":{"https://api.example":"${secret}"}}`],
    ['a netrc', `machine git.example login kim password ${secret}`],
    ['one behind a byte order mark', `\ufeff${secret}`],
    ['a list', `a,${secret},b`],
  ])('hold the value of %s', (_what, text) => {
    expect([...wordsOf(text)]).toContain(secret)
  })

  it('hold a value with the signs in it that join names and values elsewhere', () => {
    const value = 'ab/cd+EXAMPLE/ef0123=='
    expect([...wordsOf(`aws_secret=${value}\n`)]).toContain(value)
  })

  it('hold any value between blanks, once', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_\-.+~=/:@]{8,60}$/)
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), word, (others, value) => {
        const words = [...wordsOf([...others, value, ...others].join(' '))]
        expect(words).toContain(value)
        expect(new Set(words).size).toBe(words.length)
      }),
    )
  })

  it('are few for a line of nothing but such signs', () => {
    expect([...wordsOf('a='.repeat(20_000))].length).toBeLessThan(90_000)
  })
})
