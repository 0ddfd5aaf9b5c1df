import type { Expiry } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { day, type Times } from './stage.ts'

/** Ends at midnight, as some providers know days only, and has no parts of a second, as others know no smaller ones. */
export const usualTimes: Times = {
  created: Date.UTC(2026, 10, 12, 8, 30, 15),
  lastUsed: Date.UTC(2026, 10, 20, 23, 59, 58),
  ends: Date.UTC(2026, 11, 24),
}

/** Nobody has used it, and it has no end. */
export const neverTimes: Times = { created: usualTimes.created - day, lastUsed: null, ends: null }

/** The times of a token as the model says them. */
export function inModel({ created, lastUsed, ends }: Times): Pick<Token, 'created' | 'lastUsed' | 'expiry'> {
  return { created: { kind: 'at', at: created }, lastUsed: orNever(lastUsed), expiry: orNever(ends) }
}

function orNever(at: number | null): Expiry {
  return at === null ? { kind: 'never' } : { kind: 'at', at }
}
