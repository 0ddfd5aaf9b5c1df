import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jwtExpiry } from '#main/app/secrets/jwt-expiry'
import { withAda } from './ada.ts'

const jwt = (claims: string) => `eyJhbGciOiJub25lIn0.${Buffer.from(claims).toString('base64url')}.EXAMPLE`
const other = { name: 'mail', service: 'Mailer', serviceUrl: '', owner: '', manageUrl: '', notes: '' }

describe('when a secret says that it expires', () => {
  it.each([
    ['a second', jwt('{"exp":1893456000}'), 1_893_456_000_000],
    ['a fraction of one', jwt('{"exp":1893456000.25}'), 1_893_456_000_250],
    ['nothing', jwt('{"sub":"ada"}'), null],
    ['words', jwt('{"exp":"soon"}'), null],
    ['what no clock shows', jwt('{"exp":1e300}'), null],
    ['what is inherited', jwt('{"__proto__":{"exp":1893456000}}'), null],
    ['a list', jwt('[1]'), null],
    ['no JSON', jwt('exp'), null],
    ['sealed: five parts', 'eyJhIjoxfQ.a.b.c.d', null],
    ['opaque', 'pul-EXAMPLE', null],
    ['too long', jwt(`{"exp":1893456000,"pad":"${'x'.repeat(20_000)}"}`), null],
  ])('%s', (_what, value, at) => {
    expect(jwtExpiry(value)).toBe(at)
  })

  it('takes whatever comes', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof jwtExpiry(jwt(text)) !== 'undefined'))
  })

  it('is the end of a token that nobody else knows the end of, is warned of, and gives way to what was said', async () => {
    const { world, run } = await withAda()
    const at = Math.floor(world.clock.now() / 1000) * 1000 + 5 * 86_400_000
    const secret = { from: 'field', value: jwt(`{"exp":${at / 1000},"sub":"EXAMPLE-claim"}`) } as const
    const { tokenId } = await run.call['other.add']({ token: { ...other, expiry: { kind: 'unknown' } }, secret })
    expect(run.window.row('mail').token.expiry).toEqual({ kind: 'at', at, by: 'secret' })
    expect(run.window.facts?.expiry).toMatchObject({ due: 1 })
    // Nothing else of it is kept in the open.
    expect(JSON.stringify([...run.vault.records.all('held').values()])).not.toContain('EXAMPLE-claim')
    const said = { kind: 'at', at: at + 86_400_000 } as const
    await run.call['other.edit']({ tokenId, token: { ...other, expiry: said } })
    expect(run.window.row('mail').token.expiry).toEqual(said)
  })
})
