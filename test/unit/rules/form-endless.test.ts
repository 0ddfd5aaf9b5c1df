import { describe, expect, it } from 'vitest'
import type { TokenKind } from '#shared/model/provider'
import { checkDraft, isEndless } from '#shared/rules/form'
import { sampleCatalogue } from '#test/support/sample'

const now = Date.UTC(2027, 2, 1)
const open = { now, maxDays: null }
const [usual] = sampleCatalogue.find(({ id }) => id === 'pulumi')?.tokenKinds ?? []
const endless = (kind: TokenKind): TokenKind => ({
  ...kind,
  form: { expiry: { ...kind.form.expiry, never: true, presetDays: [] }, role: false },
})

describe('a kind whose tokens have no end', () => {
  it('is told by a rule that offers nothing but "never"', () => {
    expect(isEndless(usual!.form.expiry)).toBe(false)
    expect(isEndless(endless(usual!).form.expiry)).toBe(true)
  })

  it('takes "never" and no moment', () => {
    const kind = endless(usual!)
    expect(checkDraft(kind, { expiry: { kind: 'never' } }, open)).toEqual([])
    expect(checkDraft(kind, { expiry: { kind: 'at', at: now + 86_400_000 } }, open)).toEqual([
      { field: 'expiry', problem: 'not-offered' },
    ])
  })
})
