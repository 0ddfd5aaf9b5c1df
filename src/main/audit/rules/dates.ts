import type { Evidence } from '#shared/model/finding'
import type { Expiry } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { dayLength } from '#shared/rules/expiry'
import { isEndless } from '#shared/rules/form'
import { lifetimeOf } from '#shared/rules/lifetime'
import { expirySources } from '#shared/text/words'
import { longestLifetime } from '../policy/resolve.ts'
import { limitOf, type TokenRule } from './rule.ts'

/** When it ends: a fact of its issuer's, or what its secret or a person says instead. */
function ends({ asOf }: Token, { at, by }: Extract<Expiry, { kind: 'at' }>): Evidence {
  if (by === undefined) return { fact: 'expires', at, asOf }
  return { fact: 'expires', at, by, text: expirySources[by], asOf: null }
}

/** It works no more and is kept all the same, at its provider or in the vault. */
export const expiredKept: TokenRule = {
  of: ['expired'],
  look: ({ token, held }) => {
    if (token.expiry.kind !== 'at') return null
    return [
      ends(token, token.expiry),
      ...(held === null ? [] : [{ fact: 'storage' as const, at: held.storedAt, asOf: null }]),
    ]
  },
}

/** Its end is near. Days are 24 hours: zones and clocks that change move no expiry. */
export const dueSoon: TokenRule = {
  of: ['alive'],
  look: ({ token, limits: { dueDays }, around: { now } }) => {
    const { expiry } = token
    if (dueDays === null || expiry.kind !== 'at' || expiry.at > now + dueDays * dayLength) return null
    return [ends(token, expiry), limitOf(dueDays)]
  },
}

/** It has no end. Where its provider offers none, only a strict policy objects. */
export const neverExpires: TokenRule = {
  of: ['alive'],
  look: ({ token: { expiry, asOf }, limits: { neverExpiring }, kind }) => {
    if (expiry.kind !== 'never' || neverExpiring === 'allowed') return null
    const isUnavoidable = kind !== undefined && isEndless(kind.form.expiry)
    return isUnavoidable && neverExpiring === 'where-unavoidable' ? null : [{ fact: 'expires', asOf }]
  },
}

/** It was made for longer than the policy allows. */
export const lifetimeTooLong: TokenRule = {
  of: ['alive'],
  look: ({ token, dates, limits, kind }) => {
    const { asOf, expiry } = token
    const longest = longestLifetime(limits, kind)
    const days = lifetimeOf(dates)
    if (longest === null || typeof days !== 'number' || days <= longest) return null
    const isTold = expiry.kind !== 'at' || expiry.by === undefined
    return [{ fact: 'lifetime', days, asOf }, ...(isTold ? [] : [ends(token, expiry)]), limitOf(longest)]
  },
}

/** Its secret has been the same for longer than the policy allows. */
export const tooOld: TokenRule = {
  of: ['alive'],
  look: ({ token: { asOf }, dates: { created }, limits: { maxAgeDays }, around: { now } }) => {
    if (maxAgeDays === null || created.kind !== 'at' || now - created.at <= maxAgeDays * dayLength) return null
    return [
      { fact: 'created', at: created.at, days: Math.floor((now - created.at) / dayLength), asOf },
      limitOf(maxAgeDays),
    ]
  },
}
