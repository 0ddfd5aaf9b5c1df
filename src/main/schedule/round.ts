import type { Instant } from '#shared/model/time'
import { afterTelling, nextLook, stepAt, stepToTell, type Told, type Watch } from './engine.ts'

/** Tokens that came to the same step. */
export interface Announcement {
  readonly step: number
  /** The one that ends first in front. */
  readonly ids: readonly string[]
}

export interface Round {
  /** One a step, the most urgent first. */
  readonly announcements: readonly Announcement[]
  /** What is told of these tokens once the announcements are made. */
  readonly told: ReadonlyMap<string, Told>
  /** When there may be something to tell next; null: never. */
  readonly next: Instant | null
}

/** Looks at all tokens: what is to be told now, of each at most one thing. */
export function lookAround(
  watches: ReadonlyMap<string, Watch>,
  toldOf: (id: string) => Told | undefined,
  now: Instant,
): Round {
  const due: { id: string; step: number; end: Instant }[] = []
  const told = new Map<string, Told>()
  let next: Instant | null = null
  for (const [id, watch] of watches) {
    const before = toldOf(id)
    const step = stepToTell(watch, before, now)
    const after = step === null ? before : afterTelling(watch, before, step, now)
    if (step !== null && after !== undefined) {
      due.push({ id, step, end: watch.end })
      told.set(id, after)
    }
    const look = nextLook(watch, after, now)
    if (look !== null && (next === null || look < next)) next = look
  }
  due.sort((one, other) => one.step - other.step || one.end - other.end)
  const idsAt = new Map<number, string[]>()
  for (const { id, step } of due) {
    const ids = idsAt.get(step)
    if (ids === undefined) idsAt.set(step, [id])
    else ids.push(id)
  }
  return { announcements: [...idsAt].map(([step, ids]) => ({ step, ids })), told, next }
}

/** Which tokens are at a step, or have ended, the most urgent first: what a command answers with its exit code. */
export function atStep(
  watches: ReadonlyMap<string, Watch>,
  now: Instant,
): { readonly id: string; readonly step: number }[] {
  const there = [...watches].flatMap(([id, watch]) => {
    const step = stepAt(watch, now)
    return step === null ? [] : [{ id, step, end: watch.end }]
  })
  there.sort((one, other) => one.step - other.step || one.end - other.end)
  return there.map(({ id, step }) => ({ id, step }))
}
