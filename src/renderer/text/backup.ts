import type { CountedBackup, Losses, RestorePreview, Tally } from '#shared/contract/backup'
import { shellText } from './shell.ts'
import { count, listed } from '#shared/text/words'

/** Sentences of "Backup and export". */
export const backupText = {
  heading: 'Backup and export',
  lastBackup: 'Last backup',
  lastProof: 'Last proof that one opens',
  never: 'Never',
  on: (day: string, age: string) => `${day} (${age})`,
  make: 'Make a backup…',
  prove: 'Prove that a backup opens…',
  restore: shellText.restore,
  export: 'Export the list…',
  noBackup: 'There is no backup of this vault yet. If this disk is lost, so is every secret in it.',
  oldBackup: 'The last backup is older than 90 days. Secrets that were stored since are on this disk only.',
  noProof: 'No backup was opened to see that it can be. A minute now is cheaper than a surprise later.',
  oldProof: 'It is more than 90 days ago that a backup was opened to see that it can be.',

  key: 'Open it with',
  withPassphrase: 'The passphrase',
  withRecovery: 'The recovery code',
  passphrase: 'Passphrase',
  recovery: 'Recovery code',
  recoveryHelp: 'As you wrote it down; spaces, dashes and small letters do not matter.',
  passphraseNeeded: 'Enter the passphrase.',
  recoveryNeeded: 'Enter the recovery code.',

  makeTitle: 'Make a backup',
  makeLead:
    'One encrypted file with all accounts, secrets, tags and notes. It opens on any computer with Keyrack, without this system’s keystore. Keep it somewhere else than this disk.',
  makeKey: 'The backup opens with what you type now. Keyrack checks it against the vault first.',
  makeNewKey:
    'This vault opens with the system’s keystore alone, which no other computer has. Choose a passphrase for the backup; nobody can recover it for you.',
  makeDo: 'Choose where to save it',
  making: 'Making the backup…',
  makingLong: 'Sealing every record, then reading the file back and opening it…',
  made: (name: string, what: string) => `“${name}” is written, read back and opened: ${what}.`,
  madeNext: 'Lists of tokens are not in it: they are fetched again after a restore.',

  chooseFile: 'Choose the backup',
  chooseOther: 'Choose another file',
  choosing: 'Looking at the file…',
  file: 'File',
  madeAt: 'Made',

  proveTitle: 'Prove that a backup opens',
  proveLead:
    'Keyrack opens every record of the backup in memory and counts them. Nothing is shown, and nothing is changed.',
  proveDo: 'Open it',
  proving: 'Opening every record…',
  proven: (what: string) => `It opens. Every record was read: ${what}.`,

  restoreTitle: 'Restore from a backup',
  restoreLead: 'You see what would change before anything is written.',
  previewDo: 'Open it and compare',
  how: 'How to bring it in',
  merge: 'Merge',
  mergeHelp:
    'Of two records of one thing the newer one stays. Nothing is removed, and of two different secrets of one token both are kept.',
  replace: 'Replace',
  replaceHelp: 'The vault becomes what the backup is. What is only here goes.',
  restoreDo: 'Merge into the vault',
  continueReplace: 'Continue…',
  restoring: 'Restoring…',
  nothingToMerge: 'Everything in the backup is here already: merging changes nothing.',
  secondSecrets: (number: number) =>
    `${count(number, 'secret')} of the backup ${number === 1 ? 'differs' : 'differ'} from the one here. Both are kept: the second stands in the list under “Other service”.`,
  leftOperations: (number: number) =>
    `${count(number, 'operation')} the backup caught under way ${number === 1 ? 'is' : 'are'} not brought back.`,
  leftNotes: (number: number) => `The notes of ${count(number, 'token')} have no room beside those here and stay out.`,
  unknown: (number: number) =>
    `${count(number, 'record')} in the backup ${number === 1 ? 'is' : 'are'} of a kind this version does not know, and ${number === 1 ? 'stays' : 'stay'} out. Install the newest Keyrack to bring everything back.`,
  underWay: (number: number) =>
    `${count(number, 'operation')} ${number === 1 ? 'is' : 'are'} not finished here. Finish or end ${number === 1 ? 'it' : 'them'} first: nothing is replaced before.`,
  replaceTitle: 'Replace what is here?',
  replaceLoses: (what: string) => `Only this vault has ${what}. Replacing removes that.`,
  replaceStays:
    'The state before is kept in the vault’s folder, sealed as it is, until you let it go or seal everything anew. You find it in the settings under “Backup and export”.',
  replaceStaysNot:
    'This vault lives in memory only, so the state before is not kept. If you are not sure, go back and make a backup of this vault first.',
  replacedNext:
    'The state before is kept. To go back to it, or to let it go, open the settings and look under “Backup and export”.',
  replaceNothing: 'Nothing is only here: replacing removes nothing.',
  replaceAccept: (what: string) => `Remove ${what}`,
  replaceDo: 'Replace',
  restored: (changes: number) =>
    changes === 0 ? 'Nothing had to be changed.' : `Restored: ${count(changes, 'record')} changed.`,
  kept: (moment: string) => `The vault as it was before the restore of ${moment} is kept.`,
  keptOpen: 'Go back or let go…',
  keptTitle: 'The state before a restore',
  keptLead: (moment: string) =>
    `This is the vault as it was before a backup replaced it on ${moment}. To go back, open it and choose “Replace”; you see what would change before anything is written.`,
  keptUntil: 'It is kept until you let it go, or until everything is sealed anew.',
  letGo: 'Let it go…',
  letGoTitle: 'Let the state before go?',
  letGoAsk: 'What only this state has is lost then. The vault as it is now does not change.',
  letGoDo: 'Let it go',
  lettingGo: 'Removing it…',
  gone: 'The state before is removed.',
  account: 'Account',
  secrets: 'Secrets',
  secretsWord: 'Secrets in all',
  othersWord: 'Other services',
  twin: {
    joined: 'another account here is the same sign-in; merging joins them',
    stays: 'another account here is the same sign-in; both stay',
  },
  what: {
    fresh: 'New',
    changed: 'Differs',
    same: 'Same',
    'only-here': 'Only here',
  } satisfies Record<RestorePreview['accounts'][number]['what'], string>,

  exportTitle: 'Export the list',
  exportLead: 'A file that other programs read: every token with its facts, tags and notes.',
  format: 'Format',
  csv: 'CSV, for spreadsheets',
  csvHelp: 'Cells that a spreadsheet would compute get an apostrophe in front.',
  json: 'JSON, for programs',
  jsonHelp: 'Every value exactly as it is.',
  withSecrets: 'With all secrets, in clear',
  withSecretsHelp: 'For moving to another password manager.',
  secretsWarning:
    'Whoever reads this file has every token and every sign-in. Do not send it, do not put it into a synchronized folder, and delete it when you are done. For keeping, make a backup instead: it is encrypted.',
  secretsNoKey:
    'Secrets leave the vault only after a passphrase or the recovery code was typed, and this vault has neither. Add one under “Protection of the vault” first.',
  exportDo: 'Choose where to save it',
  exporting: 'Writing the list…',
  exported: (name: string, tokens: number) => `“${name}” is written: ${count(tokens, 'token')}.`,
} as const

/** "2 accounts, 14 secrets and 3 other services". */
export function countedText({ accounts, secrets, others }: CountedBackup): string {
  return listed([count(accounts, 'account'), count(secrets, 'secret'), count(others, 'other service')])
}

/** What replacing takes away, in words; empty when it takes nothing. */
export function lossesText({ accounts, credentials, secrets, others, notes, places }: Losses): string {
  const parts: [number, string, string?][] = [
    [accounts, 'account'],
    [credentials, 'sign-in'],
    [secrets, 'secret'],
    [others, 'other service'],
    [notes, 'note or tag list', 'notes or tag lists'],
    [places, 'place where a token is used', 'places where a token is used'],
  ]
  return listed(parts.filter(([number]) => number > 0).map(([number, one, many]) => count(number, one, many)))
}

/** "3 new, 1 differs, 12 same, 2 only here", without what is none. */
export function tallyText({ fresh, changed, same, onlyHere }: Tally): string {
  const words: [number, string][] = [
    [fresh, 'new'],
    [changed, changed === 1 ? 'differs' : 'differ'],
    [same, 'same'],
    [onlyHere, 'only here'],
  ]
  const said = words.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  return said.length === 0 ? 'none' : said.join(', ')
}
