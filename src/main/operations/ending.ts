import type { AppError } from '#shared/model/error'
import type { EndingHow } from '#shared/model/ending'
import type { Instant } from '#shared/model/time'
import type { RecordOf } from '../ports/records.ts'

/** What the journal keeps of a secret that an operation has ended, until the person has seen that it is dead. */
export type EndingFacts = NonNullable<RecordOf<'operation'>['ending']>

/** So long a secret is tried that the provider still takes. Those that forget slowly say minutes. */
const triedMs = 3_600_000
const shortestPauseMs = 2_000
const longestPauseMs = 600_000
/** That a secret is dead is told so long. */
const toldMs = 3_600_000

/** A secret that has just been ended. `secretId`: the stored one that it is; null where the operation keeps its value. */
export function beginEnding(how: EndingHow, secretId: string | null, now: Instant): EndingFacts {
  return { how, secretId, endedAt: now, since: now, state: 'pending', triedAt: null, error: null }
}

/** The same, when it was seen to be refused at once. */
export function deadAtOnce(how: EndingHow, secretId: string | null, now: Instant): EndingFacts {
  return { ...beginEnding(how, secretId, now), state: 'dead', triedAt: now }
}

/** Tried for another hour, from now on. */
export function tryLonger(ending: EndingFacts, now: Instant): EndingFacts {
  return { ...ending, since: now, state: 'pending', error: null }
}

/**
 * How long to wait after a try, in milliseconds: half as long again as it has been tried by then, so that what takes
 * seconds is seen in seconds, and what takes an hour is asked about less than twenty times.
 */
export function pauseAfter({ since }: EndingFacts, now: Instant): number {
  return Math.min(longestPauseMs, Math.max(shortestPauseMs, (now - since) / 2))
}

/**
 * What is known after a try. `refused`: it is dead. `works`, or the failure when nobody could ask: after an hour that is
 * all that will be known, unless the person wants to go on.
 */
export function afterTry(ending: EndingFacts, result: 'refused' | 'works' | AppError, now: Instant): EndingFacts {
  if (result === 'refused') return { ...ending, state: 'dead', triedAt: now, error: null }
  const triedAt = result === 'works' ? now : ending.triedAt
  // A clock that was put back must not have it tried for ever.
  const isOver = Math.abs(now - ending.since) >= triedMs
  if (result !== 'works' && (isOver || result.kind === 'not-supported')) {
    return { ...ending, state: 'unknown', triedAt, error: result }
  }
  return { ...ending, state: isOver ? 'works' : 'pending', triedAt }
}

/** Is the person told of it? That one is dead is no news for long. */
export function isTold({ state, triedAt }: EndingFacts, now: Instant): boolean {
  return state !== 'dead' || (triedAt !== null && now - triedAt < toldMs)
}
