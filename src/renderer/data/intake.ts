import type { RowsPatch } from '#shared/contract'

/** About as many rows as are parsed and put in order within half a frame; a chunk of main's is not longer. */
const rowsPerFrame = 250

export interface Intake {
  /** Takes a chunk in, as JSON: at once, or after the ones that wait already. */
  readonly add: (json: string) => void
  readonly stop: () => void
}

/**
 * Lets chunks of rows in one at a time, in order, with a frame between them. Main sends all chunks of a large account in
 * one go; taken in as they come, they would keep the window from drawing and from answering until the last one.
 */
export function createIntake(take: (patch: RowsPatch) => void, later: (action: () => void) => void): Intake {
  let waiting: string[] = []
  let taken = 0
  let isPaused = false

  function next(): void {
    while (!isPaused) {
      const json = waiting.shift()
      if (json === undefined) return
      const patch = JSON.parse(json) as RowsPatch
      take(patch)
      taken += patch.upsert.length
      if (taken < rowsPerFrame) continue
      isPaused = true
      later(() => {
        isPaused = false
        taken = 0
        next()
      })
    }
  }

  return {
    add: (json) => {
      waiting.push(json)
      next()
    },
    stop: () => {
      waiting = []
    },
  }
}

/** Runs an action once the next frame is drawn. A window that is hidden draws none and waits for nothing. */
export function nextFrame(action: () => void): void {
  if (document.hidden) setTimeout(action)
  else requestAnimationFrame(() => setTimeout(action))
}
