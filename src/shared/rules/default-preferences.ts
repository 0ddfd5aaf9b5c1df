import type { GridPreferences, Preferences } from '../model/preferences.ts'

const grid: GridPreferences = {
  columns: [
    { id: 'name', width: 240, visible: true },
    { id: 'provider', width: 110, visible: true },
    { id: 'account', width: 130, visible: true },
    { id: 'owner', width: 130, visible: true },
    { id: 'kind', width: 120, visible: false },
    { id: 'created', width: 110, visible: false },
    { id: 'lastUsed', width: 110, visible: true },
    { id: 'expires', width: 120, visible: true },
    { id: 'scopes', width: 110, visible: true },
    { id: 'state', width: 110, visible: true },
    { id: 'stored', width: 80, visible: true },
    { id: 'tags', width: 120, visible: true },
  ],
  sort: { column: 'expires', direction: 'ascending' },
  filters: { status: [], kinds: [], providers: [], stored: null, expiringDays: null, unusedDays: null, tags: [] },
  place: { kind: 'all' },
  detailOpen: true,
}

/** What a new profile starts with. */
export const defaultPreferences: Preferences = {
  theme: 'system',
  warningDays: [1, 7, 14, 30],
  clipboardSeconds: 30,
  refreshMinutes: 60,
  onClose: 'quit',
  grid,
}
