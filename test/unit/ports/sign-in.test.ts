import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinSignIn, splitSignIn } from '#main/ports/sign-in'
import { Secret } from '#main/ports/secret'

const text = fc.string({ unit: 'binary', maxLength: 60 })
const fields = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), text, { maxKeys: 4, noNullPrototype: true })
const joinedLooks = fc.oneof(
  fc.record({ secret: text, fields }).map((value) => JSON.stringify(value)),
  fc.json().map((json) => `{"secret":${json},"fields":${json}}`),
  text.map((rest) => `{${rest}`),
)
const anySecret = fc.oneof(text, joinedLooks)
const value = (secret: Secret): string => secret.use((its) => its)

describe('a sign-in as one credential', () => {
  it('comes apart as it was, whatever the secret looks like', () => {
    fc.assert(
      fc.property(anySecret, fields, (secret, beside) => {
        const back = splitSignIn(joinSignIn({ secret: new Secret(secret), fields: beside }))
        expect({ secret: value(back.secret), fields: back.fields }).toEqual({ secret, fields: beside })
      }),
    )
  })

  it('is the secret itself where nothing is beside it', () => {
    for (const secret of ['EXAMPLE-secret', '', '{', '{"secret":"EXAMPLE"}', '{"secret":1,"fields":{}}'])
      expect(value(joinSignIn({ secret: new Secret(secret), fields: {} }))).toBe(secret)
  })

  it('is not taken apart by a secret that looks like one', () => {
    const secret = '{"secret":"EXAMPLE","fields":{"client":"other"}}'
    const back = splitSignIn(joinSignIn({ secret: new Secret(secret), fields: {} }))
    expect({ secret: value(back.secret), fields: back.fields }).toEqual({ secret, fields: {} })
  })

  it('takes anything else for the secret, with nothing beside it', () => {
    fc.assert(
      fc.property(text, (secret) => {
        const { secret: its, fields: beside } = splitSignIn(new Secret(secret))
        expect([value(its), beside]).toEqual([secret, {}])
      }),
    )
    for (const near of ['{"secret":"a"}', '{"secret":"a","fields":{"b":1}}', '{"secret":"a","fields":{},"more":1}'])
      expect(value(splitSignIn(new Secret(near)).secret)).toBe(near)
  })

  it('lives on when what it was made of is wiped', () => {
    const secret = new Secret('EXAMPLE-secret')
    const joined = joinSignIn({ secret, fields: {} })
    secret.wipe()
    const { secret: its } = splitSignIn(joined)
    joined.wipe()
    expect(value(its)).toBe('EXAMPLE-secret')
  })
})
