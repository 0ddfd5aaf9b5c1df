import { join } from 'node:path'
import type { EventName, EventPayload } from '#shared/contract'
import { openInBrowser } from '../adapters/node/browser.ts'
import { systemClock } from '../adapters/node/clock.ts'
import { createSystemClipboard } from '../adapters/node/clipboard.ts'
import { createFileLog } from '../adapters/node/file-log.ts'
import { createFileSystem } from '../adapters/node/file-system.ts'
import { createNodeHttp } from '../adapters/node/http.ts'
import { createImportReader } from '../adapters/node/import-reader.ts'
import { ownProcess } from '../adapters/node/own-process.ts'
import { createPlaceFiles } from '../adapters/node/place-files.ts'
import { readPreferences } from '../adapters/node/preferences.ts'
import type { Profile } from '../adapters/node/profile-folder.ts'
import { systemRandom } from '../adapters/node/random.ts'
import { createScanner } from '../adapters/node/scanner.ts'
import { createToolPlaces } from '../adapters/node/tool-places.ts'
import type { Adapters } from '../app/start.ts'
import { Failure } from '../ports/failure.ts'
import type { FilePicker } from '../ports/file-picker.ts'
import { SealerError } from '../ports/key-sealer.ts'
import type { Log } from '../ports/log.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/** What the app tells while a command runs. */
export type Listener = <E extends EventName>(event: E, payload: EventPayload<E>) => void

/** This computer, for a command that works on the vault of `place`. `browser`: pages are opened there, and not only named. */
export function createAdapters(place: Profile, terminal: Terminal, told: Listener, browser = false): Adapters {
  const { folder } = place
  const fs = createFileSystem()
  return {
    clock: systemClock,
    random: systemRandom,
    log: troublesOnly(createFileLog(join(folder, 'logs'), systemClock)),
    fs,
    // The keystore of the OS opens for the app alone: it tells programs apart, and this is another one.
    sealer: {
      probe: async () => ({ level: 'none', platform: process.platform, tag: '', store: '' }),
      seal: () => Promise.reject(new SealerError('not-available')),
      open: () => Promise.reject(new SealerError('not-available')),
    },
    http: createNodeHttp(terminal.environment),
    clipboard: createSystemClipboard(process.platform, terminal.environment),
    screen: { available: false, protect: () => undefined },
    opener: {
      async openUrl(url) {
        terminal.say(`The page: ${url}`)
        if (browser && !(await openInBrowser(url))) terminal.say('No browser could be started here: open it yourself.')
      },
      openFolder: async (path) => terminal.say(path),
    },
    picker: noPicker,
    toolPlaces: createToolPlaces(),
    placeFiles: createPlaceFiles(fs),
    // Bundled beside this file.
    scanner: createScanner(new URL('./scan-thread.js', import.meta.url)),
    importReader: createImportReader(new URL('./import-thread.js', import.meta.url)),
    preferences: readPreferences(folder),
    events: { emit: told },
    systemEvents: {
      idleSeconds: () => 0,
      tellings: () => ({
        idle: 'no-service',
        systemLock: 'no-service',
        suspend: 'no-service',
        userSwitch: 'no-service',
      }),
      listen: () => () => undefined,
    },
    notifier: { notify: () => undefined },
    windowProcess: { renew: async () => undefined },
    folder,
    place,
    launcher: { launch: () => Promise.reject(new Failure('not-supported')) },
    ownProcess,
    purpose: 'real',
    info: { demo: false, version, platform: process.platform },
    oneCommand: true,
  }
}

/** A command names its files itself. */
const noPicker: FilePicker = {
  save: () => Promise.reject(new Failure('not-supported')),
  open: () => Promise.reject(new Failure('not-supported')),
  folder: () => Promise.reject(new Failure('not-supported')),
}

/** What goes well is not worth a line for every command: reading a list writes nothing. */
function troublesOnly(log: Log): Log {
  return { info: () => undefined, warn: log.warn, error: log.error }
}
