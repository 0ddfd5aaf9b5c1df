import type { Preferences } from '#shared/model/preferences'

/** What the app remembers that is no secret. Unreadable preferences give the defaults and are kept aside. */
export interface PreferenceStore {
  get(): Preferences
  set(changes: Partial<Preferences>): void
}
