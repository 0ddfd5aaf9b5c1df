import { describe, expect, it } from 'vitest'
import { asksWhetherOwn, isGuarded } from '#shared/rules/own-token'
import { sampleRow } from '#test/support/sample'

describe('the own credential', () => {
  it('guards unknown like yes', () => {
    expect(isGuarded('yes')).toBe(true)
    expect(isGuarded('unknown')).toBe(true)
    expect(isGuarded('no')).toBe(false)
  })

  it('asks the person only while the token is alive and nobody knows', () => {
    expect(asksWhetherOwn(sampleRow({}, { own: 'unknown' }))).toBe(true)
    expect(asksWhetherOwn(sampleRow({ state: 'revoked' }, { own: 'unknown' }))).toBe(false)
    expect(asksWhetherOwn(sampleRow({}, { own: 'yes' }))).toBe(false)
    expect(asksWhetherOwn(sampleRow({}, { own: 'no' }))).toBe(false)
  })
})
