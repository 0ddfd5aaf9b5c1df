import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { dayLength, type WarningStep } from '#shared/rules/expiry'
import type { ExpiryNotice } from '../../ports/notifier.ts'

/** A token comes to a warning step, or to its end. All that is known of it while the vault is locked. */
export interface UpcomingStep {
  readonly at: Instant
  readonly step: ExpiryNotice['step']
  /** Tells one token from another, and nothing else. */
  readonly id: string
  /** Only where the person wants notices with names. */
  readonly name?: string
}

interface Terms {
  readonly now: Instant
  readonly steps: readonly WarningStep[]
  readonly names: boolean
  /** Gives the opaque id for a token's id. */
  readonly opaque: (tokenId: string) => string
}

/** The steps that active tokens come to after `now`, soonest first. */
export function upcomingSteps(tokens: Iterable<Token>, { now, steps, names, opaque }: Terms): UpcomingStep[] {
  const upcoming: UpcomingStep[] = []
  for (const { id, name, state, expiry } of tokens) {
    if (state !== 'active' || expiry.kind !== 'at' || expiry.at <= now) continue
    const known = { id: opaque(id), ...(names ? { name } : {}) }
    for (const step of steps) {
      const at = expiry.at - step * dayLength
      if (at > now) upcoming.push({ at, step, ...known })
    }
    upcoming.push({ at: expiry.at, step: 'expired', ...known })
  }
  return upcoming.sort((one, other) => one.at - other.at)
}

/** One notice a step, the most urgent first; a token that came to more than one meanwhile is told of once. */
export function noticesOf(due: readonly UpcomingStep[]): ExpiryNotice[] {
  // They are sorted by time: the last of a token's steps is the one it is at.
  const latest = [...new Map(due.map((one) => [one.id, one])).values()]
  const urgency = ['expired', 1, 7, 14, 30] as const
  return urgency.flatMap((step) => {
    const those = latest.filter((one) => one.step === step)
    return those.length === 0 ? [] : { step, count: those.length, names: those.flatMap(({ name }) => name ?? []) }
  })
}
