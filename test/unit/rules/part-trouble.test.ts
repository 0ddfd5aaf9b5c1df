import { describe, expect, it } from 'vitest'
import type { Part } from '#shared/model/account'
import type { ErrorKind } from '#shared/model/error'
import type { OwnerKind } from '#shared/model/owner'
import { isWorthShowing, troubleOf } from '#shared/rules/part-trouble'

function part(kind: OwnerKind, tokens: number, failure: ErrorKind | null = null): Part {
  return {
    id: 'p',
    accountId: 'a',
    owner: { kind, id: 'o', name: 'o' },
    kind: 'k',
    asOf: null,
    tokens,
    failure: failure === null ? null : { kind: failure },
    failedAt: null,
  }
}

describe('what of a part that failed is trouble', () => {
  it.each(['project', 'group', 'person'] as const)('is not that one never saw tokens of a %s and may not', (kind) => {
    for (const failure of ['missing-permission', 'plan-needed'] as const) {
      expect(troubleOf(part(kind, 0, failure))).toBeNull()
      expect(isWorthShowing(part(kind, 0, failure))).toBe(false)
      expect(troubleOf(part(kind, 1, failure))).toEqual({ kind: failure })
    }
  })

  it('is every other failure, and every failure of what there is but one', () => {
    expect(troubleOf(part('project', 0, 'offline'))).toEqual({ kind: 'offline' })
    expect(isWorthShowing(part('project', 0, 'offline'))).toBe(true)
    for (const kind of ['me', 'organization', 'team', 'service-account'] as const) {
      expect(troubleOf(part(kind, 0, 'missing-permission'))).toEqual({ kind: 'missing-permission' })
    }
  })

  it('leaves out projects without tokens, and shows everything else', () => {
    expect(isWorthShowing(part('project', 0))).toBe(false)
    expect(isWorthShowing(part('project', 1))).toBe(true)
    expect(isWorthShowing(part('team', 0))).toBe(true)
    expect(troubleOf(part('project', 0))).toBeNull()
  })
})
