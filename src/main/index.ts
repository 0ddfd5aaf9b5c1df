import { join } from 'node:path'
import { app, safeStorage } from 'electron'
import { createElectronHttp } from './adapters/electron/http.ts'
import { runDesktop } from './adapters/electron/desktop.ts'
import { systemClipboard } from './adapters/electron/clipboard.ts'
import { prepareNetworkStack } from './adapters/electron/network-stack.ts'
import { systemOpener } from './adapters/electron/opener.ts'
import { pageHost, pageScheme } from './adapters/electron/protocol.ts'
import { createSafeStorageSealer } from './adapters/electron/sealer.ts'
import { isAtLeast, oldestElectron } from './adapters/electron/version.ts'
import { systemClock } from './adapters/node/clock.ts'
import { createFileSystem } from './adapters/node/file-system.ts'
import { systemRandom } from './adapters/node/random.ts'
import { start } from './app/start.ts'
import { createEventSender } from './ipc/events.ts'
import { serve } from './ipc/serve.ts'

// The name and the folder are frozen: on macOS and Linux the OS names its key after the app, and on Windows the key lies
// in this folder. A vault sealed under another name could not be opened any more.
const name = import.meta.env.DEV ? 'Keyrack Dev' : 'Keyrack'
const devServer = import.meta.env.DEV ? (process.env['ELECTRON_RENDERER_URL'] ?? null) : null

app.setName(name)
app.setPath('userData', join(app.getPath('appData'), name))

if (isAtLeast(process.versions.electron, oldestElectron)) {
  prepareNetworkStack()
  runDesktop({
    title: 'Keyrack',
    clock: systemClock,
    files: join(import.meta.dirname, '..'),
    devServer,
    join: ({ folder, log, preferences, wire }) => {
      const running = start({
        clock: systemClock,
        random: systemRandom,
        log,
        fs: createFileSystem(),
        sealer: createSafeStorageSealer(safeStorage, { platform: process.platform, clock: systemClock }),
        http: createElectronHttp(),
        clipboard: systemClipboard,
        opener: systemOpener,
        preferences,
        events: createEventSender(wire, log),
        folder,
        purpose: 'real',
        info: { demo: false, version: app.getVersion(), platform: process.platform },
      })
      const page = devServer === null ? { scheme: `${pageScheme}:`, host: pageHost } : addressOf(devServer)
      serve(running, wire, { page, clock: systemClock, log })
      return running
    },
  })
} else {
  process.stderr.write(
    `Keyrack needs Electron ${oldestElectron} or newer and this is ${process.versions.electron}: its keystore calls are not safe to use. Install the Electron this project names.\n`,
  )
  app.exit(78)
}

function addressOf(url: string): { scheme: string; host: string } {
  const { protocol, host } = new URL(url)
  return { scheme: protocol, host }
}
