import type { Output } from '#shared/contract'
import type { SeenValue, WhereKind } from '#shared/model/place'
import { count } from './words.ts'

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

/** Words of the places where the secret of a token is used. */
export const placeText = {
  title: 'Where it is used',
  none: 'No place is noted.',
  noneHelp: 'Noted here, a place is shown before the token is revoked, and ticked off when it is replaced.',
  add: 'Add a place',
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
  tookOver: (age: string) => `Has this secret since ${age}.`,
  seen: (value: SeenValue, age: string) => `Looked into ${age}: ${seenSentences[value]}.`,

  // before it is revoked
  usedIn: 'Used in',
  notNoted: 'No place is noted',
  more: (number: number) => `and ${number} more`,

  // the way to a successor
  checkList: 'Places to replace it in',
  tickHelp: 'Tick each place once the new secret is there.',
  noneToTick: 'No place of the old token is noted.',
  left: (number: number) =>
    `${count(number, 'place')} ${number === 1 ? 'is' : 'are'} not ticked and will stop working when the old token is revoked.`,
  leftConfirm: 'Revoke it all the same',
} as const
