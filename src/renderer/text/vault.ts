import type { TypedKey } from '#shared/contract'
import type { Keystore, VaultState } from '#shared/model/vault'
import { count, duration } from '#shared/text/words'

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
    'Keyrack keeps your tokens in one encrypted file on this computer. It is not made before you choose how it is protected.',
  here: 'Protection by this system',
  choose: 'How shall the vault open?',
  both: 'System keystore and passphrase together',
  bothHelp: 'Recommended. Needs your sign-in on this computer and what you know; neither opens the vault alone.',
  os: 'System keystore',
  osHelp: 'Opens by itself when you are signed in to this computer.',
  passphrase: 'Passphrase',
  passphraseHelp: 'You type it each time Keyrack starts. It works on every system.',
  session: 'This session only',
  sessionHelp: 'Nothing of the vault is written to the disk. Everything in it is gone when Keyrack quits.',
  weak: 'Weak, I accept',
  weakHelp: 'Opens by itself, but whoever copies the vault’s folder may be able to open it too.',
  codeNext: 'Once it is made, Keyrack shows you a recovery code to write down, for the day when the rest is lost.',
  create: 'Create the vault',
  begin: 'Begin the session',
  createAndRestore: 'Create it and restore from a backup…',
  creating: 'Making the vault…',
  noAnswer: 'The system’s keystore did not answer, so it is not known how well it would protect the vault.',

  unlockTitle: 'Unlock the vault',
  unlockLead: 'Your tokens are on this computer, encrypted. The passphrase opens them.',
  unlockLeadTogether:
    'Your tokens are on this computer, encrypted. The passphrase opens them, together with the system’s keystore.',
  unlock: 'Unlock',

  hiddenTitle: 'The vault is hidden',
  hiddenLead:
    'The system’s keystore opens this vault by itself while you are signed in, so it is hidden from view and not locked. Give it a passphrase in the settings to be able to lock it.',
  show: 'Show',

  byOsTitle: 'The vault is locked by the system',

  damagedTitle: 'The vault cannot be read',
  damaged: 'The file of the vault is damaged or incomplete.',
  olderCopies: (number: number) =>
    number === 0
      ? 'No older copy on this disk can be read either. If you have a backup of the folder, put it back and try again.'
      : `${count(number, 'older copy', 'older copies')} in its folder can still be read, so most of it is not lost. Put a backup of the whole folder back if you have one, and leave the folder as it is otherwise.`,
  copyLead: 'If there is no backup, Keyrack can go on with the newest copy that can be read.',
  useCopy: (moment: string) => `Use the copy from ${moment}…`,
  copyTitle: 'Go on with an older copy?',
  copyLoses: (moment: string) =>
    `The copy is from ${moment}. What was stored or changed since then is not in it: secrets that were stored since are lost here, and their tokens go on working at their provider.`,
  copyKeeps: 'The damaged file is kept in the folder, set aside, so that somebody may still get more out of it.',
  copyDo: 'Use this copy',
  copying: 'Reading the copy…',

  newerTitle: 'The vault is from a newer Keyrack',
  newer: (format: number) =>
    `It has format ${format}, which this version does not know. Install the newest Keyrack and start it again.`,

  olderTitle: 'This is not the newest vault that was here',
  older:
    'Keyrack has seen a newer state of this vault in this place, or another vault. Somebody or something has put an older copy or another vault there.',
  olderNext:
    'Put the newest copy of the folder back and try again. Tokens that were stored since are in that copy only.',
  acceptLead: 'If you have put the older copy there on purpose, you can go on with it.',
  accept: 'Open it all the same…',
  acceptTitle: 'Go on with the older vault?',
  acceptLoses:
    'What was stored or changed after this copy was made is not in it. Secrets that were stored since are in the newer vault only, wherever that is now.',
  acceptKeeps:
    'Keyrack counts from this copy on and does not ask again. If you did not put it there yourself, find out who did before you go on.',
  acceptDo: 'Open it',
  accepting: 'Opening the vault…',

  otherTitle: 'This vault is not for this Keyrack',
  purposes: { real: 'daily use', demo: 'the demo', test: 'tests' },
  other: (purpose: string) => `The vault in this profile was made for ${purpose}. Start Keyrack with another profile.`,
} as const

/** Says that something typed opens the vault too. */
export function orOpenWith(means: readonly TypedKey['with'][]): string {
  if (means.length > 1) return 'Or open it with your passphrase or the recovery code:'
  return means.includes('passphrase') ? 'Or open it with your passphrase:' : 'Or open it with the recovery code:'
}

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
