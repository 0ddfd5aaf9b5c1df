import type { Keystore, VaultState } from '#shared/model/vault'
import { count, duration } from './words.ts'

/** Sentences of the screen that stands in front of a vault that is not open. */
export const vaultText = {
  region: 'Vault',
  retry: 'Try again',
  showFolder: 'Show the folder',
  untouched: 'Keyrack has not changed it.',

  opening: 'Opening the vault…',
  openingLong: (seconds: number) => `Opening the vault… ${duration(seconds)}`,
  openingHelp: 'Keyrack waits for the system’s keystore. It may be asking you something in another window.',

  setUpTitle: 'Set up the vault',
  setUpLead:
    'Keyrack keeps your tokens in one encrypted file on this computer. Nothing is written before you choose how it is protected.',
  here: 'Protection by this system',
  choose: 'How shall the vault open?',
  both: 'System keystore and passphrase',
  bothHelp: 'Needs your sign-in on this computer and what you know. A copied file opens with neither of them alone.',
  os: 'System keystore',
  osHelp: 'Opens by itself when you are signed in to this computer.',
  passphrase: 'Passphrase',
  passphraseHelp: 'You type it each time Keyrack starts. It works on every system.',
  session: 'This session only',
  sessionHelp: 'Nothing is written to the disk. Everything is gone when Keyrack quits.',
  weak: 'Weak, I accept',
  weakHelp: 'Opens by itself, but whoever copies the vault’s folder may be able to open it too.',
  create: 'Create the vault',
  begin: 'Begin the session',
  creating: 'Making the vault…',
  noAnswer: 'The system’s keystore did not answer, so it is not known how well it would protect the vault.',

  unlockTitle: 'Unlock the vault',
  unlockLead: 'Your tokens are on this computer, encrypted. The passphrase opens them.',
  unlock: 'Unlock',
  passphraseMissing: 'Enter your passphrase.',

  byOsTitle: 'The vault is locked by the system',
  orPassphrase: 'Or open it with your passphrase:',

  damagedTitle: 'The vault cannot be read',
  damaged: 'The file of the vault is damaged or incomplete.',
  olderCopies: (number: number) =>
    number === 0
      ? 'No older copy on this disk can be read either. If you have a backup of the folder, put it back and try again.'
      : `${count(number, 'older copy', 'older copies')} in its folder can still be read, so most of it is not lost. Put a backup of the whole folder back if you have one, and leave the folder as it is otherwise.`,

  newerTitle: 'The vault is from a newer Keyrack',
  newer: (format: number) =>
    `It has format ${format}, which this version does not know. Install the newest Keyrack and start it again.`,

  olderTitle: 'This is an older vault than before',
  older:
    'On this computer Keyrack has seen a newer state of this vault than the one in its folder. Somebody or something has put an older copy there.',
  olderNext:
    'Put the newest copy of the folder back and try again. Tokens that were stored since are in that copy only.',

  otherTitle: 'This vault is not for this Keyrack',
  purposes: { real: 'daily use', demo: 'the demo', test: 'tests' },
  other: (purpose: string) => `The vault in this profile was made for ${purpose}. Start Keyrack with another profile.`,
} as const

type LockedByOs = Extract<VaultState, { kind: 'locked-by-os' }>

/** Why the keystore does not open the vault, and what to do about it. */
export function lockedByOsSentences(why: LockedByOs['why']): readonly [what: string, next: string] {
  switch (why) {
    case 'not-available':
      return [
        'The keystore of this system is locked, or it is not running.',
        'Unlock it (in most desktops it asks by itself), then try again.',
      ]
    case 'other-key':
      return [
        'The keystore answers, but with another key than the one that sealed this vault. That happens when the keyring, the user or the computer has changed.',
        'Sign in as the user who made the vault, or bring the old keyring back, then try again.',
      ]
    case 'no-answer':
      return [
        'The keystore of this system has not answered in time.',
        'Look for a window that asks you to unlock it, then try again.',
      ]
  }
}

/** A keystore that gave no answer at all; it may still do so. */
export function gaveNoAnswer({ level, platform }: Keystore): boolean {
  return level === 'unknown' && platform === ''
}
