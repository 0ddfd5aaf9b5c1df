import type { Evidence } from '#shared/model/finding'
import { dayLength } from '#shared/rules/expiry'
import { limitOf, type Case, type TokenRule } from './rule.ts'

const minute = 60_000

/** So long its provider may take to tell of a use, in milliseconds. */
const lagOf = ({ kind }: Case): number => (kind?.tells.lastUsedLag ?? 0) * minute

/** Nothing is known of the time after the facts were learned, nor of as long before as its provider lags behind. */
function knownUntil(one: Case): number {
  return Math.min(one.token.asOf, one.around.now) - lagOf(one)
}

function lag(one: Case): Evidence[] {
  const ms = lagOf(one)
  return ms === 0 ? [] : [{ fact: 'lag', days: ms / dayLength, asOf: null }]
}

const tellsOfUse = ({ kind }: Case): boolean => kind?.tells.lastUsed !== false

/** It was there for long without a single use. */
export const neverUsed: TokenRule = {
  of: ['alive'],
  look: (one) => {
    const { token, dates, limits } = one
    if (limits.neverUsedDays === null || token.lastUsed.kind !== 'never' || !tellsOfUse(one)) return null
    if (dates.created.kind !== 'at') return null
    const length = knownUntil(one) - dates.created.at
    if (length < limits.neverUsedDays * dayLength) return null
    return [
      { fact: 'never-used', asOf: token.asOf },
      { fact: 'created', at: dates.created.at, days: Math.floor(length / dayLength), asOf: token.asOf },
      limitOf(limits.neverUsedDays),
      ...lag(one),
    ]
  },
}

/** It was used once, and not for long now. */
export const unused: TokenRule = {
  of: ['alive'],
  look: (one) => {
    const { token, limits } = one
    const { lastUsed } = token
    if (limits.unusedDays === null || lastUsed.kind !== 'at' || !tellsOfUse(one)) return null
    const length = knownUntil(one) - lastUsed.at
    if (length < limits.unusedDays * dayLength) return null
    return [
      { fact: 'last-used', at: lastUsed.at, days: Math.floor(length / dayLength), asOf: token.asOf },
      limitOf(limits.unusedDays),
      ...lag(one),
    ]
  },
}
