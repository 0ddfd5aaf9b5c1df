import type { Screen } from '#shared/model/preferences'
import type { WarningStep } from '#shared/rules/expiry'
import { count, numberText } from '#shared/text/words'

/** Words of the frame and the kit, the side bar and the banner. */
export const shellText = {
  clipboardNotCleared:
    'The copied secret could not be taken from the clipboard. Copy something else, or come back to this window: Keyrack then tries again.',
  appName: 'Keyrack',
  cancel: 'Cancel',
  close: 'Close',
  notifications: 'Notifications',
  optional: 'optional',
  clear: 'Clear',
  retry: 'Try again',
  undo: 'Undo',

  starting: 'Starting…',
  startFailed: 'Keyrack could not start',
  crashed: 'Something in this window broke',
  crashedHelp: 'Your tokens and secrets are safe: they are not kept in the window. Reload it to go on.',
  reload: 'Reload the window',

  demo: 'Demo',
  demoHelp: 'Demo: sample data, nothing leaves this computer',

  settings: 'Settings',
  protection: {
    strong: 'Vault: strong protection',
    weak: 'Vault: weak protection',
    unknown: 'Vault: protection unknown',
    none: 'Vault: no system keystore',
    session: 'Vault: this session only',
    passphrase: 'Vault: passphrase',
    dead: 'Vault: keystore fails',
  },

  // side bar
  accounts: 'Accounts',
  allTokens: 'All tokens',
  screens: { timeline: 'Timeline', audit: 'Audit', team: 'Team' } satisfies Record<Exclude<Screen, 'tokens'>, string>,
  findings: (total: number, critical: number, high: number) =>
    [count(total, 'finding'), critical > 0 && `${critical} critical`, high > 0 && `${high} high`]
      .filter(Boolean)
      .join(', '),
  withKey: (label: string, key: string, isMac: boolean) => `${label} (${isMac ? '⌘' : 'Ctrl+'}${key})`,
  otherServices: 'Other services',
  addAccount: 'Add account',
  addOther: 'Add other service',
  importSecrets: 'Import secrets…',
  dropHere: 'Drop the file to look for secrets in it',
  dropToInspect: 'Drop the file to inspect the token in it',
  dropOne: 'Keyrack looks at one file at a time: this is the first of them.',
  restore: 'Restore from a backup…',
  resizeSideBar: 'Width of the side bar',
  resizeDetail: 'Width of the details',
  menuOf: (account: string) => `Menu of ${account}`,
  refresh: 'Refresh',
  rename: 'Rename',
  reenter: 'Re-enter token',
  remove: 'Remove',
  findInFiles: 'Find in files',
  activity: 'Activity',
  activityOf: 'Activity in Keyrack…',
  auditLog: 'Audit log…',
  revokeAll: 'Revoke all tokens…',
  revokeOneByOne: 'Revoke all, one by one…',
  openPage: (provider: string) => `Open ${provider}`,
  refreshing: (done: number, total: number, tokens: number) =>
    total === 0 ? 'Refreshing…' : `Refreshing: ${done} of ${total} lists, ${count(tokens, 'token')}`,
  cancelRefresh: (account: string) => `Cancel the refresh of ${account}`,
  never: 'Not refreshed yet',
  unlisted: 'Only what you store is shown',
  refreshed: (age: string) => `Refreshed ${age}`,
  failed: (age: string | null) => (age === null ? 'Never refreshed' : `Not refreshed since ${age}`),
  counts: (total: number, expired: number, due: number) =>
    [count(total, 'token'), expired > 0 && `${expired} expired`, due > 0 && `${due} due`].filter(Boolean).join(', '),

  // banner
  expired: (number: number) => `${count(number, 'token')} expired`,
  due: (number: number, days: WarningStep, alone: boolean) =>
    `${alone ? count(number, 'token') : numberText(number)} due within ${count(days, 'day')}`,
  nearest: (name: string, when: string) => `Next: ${name}, ${when}`,
  nothingDue: (days: number) => `Nothing expires within ${count(days, 'day')}.`,
  noWarnings: 'No token has expired.',
  noneToWarnOf: 'There is no token to warn of now.',
  show: 'Show',
  offline: 'No network. Everything stored is here; what needs a provider has to wait.',
  partFailed: (list: string, account: string, age: string) =>
    `${list} of ${account} could not be refreshed; what is shown is from ${age}.`,
  partNever: (list: string, account: string) => `${list} of ${account} could not be listed yet.`,
  accountFailed: (account: string) => `${account} could not be refreshed.`,
  signInEnds: (account: string, days: number, distance: string) =>
    days === 0
      ? `The token that signs in to ${account} expired ${distance}.`
      : `The token that signs in to ${account} expires ${distance}.`,
  moreSignIns: (number: number) => `So it is with ${count(number, 'more account')}.`,
  nothingListedDue: (days: number) => `Nothing in the list expires within ${count(days, 'day')}.`,
  calendarStale: 'Your calendar file could not be brought up to date.',
  moreFailed: (number: number) => `${count(number, 'more list')} could not be refreshed.`,
} as const

/** The key that leads to each view, with Ctrl or ⌘. */
export const screenKeys: Readonly<Record<Screen, string>> = { tokens: '1', timeline: '2', audit: '3', team: '4' }
