import type { RuleId, Severity } from '#shared/model/finding'
import type { LimitsGiven, Policy } from '#shared/model/policy'
import type { PackId } from '#shared/model/policy-choice'
import type { ProviderRecord, TokenKind } from '#shared/model/provider'
import { auditRules } from '#shared/rules/audit-rules'
import { Exceptions } from './exceptions.ts'
import { packs, type Limits } from './packs.ts'

/** A policy as the rules use it: every limit has a value, every rule a severity or none. */
export interface Rulebook {
  readonly name: string
  limitsOf(provider: string, kind: string): Limits
  /** Null where the rule is off. */
  severityOf(rule: RuleId): Severity | null
  readonly exceptions: Exceptions
}

/** A built-in policy. */
export function packBook(pack: PackId): Rulebook {
  return policyBook({ version: 1, extends: pack }, packs[pack].name)
}

/** A policy that somebody has written; it is called `name` where it does not name itself. */
export function policyBook(policy: Policy, name: string): Rulebook {
  const pack = packs[policy.extends ?? 'issuer']
  const known = new Map<string, Limits>()
  const everywhere = merged(pack.limits, policy.limits)
  return {
    name: policy.name ?? name,
    exceptions: new Exceptions(policy.exceptions ?? []),
    severityOf(rule) {
      const set = policy.rules?.[rule] ?? pack.rules[rule] ?? auditRules[rule].severity
      return set === 'off' ? null : set
    },
    limitsOf(provider, kind) {
      const key = JSON.stringify([provider, kind])
      const found = known.get(key)
      if (found !== undefined) return found
      const there = own(policy.providers, provider)
      const limits = merged(merged(everywhere, there?.limits), own(there?.kinds, kind))
      known.set(key, limits)
      return limits
    },
  }
}

/** Longest lifetime of a kind of token under a policy, in days; null where there is no limit. */
export function longestLifetime({ maxLifetimeDays }: Limits, kind: TokenKind | undefined): number | null {
  return maxLifetimeDays === 'issuer' ? (kind?.form.expiry.maxDays ?? null) : maxLifetimeDays
}

/** Longest lifetimes of the policy's own by `provider/kind`; kinds for which it sets none are left out. */
export function lifetimesUnder(book: Rulebook, records: Iterable<ProviderRecord>): Record<string, number> {
  const lifetimes: Record<string, number> = {}
  for (const { id, tokenKinds } of records) {
    for (const { kind } of tokenKinds) {
      const { maxLifetimeDays } = book.limitsOf(id, kind)
      if (typeof maxLifetimeDays === 'number') lifetimes[`${id}/${kind}`] = maxLifetimeDays
    }
  }
  return lifetimes
}

/** What is given goes before; scopes come together, so that a narrower place does not forget those of a wider one. */
function merged(wider: Limits, given: LimitsGiven | undefined): Limits {
  if (given === undefined) return wider
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { ...wider, ...set, wideScopes: [...new Set([...wider.wideScopes, ...(given.wideScopes ?? [])])] }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
