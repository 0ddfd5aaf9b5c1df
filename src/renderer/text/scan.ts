import type { Output } from '#shared/contract'
import type { Scanned } from '#shared/contract/scan'
import { count, listed, numberText } from '#shared/text/words'

const reasons: Readonly<Record<Scanned['leftOut'][number]['why'], string>> = {
  large: 'too large',
  unreadable: 'could not be read',
  missing: 'is not there',
  'not-a-folder': 'is not a folder',
}

const ends: Readonly<Record<Exclude<Scanned['ended'], 'whole'>, string>> = {
  stopped: 'Stopped before the end: this is what was found until then.',
  time: 'Ten minutes are over: this is what was found until then. Choose smaller folders to see the rest.',
  found: 'There is more than can be shown: this is what was found first. Choose smaller folders to see the rest.',
}

const sizes = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

function size(bytes: number): string {
  const step = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** step).toFixed(step === 0 || bytes / 1000 ** step >= 10 ? 0 : 1)} ${sizes[step] ?? ''}`
}

/** Sentences of looking for the secrets of tokens in files. */
export const scanText = {
  title: 'Find where tokens are used',

  lead: 'Keyrack looks into files for the secrets that are in this vault. It opens them for this run only, and nothing leaves this computer.',
  folders: 'Folders',
  noFolder: 'No folder is chosen.',
  addFolder: 'Add a folder…',
  leaveOut: (path: string) => `Do not look into ${path}`,
  wellKnown: 'The files in which tools keep their secrets',
  wellKnownHelp:
    '.npmrc, .netrc, .env, .git-credentials, Docker, Pulumi, GitHub and GitLab command lines, shells, and all of ~/.config.',
  unknown: 'Also what looks like a secret that is not in the vault',
  unknownHelp: 'Told by how the secrets of a provider begin. Nothing is sent to find out whether they work.',
  alsoIgnored: 'Also what ignore files leave out',
  alsoIgnoredHelp:
    'Without this, what a .gitignore names is left out, but for files such as .env and .npmrc: those are looked into always.',
  nowhere: 'Choose a folder, or the files of the tools.',
  submit: 'Find',
  looking: (files: number) => (files === 0 ? 'Looking…' : `Looking: ${count(files, 'file')} so far`),
  stop: 'Stop',

  // what was found
  looked: ({ files, bytes, secrets }: Scanned) =>
    `Looked for ${count(secrets, 'secret')} in ${count(files, 'file')} (${size(bytes)}).`,
  ended: ends,
  nothing: 'None of the secrets in this vault is in these files.',
  foundLabel: 'Found',
  notListed: 'A token that is listed no more',
  credentialOf: (account: string) => `What “${account}” signs in with`,
  credentialHelp: 'Which token that is, nobody said: no place can be noted for it.',
  lines: (lines: readonly number[], times: number) =>
    `${lines.length === 1 ? 'line' : 'lines'} ${listed(lines.map(numberText), 3)}${times > lines.length ? `, ${count(times, 'time')} in all` : ''}`,
  known: 'is a place already',
  more: (number: number) => `and ${count(number, 'more file')}. Note these, and look again to see the others.`,
  remember: (number: number) => `Remember ${count(number, 'place')}`,
  remembering: 'Noting the places…',
  remembered: ({ added, known, full, odd }: Output<'scan.remember'>) =>
    [
      added > 0 ? `${count(added, 'place')} noted.` : 'No place was noted.',
      known > 0 && `${count(known, 'was', 'were')} noted already.`,
      full > 0 && `${count(full, 'was', 'were')} not noted: a token has 200 places at most.`,
      odd > 0 &&
        `${count(odd, 'was', 'were')} not noted: a path with signs that are not drawn, or a blank at an end, cannot be a place.`,
    ]
      .filter((part) => part !== false)
      .join(' '),
  again: 'Look again',

  unknownTitle: (number: number) => `Not in the vault: ${count(number, 'secret')}`,
  unknownNote:
    'By their looks alone. One that still works and that nobody needs is best revoked; one that you use can be stored here.',
  importUnknown: (number: number) => (number === 1 ? 'Import it…' : `Import ${count(number, 'secret')}…`),
  unknownLabel: 'Not in the vault',
  begins: (prefix: string) => `begins with ${prefix}`,
  atLine: (line: number) => `line ${numberText(line)}`,
  sameAgain: 'the same once more',
  moreUnknown: (number: number) => `and ${numberText(number)} more`,

  leftOutTitle: 'Not looked into',
  leftOut: ({ binary, large, ignored, links, unreadable, short }: Scanned) =>
    [
      unreadable > 0 && `${count(unreadable, 'file or folder', 'files and folders')} that could not be read`,
      large > 0 && `${count(large, 'file')} larger than 16 MB`,
      binary > 0 && `${count(binary, 'file')} that ${binary === 1 ? 'is' : 'are'} no text`,
      ignored > 0 && `${count(ignored, 'file or folder', 'files and folders')} that ignore files name`,
      links > 0 && `${count(links, 'link')} in folders`,
      short > 0 &&
        `${count(short, 'secret')} of less than 8 characters, which cannot be told from other text, ${short === 1 ? 'was' : 'were'} not looked for`,
    ].filter((part) => part !== false),
  why: (why: Scanned['leftOut'][number]['why']) => reasons[why],
} as const
