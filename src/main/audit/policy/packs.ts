import type { RuleId, Severity } from '#shared/model/finding'
import type { LimitsGiven } from '#shared/model/policy'
import type { PackId } from '#shared/model/policy-choice'

/** All limits, each with a value. */
export type Limits = { readonly [K in keyof LimitsGiven]-?: Exclude<LimitsGiven[K], undefined> }

export interface Pack {
  readonly name: string
  readonly limits: Limits
  readonly rules: Readonly<Partial<Record<RuleId, 'off' | Severity>>>
}

/** The policies that are built in; what they mean in words is in `shared/text/findings.ts` and docs/policy.md. */
export const packs: Readonly<Record<PackId, Pack>> = {
  issuer: {
    name: 'Issuers’ limits',
    limits: {
      maxLifetimeDays: 'issuer',
      maxAgeDays: null,
      unusedDays: 90,
      neverUsedDays: 30,
      dueDays: 14,
      neverExpiring: 'where-unavoidable',
      wideRights: 'where-unavoidable',
      wideScopes: [],
    },
    rules: {},
  },
  strict: {
    name: 'Strict',
    limits: {
      maxLifetimeDays: 90,
      maxAgeDays: 90,
      unusedDays: 30,
      neverUsedDays: 7,
      dueDays: 30,
      neverExpiring: 'refused',
      wideRights: 'refused',
      wideScopes: [],
    },
    rules: { 'never-expires': 'high', 'too-many-rights': 'high', 'same-secret': 'high' },
  },
  relaxed: {
    name: 'Relaxed',
    limits: {
      maxLifetimeDays: 'issuer',
      maxAgeDays: null,
      unusedDays: 365,
      neverUsedDays: 180,
      dueDays: 7,
      neverExpiring: 'allowed',
      wideRights: 'allowed',
      wideScopes: [],
    },
    rules: { 'name-without-meaning': 'off', 'no-owner': 'low' },
  },
}
