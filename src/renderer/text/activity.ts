import type { ActivityCheck, ActivityEntry, ActivityFault, ActivityKind } from '#shared/model/activity'
import { momentText } from '#shared/text/dates'
import { count, numberText } from '#shared/text/words'

/** Words of the log of what was done in Keyrack. */
export const activityText = {
  title: 'Activity',
  lead: 'What was done in Keyrack, by whom and how it ended. It lies sealed beside the vault, holds no secret, and keeps the newest 10,000 entries.',
  reading: (entries: number) => (entries === 0 ? 'Reading the log…' : `${count(entries, 'entry', 'entries')} so far…`),
  empty: 'Nothing was noted yet.',
  filteredEmpty: 'No entry fits the filter.',
  shown: (shown: number, all: number) =>
    shown === all
      ? count(all, 'entry', 'entries')
      : `${numberText(shown)} of ${count(all, 'entry', 'entries')} fit the filter`,
  list: 'Entries, newest first',

  account: 'Account',
  everyAccount: 'Every account',
  what: 'What',
  everything: 'Everything',
  result: 'Result',
  everyResult: 'Every result',
  done: 'Done',
  failed: 'Failed',
  time: 'Time',
  anyTime: 'Any time',
  search: 'Token or person',
  searchHint: 'Name, sign-in or id',
  onlyToken: (name: string) => `Only what was done with “${name}”.`,
  allTokens: 'Show all tokens',

  when: 'When',
  who: 'Who',
  token: 'Token',
  person: 'You, at this computer',
  keyrack: 'Keyrack by itself',
  unknownPerson: 'Not noted then',

  check: 'Check the chain',
  checking: 'Following the chain…',
  save: (format: 'csv' | 'json') => `Save as ${format.toUpperCase()}…`,
  saving: 'Writing the file…',
  saved: (name: string, entries: number) => `${count(entries, 'entry', 'entries')} saved as ${name}.`,
  close: 'Close',
} as const

/** What an entry tells of. */
export const activityLabels: Readonly<Record<ActivityKind, string>> = {
  'vault-created': 'Vault made',
  'vault-unlocked': 'Vault opened',
  'vault-locked': 'Vault locked',
  'vault-slot-added': 'Way to open the vault added',
  'vault-protected': 'Protection of the vault changed',
  'vault-rekeyed': 'Vault sealed anew',
  'vault-older-accepted': 'Older vault accepted',
  'vault-generation-used': 'Older state of the vault used',
  'recovery-code-revealed': 'Recovery code shown',
  'account-added': 'Account added',
  'account-renamed': 'Account renamed',
  'account-reentered': 'Token of an account re-entered',
  'account-removed': 'Account removed',
  'token-created': 'Token created',
  'token-updated': 'Token updated',
  'token-regenerated': 'Token regenerated',
  'token-revoked': 'Token revoked',
  'revoked-by-value': 'Leaked secret ended',
  'all-tokens-revoked': 'All tokens revoked',
  'credential-swapped': 'Account signs in with another token',
  'secret-stored': 'Secret stored',
  'secret-forgotten': 'Secret forgotten',
  'secret-revealed': 'Secret shown',
  'secret-copied': 'Secret copied',
  'other-added': 'Other service added',
  'other-edited': 'Other service edited',
  'other-removed': 'Other service removed',
  'token-annotated': 'Tags or notes changed',
  'findings-decided': 'Findings of the audit decided about',
  'own-credential-answered': 'Said whether Keyrack signs in with it',
  'operation-ended': 'Operation ended by hand',
  'place-added': 'Place noted',
  'place-edited': 'Place changed',
  'place-replaced': 'Place marked as replaced',
  'place-not-replaced': 'Place marked as not replaced',
  'place-written': 'New secret written into a file',
  'place-cleaned': 'Secret taken out of a file',
  'place-restored': 'File put back as it was',
  'place-removed': 'Place removed',
  'place-put-back': 'Place put back',
  'backup-made': 'Backup made',
  'backup-proven': 'Backup proven',
  'backup-restored': 'Backup restored',
  'kept-state-let-go': 'Kept state of the vault let go',
  'list-exported': 'List exported',
  'plan-exported': 'Plan for somebody who leaves exported',
  'secrets-exported': 'List exported with secrets',
  'audit-log-exported': 'Audit log of a provider saved',
  'activity-exported': 'Activity exported',
  'report-saved': 'Audit report saved',
}

/** By what the vault was locked or opened. */
export const byLabels: Readonly<Record<NonNullable<ActivityEntry['by']>, string>> = {
  person: 'by hand',
  idle: 'nobody was there',
  'system-lock': 'the screen was locked',
  suspend: 'the computer went to sleep',
  'user-switch': 'another user took the screen',
  'window-closed': 'the window was closed',
  passphrase: 'with the passphrase',
  recovery: 'with the recovery code',
  keystore: 'by the system’s keystore',
}

/** Who did it. */
export function whoText({ who }: ActivityEntry): string {
  if (who === undefined) return activityText.unknownPerson
  if (who.kind === 'account') return who.login
  return who.kind === 'person' ? activityText.person : activityText.keyrack
}

/** `entry 7`, `entries 7 to 12`. */
function entriesText({ from, to }: ActivityFault): string {
  return from === to ? `entry ${numberText(from)}` : `entries ${numberText(from)} to ${numberText(to)}`
}

/** What is wrong, in a sentence. */
export function faultText(fault: ActivityFault): string {
  const entries = entriesText(fault)
  switch (fault.kind) {
    case 'missing':
      return `Missing: ${entries}. They were written, and are not there any more.`
    case 'changed':
      return `Changed: ${entries}. What is there is not what was written, or does not follow the entry before.`
    case 'unreadable':
      return `Cannot be read: ${entries}. The file that holds them is damaged or was exchanged.`
    case 'other-end':
      return `Another log: ${entries} is not the one that the vault remembers as the end of the log at that time.`
  }
}

/** What checking gave, where all is well. */
export function wholeText({ entries, first, last, anchored }: ActivityCheck): string {
  if (entries === 0) return 'There is nothing to check yet.'
  const range = first === last ? `Entry ${numberText(first)}` : `Entries ${numberText(first)} to ${numberText(last)}`
  const chain = `The chain is whole. ${range}: each is as it was written, and follows the one before.`
  if (anchored === last) return `${chain} The vault confirms the last one.`
  const soon = 'it learns of new ones within a minute.'
  if (anchored === 0) return `${chain} The vault confirms none of them yet; ${soon}`
  return `${chain} The last one that the vault confirms is number ${numberText(anchored)}; ${soon}`
}

export const checkText = {
  broken: 'The log is not whole.',
  anchoredOnly: 'All other entries are as they were written.',
  unchained: (entries: number) =>
    `${count(entries, 'older entry', 'older entries')} of before entries were chained: they can be read, and nothing proves them.`,
  earlier: (fault: ActivityFault & { readonly at: number }) =>
    `Found on ${momentText(fault.at)}, when the log went on: ${faultText(fault)}`,
} as const
