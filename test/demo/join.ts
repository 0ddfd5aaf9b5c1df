import { join as joinPath } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { systemClipboard } from '#main/adapters/electron/clipboard'
import type { Desktop, Running } from '#main/adapters/electron/desktop'
import { systemFilePicker } from '#main/adapters/electron/file-picker'
import { createElectronHttp } from '#main/adapters/electron/http'
import { createNotifier } from '#main/adapters/electron/notifier'
import { systemOpener } from '#main/adapters/electron/opener'
import { pageHost, pageScheme } from '#main/adapters/electron/protocol'
import { createPresence } from '#main/adapters/electron/presence'
import { createScreenGuard } from '#main/adapters/electron/screen-guard'
import { createSystemEvents } from '#main/adapters/electron/system-events'
import { loopbackOnly } from '#main/adapters/loopback-only'
import { createAutostart } from '#main/adapters/node/autostart'
import { watchFolder } from '#main/adapters/node/folder-watch'
import { ownProcess } from '#main/adapters/node/own-process'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { keptArguments } from '#main/adapters/node/profile-argument'
import { createImportReader } from '#main/adapters/node/import-reader'
import { createPlaceFiles } from '#main/adapters/node/place-files'
import type { Profile } from '#main/adapters/node/profile-folder'
import { createProfileLauncher } from '#main/adapters/node/profile-launcher'
import { systemRandom } from '#main/adapters/node/random'
import { createScanner } from '#main/adapters/node/scanner'
import { start } from '#main/app/start'
import { createEventSender } from '#main/ipc/events'
import { serve } from '#main/ipc/serve'
import { addAccounts } from './add-accounts.ts'
import { withServices } from './with-services.ts'
import type { RootOptions } from './electron/options.ts'
import { createLedClock, ledClockName } from './electron/led-clock.ts'
import { recordingWire } from './electron/recording-wire.ts'
import { createTestSealer } from './electron/sealer.ts'

export { createPreferences } from '#main/adapters/electron/preferences'
export { rootOptionsSchema } from './electron/options.ts'

/** Joins the same app as the product's with a throwaway folder and a network that reaches loopback only. */
export function join(desktop: Desktop, options: RootOptions, place: Profile): Running {
  const { title, folder, log, preferences, wire: plainWire, windowProcess, showWindow, lastInputAt } = desktop
  const wire = options.recordWire === null ? plainWire : recordingWire(plainWire, options.recordWire)
  const clock = options.ledClock ? createLedClock(systemClock) : systemClock
  if (options.ledClock) Object.assign(globalThis, { [ledClockName]: clock })
  const running = start({
    clock,
    random: systemRandom,
    log,
    fs: createFileSystem(),
    sealer: createTestSealer(systemClock),
    http: loopbackOnly(createElectronHttp()),
    clipboard: systemClipboard,
    screen: createScreenGuard(process.platform, () => BrowserWindow.getAllWindows()),
    opener: systemOpener,
    picker: systemFilePicker,
    // Nobody's own configuration is read, and none is there.
    ownProcess,
    watchFolder,
    toolPlaces: { platform: process.platform, home: folder, environment: {}, folderOf: async () => undefined },
    placeFiles: createPlaceFiles(createFileSystem()),
    // Bundled beside this file.
    scanner: createScanner(new URL('./scan-thread.js', import.meta.url)),
    importReader: createImportReader(new URL('./import-thread.js', import.meta.url)),
    preferences,
    systemEvents: createSystemEvents({ clock, log, lastInputAt }),
    notifier: createNotifier(log, showWindow),
    presence: createPresence({ log, platform: process.platform, title, showWindow }),
    // The person's own session never starts a demo.
    signInStart: createAutostart({
      folder: joinPath(folder, 'autostart'),
      id: 'keyrack-test',
      name: title,
      command: [process.execPath, joinPath(import.meta.dirname, 'index.js'), ...noSandbox(process.argv)],
    }),
    windowProcess,
    events: createEventSender(wire, log),
    folder,
    place,
    launcher: createProfileLauncher({
      executable: process.execPath,
      args: [joinPath(import.meta.dirname, 'index.js'), ...keptArguments(process.argv), ...noSandbox(process.argv)],
      clock: systemClock,
    }),
    asOffered: (providers) => withServices(providers, options.services),
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
    async open(drawn) {
      await running.open(drawn)
      await addAccounts(running.handlers, options.accounts)
    },
    unstored: () => running.unstored(),
    clearClipboard: () => running.clearClipboard(),
    focused: () => running.focused(),
    windowClosed: () => running.windowClosed(),
    close: () => running.close(),
  }
}

/** The product never starts anything without its sandbox; a test that runs as root has none. */
function noSandbox(argv: readonly string[]): string[] {
  return argv.includes('--no-sandbox') ? ['--no-sandbox'] : []
}
