import type { Figure } from './support/figure.ts'
import { tokenCount, type Measurement } from './support/measurement.ts'
import { interleaved } from './support/pairs.ts'
import { callApp, untilListed } from './support/profile.ts'
import { longestDuring, watchBoth, type Longest } from './support/responsiveness.ts'
import { largest, median } from './support/statistics.ts'

const target = 50

/** How long main and the window keep anybody waiting while all tokens are refreshed, against the same app left alone. */
export const refresh: Measurement = {
  name: 'refresh',
  async run(bench) {
    const profile = await bench.profile(tokenCount)
    const running = await profile.start({ inspectMain: true })
    try {
      const { page, main } = running
      if (main === null) throw new Error('main is not watched')
      await untilListed(page, tokenCount)
      await watchBoth(page, main)
      const took: number[] = []
      const refreshAll = async () => {
        const begun = performance.now()
        await callApp(page, 'inventory.refresh', { accountId: null, jobId: crypto.randomUUID() })
        took.push(performance.now() - begun)
      }
      await refreshAll()
      bench.say(`refresh: ${bench.pairs} refreshes, each with as long a pause`)
      const { one, other } = await interleaved(
        bench.pairs,
        () => longestDuring(page, main, refreshAll),
        () => longestDuring(page, main, () => new Promise((resolve) => setTimeout(resolve, median(took)))),
      )
      return {
        figures: [
          ...figuresOf('event-loop delay in main', 'delay', one, other),
          ...figuresOf('frame gap in the window', 'gap', one, other),
          {
            name: 'a refresh of all tokens',
            value: median(took.slice(1)),
            unit: 'ms',
            target: null,
            note: `longest task in the window ${largest(one.map(({ task }) => task)).toFixed(0)} ms`,
          },
        ],
        samples: {
          'refresh, ms': took.slice(1),
          ...samplesOf('refreshing', one),
          ...samplesOf('idle', other),
        },
      }
    } finally {
      await running.close()
    }
  },
}

function figuresOf(
  name: string,
  what: keyof Longest,
  refreshing: readonly Longest[],
  idle: readonly Longest[],
): readonly Figure[] {
  const busy = refreshing.map((longest) => longest[what])
  const calm = idle.map((longest) => longest[what])
  const figure = { unit: 'ms', target } as const
  return [
    {
      ...figure,
      name: `longest ${name}, median refresh`,
      value: median(busy),
      note: `idle for as long: ${median(calm).toFixed(1)} ms`,
    },
    {
      ...figure,
      name: `longest ${name}, worst refresh`,
      value: largest(busy),
      note: `idle for as long, at worst: ${largest(calm).toFixed(1)} ms`,
    },
  ]
}

function samplesOf(name: string, seen: readonly Longest[]): Record<string, readonly number[]> {
  return {
    [`refresh, longest delay in main, ms, ${name}`]: seen.map(({ delay }) => delay),
    [`refresh, longest frame gap, ms, ${name}`]: seen.map(({ gap }) => gap),
    [`refresh, longest task in the window, ms, ${name}`]: seen.map(({ task }) => task),
  }
}
