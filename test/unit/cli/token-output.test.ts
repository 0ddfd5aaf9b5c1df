import { describe, expect, it } from 'vitest'
import { expiryText, tokenJson } from '#main/cli/token-output'
import { day, sampleNow, sampleRow } from '#test/support/sample'

const at = sampleNow + 30 * day
const json = (by?: 'secret' | 'typed') =>
  tokenJson({
    id: 'abc',
    row: sampleRow({ expiry: { kind: 'at', at, ...(by !== undefined && { by }) } }),
    names: { provider: 'Pulumi', account: 'work', kind: 'Personal' },
    status: { kind: 'fine' },
  })

describe('an expiry on the command line', () => {
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
})
