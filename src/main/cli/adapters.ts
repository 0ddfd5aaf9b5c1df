import type { EventName, EventPayload } from '#shared/contract'
import { openInBrowser } from '../adapters/node/browser.ts'
import { createSystemClipboard } from '../adapters/node/clipboard.ts'
import { createImportReader } from '../adapters/node/import-reader.ts'
import { createPlaceFiles } from '../adapters/node/place-files.ts'
import { readPreferences } from '../adapters/node/preferences.ts'
import type { Profile } from '../adapters/node/profile-folder.ts'
import { createScanner } from '../adapters/node/scanner.ts'
import { createToolPlaces } from '../adapters/node/tool-places.ts'
import type { Adapters } from '../app/start.ts'
import { Failure } from '../ports/failure.ts'
import type { FilePicker } from '../ports/file-picker.ts'
import { httpWhenCalled } from './http.ts'
import { purpose, type OwnPorts } from './own-vault.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/** What the app tells while a command runs. */
export type Listener = <E extends EventName>(event: E, payload: EventPayload<E>) => void

/** What a command runs in. */
export interface Surroundings {
  readonly terminal: Terminal
  readonly listener?: Listener
  /** Pages are opened in the browser, and not only named. */
  readonly browser?: boolean
}

/** This computer, for a command that works on the vault of `place`; `ports` are what that vault stands on. */
export function createAdapters(place: Profile, ports: OwnPorts, surroundings: Surroundings): Adapters {
  const { terminal, listener = () => undefined, browser = false } = surroundings
  const { folder } = place
  return {
    ...ports,
    ownProcess: ports.process,
    http: httpWhenCalled(terminal.environment),
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
    placeFiles: createPlaceFiles(ports.fs),
    // Bundled beside this file.
    scanner: createScanner(new URL('./scan-thread.js', import.meta.url)),
    importReader: createImportReader(new URL('./import-thread.js', import.meta.url)),
    preferences: readPreferences(folder),
    events: { emit: listener },
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
    purpose,
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
