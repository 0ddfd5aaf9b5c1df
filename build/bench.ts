// `npm run bench`: builds, finds an Electron and a display, and runs the measurements in test/bench. Those of the command line
// need neither.
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'
import { buildStale } from './bundles.ts'
import { prepareElectron } from './electron-for-tests.ts'
import { run } from './process.ts'

const script = join(projectRoot, 'test', 'bench', 'index.ts')
const args = process.argv.slice(2)

async function bench(): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'))
  const cliOnly = names.length > 0 && names.every((name) => name === 'cli')
  if (!(await buildStale('cli'))) return 1
  if (cliOnly) return run(process.execPath, [script, ...args])
  if (!(await buildStale('product', 'demo', 'bench'))) return 1
  const ready = await prepareElectron()
  if ('missing' in ready) {
    console.error(ready.missing)
    return 1
  }
  try {
    return await run(process.execPath, [script, ...args], { env: { ...process.env, ...ready.env } })
  } finally {
    await ready.close()
  }
}

process.exitCode = await bench()
