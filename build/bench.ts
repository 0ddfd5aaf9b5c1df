// `npm run bench`: builds, finds an Electron and a display, and runs the measurements in test/bench.
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'
import { buildStale } from './bundles.ts'
import { prepareElectron } from './electron-for-tests.ts'
import { run } from './process.ts'

async function bench(): Promise<number> {
  if (!(await buildStale('product', 'demo', 'bench'))) return 1
  const ready = await prepareElectron()
  if ('missing' in ready) {
    console.error(ready.missing)
    return 1
  }
  try {
    const script = join(projectRoot, 'test', 'bench', 'index.ts')
    return await run(process.execPath, [script, ...process.argv.slice(2)], { env: { ...process.env, ...ready.env } })
  } finally {
    await ready.close()
  }
}

process.exitCode = await bench()
