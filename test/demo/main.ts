import { join } from 'node:path'
import { app } from 'electron'
import { systemClipboard } from '#main/adapters/electron/clipboard'
import { runDesktop } from '#main/adapters/electron/desktop'
import { createElectronHttp } from '#main/adapters/electron/http'
import { prepareNetworkStack } from '#main/adapters/electron/network-stack'
import { systemOpener } from '#main/adapters/electron/opener'
import { pageHost, pageScheme } from '#main/adapters/electron/protocol'
import { loopbackOnly } from '#main/adapters/loopback-only'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { systemRandom } from '#main/adapters/node/random'
import { start, type App } from '#main/app/start'
import { createEventSender } from '#main/ipc/events'
import { serve } from '#main/ipc/serve'
import { rootOptionsSchema, rootOptionsVariable } from './electron/options.ts'
import { recordingWire } from './electron/recording-wire.ts'
import { createTestSealer } from './electron/sealer.ts'
import { addAccounts } from './add-accounts.ts'

// The root of the demo and of the end-to-end tests: the same app as the product's, over a throwaway folder, under a name
// of its own, with a network that reaches loopback only. It is built apart and never packaged.
const options = rootOptionsSchema.parse(JSON.parse(process.env[rootOptionsVariable] ?? '{}'))

app.setName(options.name)
app.setPath('userData', options.userData)

prepareNetworkStack()
runDesktop({
  title: options.demo ? 'Keyrack Demo' : 'Keyrack',
  clock: systemClock,
  files: join(import.meta.dirname, '..'),
  devServer: null,
  join: ({ folder, log, preferences, wire: plainWire }) => {
    const wire = options.recordWire === null ? plainWire : recordingWire(plainWire, options.recordWire)
    const running: App = start({
      clock: systemClock,
      random: systemRandom,
      log,
      fs: createFileSystem(),
      sealer: createTestSealer(systemClock),
      http: loopbackOnly(createElectronHttp()),
      clipboard: systemClipboard,
      opener: systemOpener,
      preferences,
      events: createEventSender(wire, log),
      folder,
      purpose: options.purpose,
      ...(options.cheapPassphrase ? { scryptCost: { N: 2 ** 12, r: 8, p: 1 } } : {}),
      info: {
        demo: options.demo,
        version: process.env['npm_package_version'] ?? app.getVersion(),
        platform: process.platform,
      },
    })
    serve(running, wire, { page: { scheme: `${pageScheme}:`, host: pageHost }, clock: systemClock, log })
    return {
      async open() {
        await running.open()
        await addAccounts(running.handlers, options.accounts)
      },
      unstored: () => running.unstored(),
      close: () => running.close(),
    }
  },
})
