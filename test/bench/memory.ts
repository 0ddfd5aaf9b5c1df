import { join } from 'node:path'
import { startBare } from './support/bare.ts'
import type { Electron } from './support/electron.ts'
import { untilInteractive } from './support/interactive.ts'
import { tokenCount, type Measurement } from './support/measurement.ts'
import { interleaved } from './support/pairs.ts'
import { memoryOf, type ResidentMemory } from './support/process-memory.ts'
import { median, ratios } from './support/statistics.ts'

/** How long a window is left alone after it could be worked with, before its memory is read. */
const settleMs = 8_000

/** Resident memory of all processes of the app, against those of the smallest window there is. */
export const memory: Measurement = {
  name: 'memory',
  async run(bench) {
    if (process.platform !== 'linux') {
      bench.say('memory: it is read from /proc, which only Linux has, so it is not measured here')
      return { figures: [], samples: {} }
    }
    const profile = await bench.profile(tokenCount)
    const bareFolder = join(bench.folder, 'bare')
    bench.say(`memory: ${bench.pairs} times the app and a bare window, each ${settleMs / 1000} s after it answered`)
    const { one, other } = await interleaved(
      bench.pairs,
      () => settled(() => profile.start()),
      () => settled(() => startBare(bareFolder)),
    )
    const of = (side: readonly ResidentMemory[], what: 'rss' | 'pss') => side.map((memory) => memory[what] / 1e6)
    const figure = (what: 'rss' | 'pss') => ({
      value: median(ratios(of(one, what), of(other, what))),
      unit: 'x' as const,
      note: `app ${median(of(one, what)).toFixed(0)} MB, bare window ${median(of(other, what)).toFixed(0)} MB`,
    })
    return {
      figures: [
        { name: 'resident memory (RSS, all processes)', target: 1.4, ...figure('rss') },
        { name: 'the same, shared pages counted once (PSS)', target: 1.4, ...figure('pss') },
      ],
      samples: {
        'memory, RSS, MB, app': of(one, 'rss'),
        'memory, RSS, MB, bare': of(other, 'rss'),
        'memory, PSS, MB, app': of(one, 'pss'),
        'memory, PSS, MB, bare': of(other, 'pss'),
        'memory, processes, app': one.map(({ processes }) => processes),
        'memory, processes, bare': other.map(({ processes }) => processes),
      },
    }
  },
}

async function settled(run: () => Promise<Electron>): Promise<ResidentMemory> {
  const running = await run()
  try {
    await untilInteractive(running)
    running.detach()
    await new Promise((resolve) => setTimeout(resolve, settleMs))
    return await memoryOf(running.pid)
  } finally {
    await running.close()
  }
}
