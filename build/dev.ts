// `npm run dev`: the desktop root with hot reload of the window and a restart when main changes. It has a profile of its own
// in node_modules/.cache, so work in progress never meets real tokens.
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'
import { NoDisplay, openDisplay } from './display.ts'
import { NoElectron } from './electron/found.ts'
import { findElectron } from './find-electron.ts'
import { run, tool } from './process.ts'

async function dev(): Promise<number> {
  const electron = await findElectron('real')
  const display = await openDisplay()
  const profile = join(projectRoot, 'node_modules', '.cache', 'dev-profile')
  const forElectron = [`--user-data-dir=${profile}`, ...display.switches, ...process.argv.slice(2)]
  try {
    return await run(tool('electron-vite'), ['dev', '--watch', '--', ...forElectron], {
      env: { ...process.env, ...display.env, ELECTRON_EXEC_PATH: electron.path },
    })
  } finally {
    await display.close()
  }
}

try {
  process.exitCode = await dev()
} catch (error) {
  if (!(error instanceof NoElectron || error instanceof NoDisplay)) throw error
  console.error(error.message)
  process.exitCode = 1
}
