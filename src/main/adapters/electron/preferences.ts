import { renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { PreferenceStore } from '../../ports/preferences.ts'
import { validPreferences } from '../valid-preferences.ts'
import { readWindowState, type WindowState } from './window-state.ts'

/** Nothing of it can be relied on: people and other programs can write into the file. */
interface Stored {
  preferences?: unknown
  window?: unknown
}

/** What outlives the app without being anybody's secret. */
export interface Remembered {
  readonly store: PreferenceStore
  readonly windowState: { get(): WindowState; set(state: WindowState): void }
}

/**
 * Preferences and window state in `<folder>/preferences.json`; never a secret. A file that cannot be read is put aside
 * as `preferences.unreadable.json`, not wiped, and a value that is not valid counts as its default. It is read once; what
 * cannot be written lasts until the app is closed.
 */
export function createPreferences(folder: string, log: Log): Remembered {
  const file = open(folder, log)
  const stored = file.store
  let current = { ...defaultPreferences, ...validPreferences(stored.preferences) }
  let window = readWindowState(stored.window)
  const write = (change: Stored): void => {
    try {
      file.set(change)
    } catch (error) {
      log.warn('the preferences could not be written', { type: typeOf(error) })
    }
  }
  return {
    store: {
      get: () => current,
      set(changes) {
        current = { ...current, ...changes }
        write({ preferences: current })
      },
    },
    windowState: {
      get: () => window,
      set(state) {
        window = state
        write({ window })
      },
    },
  }
}

function open(folder: string, log: Log): ElectronStore<Stored> {
  const make = () =>
    new ElectronStore<Stored>({
      name: 'preferences',
      cwd: folder,
      clearInvalidConfig: false,
      configFileMode: 0o600,
      // No `defaults`: they would be written at the start already, and a full disk would keep the app from starting.
    })
  try {
    return make()
  } catch {
    log.warn('the preferences could not be read and were put aside')
    renameSync(join(folder, 'preferences.json'), join(folder, 'preferences.unreadable.json'))
    return make()
  }
}
