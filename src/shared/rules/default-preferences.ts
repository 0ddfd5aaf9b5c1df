import type { GridPreferences, Preferences } from '../model/preferences.ts'

const grid: GridPreferences = {
  // What tells whether to act comes first, so that it is in sight in a small window too.
  columns: [
    { id: 'name', width: 230, visible: true },
    { id: 'state', width: 164, visible: true },
    { id: 'expires', width: 116, visible: true },
    { id: 'lastUsed', width: 116, visible: true },
    { id: 'owner', width: 130, visible: true },
    { id: 'account', width: 110, visible: true },
    { id: 'provider', width: 110, visible: true },
    { id: 'scopes', width: 110, visible: true },
    { id: 'stored', width: 76, visible: true },
    { id: 'tags', width: 130, visible: true },
    { id: 'kind', width: 130, visible: false },
    { id: 'created', width: 116, visible: false },
  ],
  sort: { column: 'expires', direction: 'ascending' },
  filters: { status: [], kinds: [], providers: [], stored: null, expiringDays: null, unusedDays: null, tags: [] },
  place: { kind: 'all' },
  detailOpen: true,
  sideBarWidth: 248,
  detailWidth: 340,
}

/** What a new profile starts with. */
export const defaultPreferences: Preferences = {
  theme: 'system',
  warningDays: [1, 7, 14, 30],
  clipboardSeconds: 30,
  refreshMinutes: 60,
  onClose: 'quit',
  tray: 'count',
  badge: true,
  lock: { idleMinutes: 15, onSystemLock: true, onSuspend: true, onUserSwitch: true, onClose: false },
  namesInNotices: false,
  grid,
  screen: 'tokens',
  timelineBy: 'provider',
  policy: { kind: 'pack', pack: 'issuer' },
  findingsBy: 'severity',
  calendar: null,
  backup: { madeAt: null, provenAt: null },
}
