import type { Instant } from '#shared/model/time'
import type { Quiet } from '#shared/model/warning'
import { dayLength, isSameEnd } from '#shared/rules/expiry'
import { isQuietAt } from '#shared/rules/warning'

/** The step of a token that has ended. Before, a step is a number of days: so many, or fewer, are left. */
export const ended = 0

/** A token that ends, and how it is to be warned of. */
export interface Watch {
  readonly end: Instant
  /** Days before the end. That it has ended is told in any case. */
  readonly steps: readonly number[]
  readonly quiet: Quiet | null
}

/** A step that was told, and what the clock said then. */
export interface Telling {
  readonly step: number
  readonly at: Instant
}

/** What was told of a token that ended, or ends, at `end`. */
export interface Told {
  readonly end: Instant
  readonly tellings: readonly Telling[]
}

/**
 * A telling by a clock that was further ahead than this told something that was not true yet: it is told again when it is.
 * What was told within it counts, so that small corrections of a clock tell nothing twice.
 */
const aheadMs = dayLength

/** The most urgent step that a token has come to by `now`; null before the first. */
export function stepAt({ end, steps }: Pick<Watch, 'end' | 'steps'>, now: Instant): number | null {
  if (end <= now) return ended
  let reached: number | null = null
  for (const step of steps) {
    if (end - step * dayLength <= now && (reached === null || step < reached)) reached = step
  }
  return reached
}

/**
 * The step that is to be told now; null: none. A step counts as told when it was, or a more urgent one; what a person has put
 * off is told once when that is over.
 */
export function stepToTell(watch: Watch, told: Told | undefined, now: Instant): number | null {
  const step = stepAt(watch, now)
  if (step === null || isQuietAt(watch.quiet, watch.end, now)) return null
  const tellings = tellingsOf(watch, told).filter(({ at }) => at <= now + aheadMs)
  const { quiet, end } = watch
  if (quiet?.kind === 'snoozed' && isSameEnd(quiet.end, end) && !tellings.some(({ at }) => at >= quiet.until))
    return step
  return tellings.some((one) => one.step <= step) ? null : step
}

/** What is known to be told once `step` is. */
export function afterTelling(watch: Watch, told: Told | undefined, step: number, now: Instant): Told {
  const others = tellingsOf(watch, told).filter((one) => one.step !== step)
  return { end: watch.end, tellings: [...others, { step, at: now }] }
}

/** When there may be something to tell of the token next; null: never, as far as is known. */
export function nextLook(watch: Watch, told: Told | undefined, now: Instant): Instant | null {
  if (stepToTell(watch, told, now) !== null) return now
  const { end, steps, quiet } = watch
  if (quiet?.kind === 'known' && isSameEnd(quiet.end, end)) return null
  const moments = [
    end,
    ...steps.map((step) => end - step * dayLength),
    ...(quiet?.kind === 'snoozed' ? [quiet.until] : []),
  ]
  const next = Math.min(...moments.filter((at) => at > now))
  return next === Infinity ? null : next
}

function tellingsOf({ end }: Watch, told: Told | undefined): readonly Telling[] {
  return told !== undefined && isSameEnd(told.end, end) ? told.tellings : []
}
