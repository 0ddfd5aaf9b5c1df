import { evaluate, type Target } from './support/cdp.ts'
import type { Electron } from './support/electron.ts'
import { press, pressAndWait, scriptSeconds, typingOf, watchPaints } from './support/key-press.ts'
import { tokenCount, type Measurement } from './support/measurement.ts'
import { untilListed } from './support/profile.ts'
import { median, percentile } from './support/statistics.ts'

/** A name in full, a word and a number in two orders, an owner, a kind, and what is not there; each is deleted again. */
const queries = ['pipeline 420', '77 pipe', 'many example', 'personal', 'no such token']

/** Longer than any work that a key press leaves behind. */
const settleMs = 60

/** What a key press in the search box costs over all tokens, and how much later it is painted than over none. */
export const search: Measurement = {
  name: 'search',
  async run(bench) {
    const profile = await bench.profile(tokenCount)
    const emptyProfile = await bench.profile(0)
    const full = await opened(await profile.start(), tokenCount)
    try {
      const empty = await opened(await emptyProfile.start(), 0)
      try {
        const keys = typingOf(queries)
        bench.say(`search: ${keys.length} key presses in the full and in an empty app, and again for their paint`)
        await typed(full.page, empty.page, keys, scriptOf)
        const script = await typed(full.page, empty.page, keys, scriptOf)
        await watchPaints(full.page)
        await watchPaints(empty.page)
        const paint = await typed(full.page, empty.page, keys, pressAndWait)
        const frame = await frameOf(empty.page)
        return {
          figures: [
            {
              name: 'script of a key press in the search, p95',
              value: percentile(script.full, 95),
              unit: 'ms',
              target: 8,
              note: `${keys.length} presses, median ${median(script.full).toFixed(2)} ms; empty grid p95 ${percentile(script.empty, 95).toFixed(2)} ms`,
            },
            {
              name: 'painted later than in an empty grid',
              value: median(paint.full) - median(paint.empty),
              unit: 'ms',
              target: frame,
              note: `key to paint ${median(paint.full).toFixed(1)} ms, in an empty grid ${median(paint.empty).toFixed(1)} ms; the target is one frame`,
            },
          ],
          samples: {
            'search, script, ms, full': script.full,
            'search, script, ms, empty': script.empty,
            'search, paint, ms, full': paint.full,
            'search, paint, ms, empty': paint.empty,
          },
        }
      } finally {
        await empty.close()
      }
    } finally {
      await full.close()
    }
  },
}

/** A running app that has all its rows, with the keyboard in its search box. */
async function opened(running: Electron, tokens: number): Promise<Electron> {
  const { page } = running
  await page.send('Performance.enable')
  // Two windows cannot both have the focus of the screen.
  await page.send('Emulation.setFocusEmulationEnabled', { enabled: true })
  await untilListed(page, tokens)
  await evaluate(page, `document.querySelector('[role=searchbox], input[type=search]').focus()`)
  return running
}

/** Takes each key in both apps, one right after the other, and changes which is first. */
async function typed(
  full: Target,
  empty: Target,
  keys: readonly string[],
  take: (page: Target, key: string) => Promise<number>,
): Promise<{ full: number[]; empty: number[] }> {
  const taken = { full: [] as number[], empty: [] as number[] }
  for (const [number, key] of keys.entries()) {
    if (number % 2 === 0) taken.full.push(await take(full, key))
    taken.empty.push(await take(empty, key))
    if (number % 2 === 1) taken.full.push(await take(full, key))
  }
  return taken
}

/** Milliseconds of script for one key, with everything that it leaves to be done later. */
async function scriptOf(page: Target, key: string): Promise<number> {
  const before = await scriptSeconds(page)
  await press(page, key)
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  return ((await scriptSeconds(page)) - before) * 1000
}

/** How long a frame is on this screen, in milliseconds. */
async function frameOf(page: Target): Promise<number> {
  const times = await evaluate<number[]>(
    page,
    `new Promise((resolve) => {
      const times = []
      const next = (time) => times.push(time) > 60 ? resolve(times) : requestAnimationFrame(next)
      requestAnimationFrame(next)
    })`,
  )
  return median(times.slice(1).map((time, index) => time - (times[index] ?? 0)))
}
