import type { Cleanable, ImportRefused, ImportResult, ImportSpot } from '#shared/contract/import'
import type { LeftOutReason } from '#shared/model/import'
import type { WhyNotReplaced } from '#shared/contract/places'
import { placeText } from './places.ts'
import { count, listed, numberText } from '#shared/text/words'

const megabytes = (bytes: number) => `${numberText(Math.round(bytes / 1_048_576))} MB`

/** Why nothing is taken out of a file, where it is not for what any file is not written for. */
const stays: Readonly<Partial<Record<WhyNotReplaced, string>>> = {
  'unknown-format': 'Keyrack does not know how to write this kind of file. Take the secrets out yourself.',
  'not-understood': 'Keyrack does not understand what is in this file. Take the secrets out yourself.',
  absent: 'The secrets are not among the values that Keyrack can change in this file. Take them out yourself.',
  unfit: 'It is not sure that the file would be read well without them. Take the secrets out yourself.',
  linked: 'This file has a second name, which would keep the secrets. Take them out yourself.',
}

/** Sentences of taking secrets in. */
export const importText = {
  title: 'Import secrets',
  lead: 'Keyrack looks for tokens in a file, or in what you paste: settings of tools, .env files, and exports of password managers. Nothing is sent or stored before you say so.',
  dropToo: 'You can also drop a file anywhere onto this window.',
  choose: 'Choose a file…',
  paste: 'Or paste text here',
  pasteHelp: 'A secret, or lines such as NAME=secret. You see what was found in it first.',
  pasteLines: (number: number) => `${count(number, 'line')} so far.`,
  look: 'Look at it',
  looking: 'Looking for secrets…',
  pasteNeeded: 'Paste something, or choose a file.',

  key: (name: string) => `Password of “${name}”`,
  keyLead: 'The file is encrypted. Its password is used now and is not kept.',
  keyHelp: 'The password that the program asked for when it wrote the file.',
  keyWrong:
    'This password does not open the file. A KeePass database that needs a key file too cannot be opened here: save a copy of it without one.',
  keyNeeded: 'Enter the password.',
  open: 'Open it',
  opening: 'Opening the file…',

  refusedTitle: 'Nothing is imported from this file.',
  other: 'Try another',
  none: 'There is no secret in it.',
  found: (number: number, from: string) =>
    number === 1 ? `1 value was found${from}.` : `${count(number, 'value')} were found${from}.`,
  from: (name: string) => ` in ${name}`,
  files: (number: number) => count(number, 'file'),
  pickHelp: 'Tick what Keyrack shall try and store. A value is sent to the provider named with it and nowhere else.',
  list: 'Values that look like tokens',
  unlikely: 'Values that look like no token that Keyrack knows',
  showUnlikely: (number: number) =>
    `Show ${count(number, 'more value')} that ${number === 1 ? 'looks' : 'look'} like no token Keyrack knows`,
  more: (number: number) =>
    `${count(number, 'more value')} ${number === 1 ? 'is' : 'are'} in it. Take these first, then import again.`,
  leftOut: (number: number) => `${count(number, 'entry', 'entries')} left out`,
  moreLeftOut: (number: number) => `and ${numberText(number)} more`,
  leftOutReasons: {
    'no-secret': 'no value, or none that can be a token',
    'too-short': 'too short for a token',
    'too-long': 'too long for a token',
    'not-one-word': 'not one word',
    unlikely: 'neither its name nor its look says that it is a secret',
    elsewhere: 'stands for a value that is kept elsewhere',
    deleted: 'deleted there',
    'not-understood': 'not understood',
  } satisfies Record<LeftOutReason, string>,
  spot: ({ line }: Pick<ImportSpot, 'line'>) => (line === null ? '' : `Line ${line}`),
  spots: (places: readonly string[]) => listed(places, 4),
  unnamed: 'Value without a name',
  says: 'The file says:',
  expires: (day: string) => `expires ${day}`,
  looksLike: (provider: string) => `Looks like ${provider}`,
  certain: (provider: string) => `${provider}, checksum right`,
  known: 'Stored already',
  storedAs: (names: readonly string[]) => `The vault has it as ${listed(names)}.`,
  signsIn: (names: readonly string[]) => `Keyrack signs in to ${listed(names)} with it.`,

  as: 'Store it as',
  asToken: (account: string) => `Secret of a token of ${account}`,
  asTokenHelp: (origin: string) => `Keyrack asks ${origin} which one it is.`,
  asAccount: (provider: string, host: string) => `Sign-in of a new account at ${provider} (${host})`,
  asAccountNamed: (provider: string, host: string) => `New account at ${provider}, at ${host} as the file says`,
  asOther: 'Token of another service',
  name: 'Name',
  nameOfAccount: 'Name of the account',
  service: 'Service',
  needed: 'Enter a name.',
  confirm: (origin: string) => `Send it to ${origin}. I know this address.`,
  confirmHelp: 'Only the file names it. Whoever runs that address gets the secret.',
  store: (number: number) => (number === 1 ? 'Try and store 1 value' : `Try and store ${count(number, 'value')}`),
  storing: 'Trying and storing…',
  overdue: 'Keyrack has forgotten what it found: it keeps that for half an hour at most. Begin again.',

  results: 'What became of each value',
  outcomes: {
    stored: 'Stored',
    known: 'Stored already',
    which: 'Which one?',
    failed: 'Not stored',
    cancelled: 'Not begun',
  } satisfies Record<ImportResult['outcome'], string>,
  storedWith: (name: string) => `Stored with “${name}”.`,
  addedAccount: (name: string) => `The account “${name}” was added and is being listed.`,
  which: 'The provider accepts it and does not say which token it is. Choose the one you know it to be.',
  whichNone:
    'The provider accepts it, but no token of the list can be the one. Refresh the list and try again, or store it as a token of another service.',
  whichToken: 'Token',
  whichPlaceholder: 'Choose a token',
  storeWith: 'Store with this token',
  againLater: 'What was not stored is as it was. You can go back and change it.',
  back: 'Back to the values',

  clean: (name: string) => `Take them out of ${name}…`,
  cleanTitle: 'Take secrets out of a file',
  cleanLead:
    'Keyrack tries what is stored first. What works is replaced in the file by “moved-to-Keyrack”, and every other byte stays.',
  trying: 'Trying what is stored…',
  cleanFile: 'File',
  cleanList: 'Values of the file',
  cleanLines: 'What changes',
  line: (line: number) => `Line ${line}`,
  secretGoes: 'secret → moved-to-Keyrack',
  cleanables: {
    works: 'The stored one works',
    untried: 'Stored; nobody can be asked',
    refused: 'Stays: its provider does not accept it',
    'not-asked': 'Stays: its provider could not be asked',
    'not-stored': 'Stays: not stored',
    'no-token': 'Stays: no token of the list is known to be this sign-in',
    absent: 'Stays: Keyrack cannot write there',
  } satisfies Record<Cleanable, string>,
  whyStays: (why: WhyNotReplaced) => stays[why] ?? placeText.whyNot(why),
  nothingToClean: 'Nothing can be taken out of this file.',
  elsewhere: (number: number) =>
    `They stand ${count(number, 'more time')} in this file, in a comment for instance. Keyrack leaves ${number === 1 ? 'that' : 'those'} there.`,
  breaks: 'Programs that read this file do not find the secrets there any more.',
  undoKept:
    'The file as it is now is kept in the vault’s folder, sealed, for 30 days: “Put the file back as it was” is with the places of each token.',
  git: 'What was committed stays in the history of git.',
  cleanDo: 'Take them out',
  cleaned: (path: string) => `The secrets are out of ${path}`,
  exportHelp: 'Delete an exported file as a whole once you have stored what you need.',
} as const

