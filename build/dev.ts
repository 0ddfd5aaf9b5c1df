// `npm run dev`: the desktop root with hot reload of the window and a restart when main changes. A build for development has a
// name and with it a profile of its own, so work in progress never meets real tokens.
import { NoDisplay, openDisplay } from './display.ts'
import { NoElectron } from './electron/found.ts'
import { findElectron } from './find-electron.ts'
import { run, tool } from './process.ts'

async function dev(): Promise<number> {
  const electron = await findElectron('real')
  const display = await openDisplay()
  const forElectron = [...display.switches, ...process.argv.slice(2)]
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
