import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { Secret } from '#main/ports/secret'
import { anonymous, bearer, header, scheme, type Auth } from '#main/providers/kit/auth'

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
})
