import { renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { preferencesSchema, type Preferences } from '#shared/model/preferences'
import type { Log } from '../../ports/log.ts'
import type { PreferenceStore } from '../../ports/preferences.ts'
import type { WindowState } from './window.ts'

interface Stored {
  preferences: Partial<Preferences>
  window: WindowState
}

/**
 * Preferences and window state in `<folder>/preferences.json`; never a secret. A file that cannot be read is put aside
 * as `preferences.unreadable.json`, not wiped, and a value that is not valid counts as its default.
 */
export function createPreferences(
  folder: string,
  log: Log,
): { store: PreferenceStore; windowState: { get(): WindowState; set(state: WindowState): void } } {
  const file = open(folder, log)
  let current = { ...defaultPreferences, ...valid(file.get('preferences')) }
  return {
    store: {
      get: () => current,
      set(changes) {
        current = { ...current, ...changes }
        file.set('preferences', current)
      },
    },
    windowState: {
      get: () => file.get('window'),
      set: (state) => file.set('window', state),
    },
  }
}

function open(folder: string, log: Log): ElectronStore<Stored> {
  const make = () =>
    new ElectronStore<Stored>({
      name: 'preferences',
      cwd: folder,
      clearInvalidConfig: false,
      defaults: { preferences: {}, window: { bounds: null, maximized: false } },
    })
  try {
    return make()
  } catch {
    log.warn('the preferences could not be read and were put aside')
    renameSync(join(folder, 'preferences.json'), join(folder, 'preferences.unreadable.json'))
    return make()
  }
}

/** Each preference that is valid on its own; one bad value does not cost the others. */
function valid(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {}
  const good: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(preferencesSchema.shape)) {
    const checked = schema.safeParse((stored as Record<string, unknown>)[key])
    if (checked.success) good[key] = checked.data
  }
  return good
}
