import type { Output } from '#shared/contract'
import type { SeenValue, WhereKind } from '#shared/model/place'
import type { WhyNotReplaced } from '#shared/contract/places'
import { count } from '#shared/text/words'

export const placeKindLabels: Readonly<Record<WhereKind, string>> = {
  file: 'File',
  variable: 'CI variable',
  server: 'Server',
  other: 'Something else',
}

const nameLabels: Readonly<Record<WhereKind, string>> = {
  file: 'Path',
  variable: 'Variable',
  server: 'Server',
  other: 'Name',
}

const examples: Readonly<Record<WhereKind, string>> = {
  file: 'Such as /home/ada/.npmrc',
  variable: 'Such as DEPLOY_TOKEN in acme/site',
  server: 'Such as build7.example.com',
  other: 'Whatever you will know it by',
}

const seenSentences: Readonly<Record<SeenValue, string>> = {
  current: 'its secret was there',
  old: 'the secret before this one was there',
  successor: 'the new secret was there',
  other: 'another value was there',
  absent: 'none of its secrets was there',
}

const notSeen: Readonly<Record<Exclude<Output<'place.look'>['found'], SeenValue>, string>> = {
  elsewhere: 'This path is not one of a file on this computer.',
  unknown: 'No secret of this token is in the vault, so there is nothing to look for.',
  unreadable: 'The system did not let Keyrack read this file.',
  'too-large': 'This file is too large to be looked into.',
}

const lookedSentences: Readonly<Record<SeenValue, string>> = {
  current: 'Its secret is there.',
  old: 'The secret before this one is there.',
  successor: 'The new secret is there.',
  other: 'Another value is there.',
  absent: 'None of its secrets is there.',
}

const whyNot: Readonly<Record<WhyNotReplaced, string>> = {
  'no-new-secret': 'The vault has no new secret for this place.',
  relative: 'This path is not one of this computer. Edit the place and enter the whole path.',
  'no-file': 'There is no such file. If it was moved, edit the place and enter where it is now.',
  'not-allowed': 'The system does not let Keyrack read this file.',
  'unknown-format':
    'Keyrack does not know how to write this kind of file. Copy the new secret and put it there yourself.',
  'not-understood': 'Keyrack does not understand what is in this file. Copy the new secret and put it there yourself.',
  absent:
    'The old secret is not among the values that Keyrack can change in this file. Copy the new one and put it there yourself.',
  'has-new': 'The new secret is there already. Mark the place as replaced.',
  unfit: 'Keyrack cannot be sure that this file would be read right with the new secret in it. Put it there yourself.',
  linked: 'This file has a second name, which would keep the old secret. Put the new one there yourself.',
  'odd-path': 'Its path has signs in it that are not drawn, or a blank at an end. Give the file another name.',
}

/** Words of the places where the secret of a token is used. */
export const placeText = {
  title: 'Where it is used',
  none: 'No place is noted.',
  noneHelp: 'Noted here, a place is shown before the token is revoked, and ticked off when it is replaced.',
  add: 'Add a place',
  find: 'Find in files…',
  full: 'A token has 200 places at most.',

  kind: 'Kind',
  nameLabel: (kind: WhereKind) => nameLabels[kind],
  example: (kind: WhereKind) => examples[kind],
  note: 'Note',
  noteHelp: 'Who to ask, what to restart. Only in this vault.',
  missing: (kind: WhereKind) => `Enter ${kind === 'file' ? 'the path of the file' : 'what it is called'}.`,
  twice: 'This token has that place already.',
  save: 'Save',
  addThis: 'Add',

  replaceHere: 'Replace here…',
  replaceHereIn: (name: string) => `Replace here: ${name}`,
  replaceTitle: 'Replace the secret in a file',
  replaceLead: 'Keyrack changes these values and leaves every other byte as it is:',
  replaceLine: (line: number) => `Line ${line}`,
  oldToNew: 'old secret → new secret',
  linkedTo: (path: string) => `The place is a link. The file that is written is ${path}.`,
  tracked: 'Git tracks this file: take care that the secret is not committed.',
  maybeTracked: 'Git may track this file: take care that the secret is not committed.',
  elsewhere: (number: number) =>
    `The old secret stands ${count(number, 'more time')} in this file, in a comment for instance. Keyrack leaves ${number === 1 ? 'it' : 'them'} there.`,
  undoKept:
    'The file as it is now is kept in the vault’s folder, sealed, for 30 days or until the old token is revoked.',
  write: 'Write the new secret',
  readingFile: 'Reading the file…',
  whyNot: (why: WhyNotReplaced) => whyNot[why],
  written: (path: string) => `The new secret is in ${path}`,
  changedMeanwhile: 'The file was changed meanwhile. Nothing was written. Look at the new preview.',
  undoReplace: 'Put the file back as it was',
  undoChanged: 'The file was changed since. Keyrack left it as it is.',
  fileBack: (name: string) => `${name} is as it was before`,

  copyNew: 'Copy the new secret',
  copyNewFor: (name: string) => `Copy the new secret for ${name}`,
  copiedNow: (seconds: number) => `Copied for ${count(seconds, 'second')}. Put it there, then tick the place.`,
  copiedFor: (name: string, seconds: number) => `Copied for ${count(seconds, 'second')}. Put it into ${name}.`,
  hasItNow: 'The new secret is there',

  actions: (name: string) => `Actions for ${name}`,
  edit: 'Edit',
  remove: 'Remove',
  removed: (name: string) => `${name} is no longer a place of this token`,
  undo: 'Undo',
  look: 'Look into the file',
  looked: (found: Output<'place.look'>['found']): string => {
    switch (found) {
      case 'elsewhere':
      case 'unknown':
      case 'unreadable':
      case 'too-large':
        return notSeen[found]
      default:
        return lookedSentences[found]
    }
  },
  setReplaced: 'It was replaced',
  setNotReplaced: 'It was not replaced',
  hasNew: 'Has the new secret',

  old: 'Has the secret before this one.',
  replacedBy: (name: string, age: string) => `Replaced ${age} by the secret of “${name}”.`,
  replaced: (age: string) => `Replaced ${age}.`,
  tookOver: (age: string) => `Got this secret ${age}.`,
  seen: (value: SeenValue, age: string) => `Looked into ${age}: ${seenSentences[value]}.`,

  // before it is revoked
  usedIn: 'Used in',
  notNoted: 'No place is noted',
  more: (number: number) => `and ${number} more`,

  // the way to a successor
  checkList: 'Places to replace it in',
  tickHelp: 'Tick each place once the new secret is there, or let Keyrack write it into a file.',
  noneToTick: 'No place of the old token is noted.',
  left: (number: number) =>
    `${count(number, 'place')} ${number === 1 ? 'is' : 'are'} not ticked and will stop working when the old token is revoked.`,
  leftConfirm: 'Revoke it all the same',
} as const
