import { join } from 'node:path'
import { projectRoot } from '../aliases.ts'
import { buildStale } from '../bundles.ts'
import { prepareElectron } from '../electron-for-tests.ts'
import { run, tool } from '../process.ts'
import { capture } from './capture.ts'
import { broken } from './outcome.ts'
import type { Kind, Outcome } from './outcome.ts'
import { withReport } from './report-file.ts'

const limit = 30 * 60_000
const config = ['--config', 'test/e2e/playwright.config.ts']

/** The tests in a real Electron window, by Playwright. Without an Electron or a display all of them are skipped. */
export const e2eKind: Kind = {
  name: 'e2e',
  needsElectron: true,
  run: async () => {
    if (!(await buildStale('product', 'demo'))) return broken('the app could not be built')
    const ready = await prepareElectron()
    if ('missing' in ready) return skipAll(ready.missing)
    console.log(`Electron ${ready.electron.version} (${ready.electron.kind})`)
    try {
      const reporters = `list,${join(projectRoot, 'build', 'testing', 'playwright-reporter.ts')}`
      return await withReport((env) =>
        run(tool('playwright'), ['test', ...config, `--reporter=${reporters}`], {
          // Playwright sets FORCE_COLOR for its workers, and Node complains about the two together.
          env: { ...env, ...ready.env, NO_COLOR: undefined },
          timeLimit: limit,
        }),
      )
    } finally {
      await ready.close()
    }
  },
}

async function skipAll(reason: string): Promise<Outcome> {
  const { output } = await capture(tool('playwright'), ['test', ...config, '--list'])
  const total = Number(/^Total: (\d+) tests?/m.exec(output)?.[1] ?? 1)
  return { passed: 0, failed: 0, skipped: total, notes: [`skipped: ${reason}`] }
}
