import { giveWay } from '../inventory/index.ts'
import type { Steps } from '../ports/steps.ts'

export type { Steps } from '../ports/steps.ts'

/** How many records are worked on at a stretch: a few milliseconds. */
const slice = 100

/** Does the work in slices, between which everything runs that waits on the event loop. Throws what the work throws. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (let done = 1; ; done += 1) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (step.value !== 'long' && done < slice) continue
    await giveWay()
    done = 0
  }
}

/** Does the work in one go. Throws what the work throws. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