const refusals: Readonly<Record<ImportRefused, (limit: number | null, line: number | null) => string>> = {
  'too-large': (limit) => `It is larger than ${limit === null ? 'Keyrack reads' : megabytes(limit)}.`,
  'unpacks-too-large': () => 'It unpacks to far more than an export of this size has. It may be made to do harm.',
  'too-many-entries': (limit) => `It has more than ${numberText(limit ?? 0)} entries.`,
  'field-too-long': (limit) => `One of its fields is longer than ${numberText(limit ?? 0)} characters.`,
  'too-deep': (limit) => `It is nested deeper than ${numberText(limit ?? 0)} levels. It may be made to do harm.`,
  'not-text': () => 'It is no text, and no kind of export that Keyrack knows.',
  'bad-encoding': () => 'Its text is not in UTF-8 or UTF-16, so it would be read wrong.',
  broken: (_limit, line) => `It is damaged or cut off${line === null ? '' : ` (line ${line})`}.`,
  'unknown-format': () => 'Keyrack does not know this kind of file.',
  'yaml-alias': (_limit, line) =>
    `It uses YAML anchors or aliases${line === null ? '' : ` (line ${line})`}, which Keyrack does not follow.`,
  'forbidden-name': () => 'It uses a name that is only there to do harm to programs.',
  formula: (_limit, line) =>
    `It has a cell that a spreadsheet would compute${line === null ? '' : ` (line ${line})`}. Look at it before you trust the file.`,
  'unsafe-archive': () => 'It is an archive with parts that no export has. It may be made to do harm.',
  'old-format': () =>
    'It is in an older version of its format. Open it with its program and save it in the newest one.',
  'took-too-long': () => 'It took too long to read. It may be made to do harm.',
  'key-needed': () => 'It is encrypted, and pasted text has no password.',
  'wrong-key': () => importText.keyWrong,
  'account-key': () =>
    'It is encrypted with a key that only the account of the password manager has. Export it again with a password, or without.',
  'costly-key': () => 'Opening it would take far more time or memory than such a file needs.',
  'unknown-protection': () => 'It is protected in a way that Keyrack does not know.',
  'no-file': () => 'There is no such file any more.',
  unreadable: () => 'The system did not let Keyrack read it, or it is no file.',
}

/** Why nothing is imported, in one sentence. */
export function refusalText(why: ImportRefused, limit: number | null, line: number | null): string {
  return refusals[why](limit, line)
}
