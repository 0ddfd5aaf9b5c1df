// `npm run dist`: an unpacked package in dist/, with every fuse set. For real use, so never around the test runtime.
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'
import { buildStale } from './bundles.ts'
import { NoElectron } from './electron/found.ts'
import { findElectron } from './find-electron.ts'
import { run } from './process.ts'

async function dist(): Promise<number> {
  const electron = await findElectron('real')
  if (!(await buildStale('product', 'cli'))) return 1
  const output = join(projectRoot, 'dist')
  const code = await run(process.execPath, [join(projectRoot, 'build', 'pack.ts'), electron.folder, output])
  if (code === 0) console.log(`The package is in ${output}.`)
  return code
}

try {
  process.exitCode = await dist()
} catch (error) {
  if (!(error instanceof NoElectron)) throw error
  console.error(error.message)
  process.exitCode = 1
}
