import { join } from 'node:path'
import { projectRoot } from '../aliases.ts'
import { run, tool } from '../process.ts'
import type { Kind } from './outcome.ts'
import { withReport } from './report-file.ts'

const limit = 15 * 60_000

/** The tests of one folder of test/, run by Vitest. */
export function vitestKind(name: string): Kind {
  return {
    name,
    run: () =>
      withReport((env) =>
        run(
          tool('vitest'),
          [
            'run',
            '--config',
            'test/vitest.config.ts',
            '--project',
            name,
            '--reporter=default',
            `--reporter=${join(projectRoot, 'build', 'testing', 'vitest-reporter.ts')}`,
          ],
          { env, timeLimit: limit },
        ),
      ),
  }
}
