import { app, BrowserWindow, safeStorage } from 'electron'
import { systemClipboard } from './adapters/electron/clipboard.ts'
import type { Desktop } from './adapters/electron/desktop.ts'
import { systemFilePicker } from './adapters/electron/file-picker.ts'
import { createElectronHttp } from './adapters/electron/http.ts'
import { createNotifier } from './adapters/electron/notifier.ts'
import { systemOpener } from './adapters/electron/opener.ts'
import { pageHost, pageScheme } from './adapters/electron/protocol.ts'
import { createPresence } from './adapters/electron/presence.ts'
import { createScreenGuard } from './adapters/electron/screen-guard.ts'
import { createSafeStorageSealer } from './adapters/electron/sealer.ts'
import { createSignInStart } from './adapters/electron/sign-in-start.ts'
import { createSystemEvents } from './adapters/electron/system-events.ts'
import { systemClock } from './adapters/node/clock.ts'
import { createFileSystem } from './adapters/node/file-system.ts'
import { watchFolder } from './adapters/node/folder-watch.ts'
import { ownProcess } from './adapters/node/own-process.ts'
import { keptArguments } from './adapters/node/profile-argument.ts'
import { createImportReader } from './adapters/node/import-reader.ts'
import { createPlaceFiles } from './adapters/node/place-files.ts'
import type { Profile } from './adapters/node/profile-folder.ts'
import { createProfileLauncher } from './adapters/node/profile-launcher.ts'
import { systemRandom } from './adapters/node/random.ts'
import { createScanner } from './adapters/node/scanner.ts'
import { createToolPlaces } from './adapters/node/tool-places.ts'
import { start, type App } from './app/start.ts'
import { createEventSender } from './ipc/events.ts'
import { serve } from './ipc/serve.ts'

export { createPreferences } from './adapters/electron/preferences.ts'

/** Joins the product's app with this computer, and serves it to the window. `devServer` is the hot-reload server. */
export function join(desktop: Desktop, devServer: string | null, place: Profile): App {
  const { title, folder, log, preferences, wire, windowProcess, showWindow, lastInputAt } = desktop
  const running = start({
    clock: systemClock,
    random: systemRandom,
    log,
    fs: createFileSystem(),
    sealer: createSafeStorageSealer(safeStorage, { platform: process.platform, clock: systemClock }),
    http: createElectronHttp(),
    clipboard: systemClipboard,
    screen: createScreenGuard(process.platform, () => BrowserWindow.getAllWindows()),
    opener: systemOpener,
    picker: systemFilePicker,
    toolPlaces: createToolPlaces(),
    placeFiles: createPlaceFiles(createFileSystem()),
    // Bundled beside this file.
    scanner: createScanner(new URL('./scan-thread.js', import.meta.url)),
    importReader: createImportReader(new URL('./import-thread.js', import.meta.url)),
    preferences,
    systemEvents: createSystemEvents({ clock: systemClock, log, lastInputAt }),
    notifier: createNotifier(log, showWindow),
    presence: createPresence({ log, platform: process.platform, title, showWindow }),
    signInStart: createSignInStart({ appId: 'dev.keyrack.Keyrack', profile: place.name, title }),
    windowProcess,
    events: createEventSender(wire, log),
    folder,
    ownProcess,
    watchFolder,
    place,
    launcher: createProfileLauncher({
      executable: process.execPath,
      args: [...(app.isPackaged ? [] : [app.getAppPath()]), ...keptArguments(process.argv)],
      clock: systemClock,
    }),
    purpose: 'real',
    info: { demo: false, version: app.getVersion(), platform: process.platform },
  })
  const page = devServer === null ? { scheme: `${pageScheme}:`, host: pageHost } : addressOf(devServer)
  serve(running, wire, { page, clock: systemClock, log })
  return running
}

function addressOf(url: string): { scheme: string; host: string } {
  const { protocol, host } = new URL(url)
  return { scheme: protocol, host }
}
