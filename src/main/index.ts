import { join as joinPath } from 'node:path'
import { app } from 'electron'
import { runDesktop } from './adapters/electron/desktop.ts'
import { prepareNetworkStack } from './adapters/electron/network-stack.ts'
import { enterProfile, keepWindowTitle, windowTitle } from './adapters/electron/profile.ts'
import { isAtLeast, oldestElectron } from './adapters/electron/version.ts'
import { systemClock } from './adapters/node/clock.ts'

// The name and the folder of the default vault are frozen: on macOS and Linux the OS names its key after the app, and on
// Windows the key lies in this folder. A vault sealed under another name could not be opened any more.
const name = import.meta.env.DEV ? 'Keyrack Dev' : 'Keyrack'
const title = 'Keyrack'
const devServer = import.meta.env.DEV ? (process.env['ELECTRON_RENDERER_URL'] ?? null) : null

app.setName(name)

if (isAtLeast(process.versions.electron, oldestElectron)) {
  const profile = enterProfile(joinPath(app.getPath('appData'), name))
  if (profile !== null) {
    prepareNetworkStack()
    keepWindowTitle(title, profile)
    runDesktop({
      title: windowTitle(title, profile),
      clock: systemClock,
      files: joinPath(import.meta.dirname, '..'),
      devServer,
      load: async () => {
        const { createPreferences, join } = await import('./join.ts')
        return { remember: createPreferences, join: (desktop) => join(desktop, devServer, profile) }
      },
    })
  }
} else {
  process.stderr.write(
    `Keyrack needs Electron ${oldestElectron} or newer and this is ${process.versions.electron}: its keystore calls are not safe to use. Install the Electron this project names.\n`,
  )
  app.exit(78)
}
