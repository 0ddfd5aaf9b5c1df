import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPreferences } from '#shared/rules/default-preferences'
import type { PreferenceStore } from '../../ports/preferences.ts'
import { validPreferences } from '../valid-preferences.ts'

/**
 * What the person has set in the app, read from `<folder>/preferences.json` when it is needed first. What is set here lasts
 * until the process ends: the file is the app's own. A file that is missing or cannot be read gives the defaults.
 */
export function readPreferences(folder: string): PreferenceStore {
  let current: ReturnType<PreferenceStore['get']> | null = null
  const get = () => (current ??= { ...defaultPreferences, ...validPreferences(stored(folder)) })
  return {
    get,
    set(changes) {
      current = { ...get(), ...changes }
    },
  }
}

function stored(folder: string): unknown {
  try {
    const file: unknown = JSON.parse(readFileSync(join(folder, 'preferences.json'), 'utf8'))
    return typeof file === 'object' && file !== null && 'preferences' in file ? file.preferences : null
  } catch {
    return null
  }
}
