import { join } from 'node:path'
import { startBare } from './support/bare.ts'
import type { Electron } from './support/electron.ts'
import { untilInteractive } from './support/interactive.ts'
import { tokenCount, type Measurement } from './support/measurement.ts'
import { interleaved } from './support/pairs.ts'
import { median, ratios } from './support/statistics.ts'

/** From spawning the app to a grid that can be worked with, against the same of the smallest window there is. */
export const start: Measurement = {
  name: 'start',
  async run(bench) {
    const profile = await bench.profile(tokenCount)
    const bareFolder = join(bench.folder, 'bare')
    const startApp = () => timeStart(() => profile.start())
    const startBareWindow = () => timeStart(() => startBare(bareFolder))
    // The first starts find nothing in the caches of the system and of Chromium.
    await interleaved(1, startApp, startBareWindow)
    bench.say(`start: ${bench.pairs} starts of the app and of a bare window`)
    const { one, other } = await interleaved(bench.pairs, startApp, startBareWindow)
    const app = one.map(({ answers }) => answers)
    const bare = other.map(({ answers }) => answers)
    const rows = one.map((times) => times.rows)
    return {
      figures: [
        {
          name: 'start to an interactive grid',
          value: median(ratios(app, bare)),
          unit: 'x',
          target: 1.5,
          note: `app ${median(app).toFixed(0)} ms (first rows ${median(rows).toFixed(0)} ms), bare window ${median(bare).toFixed(0)} ms`,
        },
      ],
      samples: {
        'start, ms, app answers': app,
        'start, ms, app rows': rows,
        'start, ms, bare answers': bare,
        'start, ms, bare rows': other.map((times) => times.rows),
      },
    }
  },
}

async function timeStart(run: () => Promise<Electron>) {
  const running = await run()
  try {
    return await untilInteractive(running)
  } finally {
    await running.close()
  }
}
