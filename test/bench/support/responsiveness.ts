import { evaluate, type Target } from './cdp.ts'

/** The longest time for which somebody had to wait, in milliseconds. */
export interface Longest {
  /** Between two turns of main's event loop. */
  readonly delay: number
  /** Between two frames of the window. */
  readonly gap: number
  /** One piece of work of the window; 0 when none took more than 50 ms (Long Tasks, w3c.github.io/longtasks). */
  readonly task: number
}

const watchMain = `(() => {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
  globalThis.benchDelay = monitorEventLoopDelay({ resolution: 1 })
})()`

const watchPage = `(() => {
  const seen = { gap: 0, task: 0 }
  let last = null
  const next = (time) => {
    if (last !== null) seen.gap = Math.max(seen.gap, time - last)
    last = time
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration)
  })
  tasks.observe({ entryTypes: ['longtask'] })
  globalThis.benchSeen = (reset) => {
    const result = { ...seen }
    if (reset) seen.gap = seen.task = 0
    return result
  }
})()`

/** Watches both processes from now on. */
export async function watchBoth(page: Target, main: Target): Promise<void> {
  await evaluate(main, watchMain)
  await evaluate(page, watchPage)
}

/** The longest waits while `action` runs, and for a moment after it, when what it left behind is drawn. */
export async function longestDuring(page: Target, main: Target, action: () => Promise<void>): Promise<Longest> {
  await evaluate(page, 'benchSeen(true)')
  await evaluate(main, 'benchDelay.reset(), benchDelay.enable()')
  await action()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const delay = (await evaluate<number>(main, 'benchDelay.disable(), benchDelay.max')) / 1e6
  return { delay, ...(await evaluate<{ gap: number; task: number }>(page, 'benchSeen(false)')) }
}
