import type { Draft } from '#shared/model/operation'

const dayLength = 86_400_000

/**
 * The last day of a token, as GitLab wants it. It ends a token as that day begins in UTC, so the day of the instant is
 * never later than what was asked for; today would be a token that is dead from the start, so tomorrow is the first.
 * Nothing for never: the instance decides then, and tells in its answer.
 */
export function expiresAt(expiry: Draft['expiry'], now: number): { readonly expires_at?: string } {
  if (expiry.kind === 'never') return {}
  const tomorrow = Math.floor(now / dayLength) + 1
  const day = Math.max(Math.floor(expiry.at / dayLength), tomorrow)
  return { expires_at: new Date(day * dayLength).toISOString().slice(0, 10) }
}
