// `npm run demo`: builds what changed and opens the demo: simulators on loopback, the demo root, a throwaway profile.
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'
import { buildStale } from './bundles.ts'
import { run } from './process.ts'

async function demo(): Promise<number> {
  if (!(await buildStale('product', 'demo'))) return 1
  return run(process.execPath, [join(projectRoot, 'test', 'demo', 'run.ts'), ...process.argv.slice(2)])
}

process.exitCode = await demo()
