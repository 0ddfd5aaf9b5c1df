import type { RefusedFile } from '#shared/contract/inspect'

/** Words of the offline inspector. */
export const inspectText = {
  title: 'Inspect a token',
  lead: 'Keyrack says what a token is by its look, and what it knows of it. Nothing is sent anywhere, and nothing of it is kept.',
  value: 'Token',
  help: 'Paste it, type it or drop it here, of any service, or drop a file that has it. What stands around it does not matter. Ctrl+Enter inspects it.',
  needed: 'Paste or type a token.',
  look: 'Inspect',
  looking: 'Looking at it…',
  another: 'Another one',
  what: 'What it is',
  matches: 'Whose it may be',
  known: 'What Keyrack knows of it',
  storedAs: (name: string) => `Stored here as “${name}”.`,
  signsIn: (account: string) => `Keyrack signs in to “${account}” with it.`,
  notKnown: 'The vault does not have it.',
  show: 'Show',
  state: 'State',
  asOf: (age: string) => `as of ${age}`,
  usedIn: 'Used in',
  times: 'Times',
  timeLabels: { issued: 'Issued', begins: 'Not before', expires: 'Expires' },
  header: 'Header',
  claims: 'Claims',
  signs: 'Signs',
} as const

/** Why what was dropped is not inspected. */
export const refusedFileTexts: Readonly<Record<RefusedFile | 'several', string>> = {
  several: 'One token is inspected at a time: drop a single file.',
  folder: 'This is a folder: drop the file that has the token.',
  'no-file': 'There is no such file any more.',
  'too-large': 'The file is larger than any token: more than 1 MB is not read.',
  unreadable: 'The system did not let Keyrack read it, or it is no file.',
}
