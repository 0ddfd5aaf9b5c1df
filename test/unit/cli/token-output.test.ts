import { describe, expect, it } from 'vitest'
import { expiryText, tokenCsv, tokenJson } from '#main/cli/token-output'
import { day, sampleNow, sampleRow } from '#test/support/sample'

const at = sampleNow + 30 * day
const shown = (by?: 'secret' | 'typed') =>
  ({
    id: 'abc',
    row: sampleRow({ expiry: { kind: 'at', at, ...(by !== undefined && { by }) } }),
    names: { provider: 'Pulumi', account: 'work', kind: 'Personal' },
    status: { kind: 'fine' },
  }) as const
const json = (by?: 'secret' | 'typed') => tokenJson(shown(by))
const said = (one: Parameters<typeof tokenCsv.cells>[0]) => tokenCsv.cells(one)[tokenCsv.headings.indexOf('expires by')]

describe('an expiry on the command line', () => {
  it('has the day in UTC, also before 1970 and at its very end', () => {
    const dayOf = (moment: number) => expiryText({ kind: 'at', at: moment }, sampleNow).slice(0, 10)
    expect([-1, 0, 86_399_999, 86_400_000].map(dayOf)).toEqual(['1969-12-31', '1970-01-01', '1970-01-01', '1970-01-02'])
  })

  it('says who says so, where that is not the issuer', () => {
    expect(expiryText({ kind: 'at', at }, sampleNow)).toMatch(/^\d{4}-\d\d-\d\d \([^,]*\)$/)
    expect(expiryText({ kind: 'at', at, by: 'typed' }, sampleNow)).toMatch(/, typed by hand\)$/)
    expect(expiryText({ kind: 'at', at, by: 'secret' }, sampleNow)).toMatch(/, says the secret itself\)$/)
    expect(expiryText({ kind: 'never' }, sampleNow)).toBe('never')
  })

  it('is an instant in JSON, with who says so as a field of its own', () => {
    expect(json()).toMatchObject({ expires: new Date(at).toISOString() })
    expect(json()).not.toHaveProperty('expiresBy')
    expect(json('typed')).toMatchObject({ expires: new Date(at).toISOString(), expiresBy: 'typed' })
  })

  it('is told as CSV with who says so, in a column behind all others', () => {
    expect(tokenCsv.headings.at(-1)).toBe('expires by')
    expect([said(shown()), said(shown('secret')), said(shown('typed'))]).toEqual(['issuer', 'secret', 'typed'])
    const row = sampleRow({ expiry: { kind: 'unknown' } })
    expect(said({ ...shown(), row })).toBe('')
    // Of another service all is typed.
    expect(said({ ...shown(), row: sampleRow({ expiry: { kind: 'never' }, provider: 'other' }) })).toBe('typed')
  })
})
