import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { Secret } from '#main/ports/secret'
import { anonymous, basic, bearer, header, scheme, type Auth } from '#main/providers/kit/auth'

const credential = new Secret('EXAMPLE-credential')

function failureOf(auth: Auth, value: string): unknown {
  try {
    auth(new Secret(value))
    return null
  } catch (error) {
    return error instanceof Failure ? error.error : error
  }
}

describe('how a credential is shown', () => {
  it('stands in the one header that the service reads', () => {
    expect(bearer(credential)).toEqual({ authorization: 'Bearer EXAMPLE-credential' })
    expect(scheme('token')(credential)).toEqual({ authorization: 'token EXAMPLE-credential' })
    expect(header('private-token')(credential)).toEqual({ 'private-token': 'EXAMPLE-credential' })
    expect(anonymous(credential)).toEqual({})
  })

  it('is the password of Basic, in UTF-8', () => {
    const { authorization = '' } = basic('ädä')(new Secret('EXAMPLE:ключ'))
    const [word, encoded = ''] = authorization.split(' ')
    expect([word, Buffer.from(encoded, 'base64').toString('utf8')]).toEqual(['Basic', 'ädä:EXAMPLE:ключ'])
  })

  it.each([
    ['bearer', bearer],
    ['a word of its own', scheme('token')],
    ['a header of its own', header('x-api-key')],
  ])('is refused as %s when it would end the header or not fit in it, and is not repeated', (_name, auth) => {
    const misfit = fc.constantFrom('\r\n', '\n', '\0', ' ', '\t', 'é', '🔑', '\u007f')
    fc.assert(
      fc.property(fc.string(), misfit, fc.string(), (before, wrong, after) => {
        expect(failureOf(auth, before + wrong + after)).toEqual({ kind: 'wrong-token' })
      }),
    )
    expect(failureOf(auth, '')).toEqual({ kind: 'wrong-token' })
  })

  it('gives Basic a header that nothing can end, whatever the password', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (password) => {
        expect(/^Basic [A-Za-z0-9+/]+={0,2}$/.test(basic('ada')(new Secret(password))['authorization'] ?? '')).toBe(
          true,
        )
      }),
    )
  })

  it('knows no user with a colon for Basic: the password would begin in the middle of the name', () => {
    expect(failureOf(basic('ada:lovelace'), 'EXAMPLE')).toEqual({ kind: 'wrong-token' })
  })
})
