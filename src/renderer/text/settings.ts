import type { Preferences } from '#shared/model/preferences'
import type { VaultState } from '#shared/model/vault'
import { count, duration, protectionLabels, protectionSentence } from './words.ts'

type OpenVault = Extract<VaultState, { kind: 'open' }>

/** Sentences of "Settings". */
export const settingsText = {
  title: 'Settings',
  theme: 'Theme',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark' } satisfies Record<Preferences['theme'], string>,
  warnings: 'Warn before a token expires',
  warningStep: (days: number) => count(days, 'day'),
  noWarnings: 'Without a step Keyrack marks a token only once it has expired.',
  clipboard: 'Clear the clipboard after',
  clipboardHelp:
    'Only if it still holds what Keyrack copied. Also when the vault locks, when Keyrack quits, and after a crash.',
  seconds: (seconds: number) => duration(seconds),
  refresh: 'Refresh by itself',
  refreshEvery: (minutes: number) => {
    if (minutes === 0) return 'Never'
    if (minutes === 1440) return 'Every day'
    if (minutes === 60) return 'Every hour'
    return `Every ${minutes % 60 === 0 ? count(minutes / 60, 'hour') : count(minutes, 'minute')}`
  },
  refreshHelp: 'You can always refresh by hand.',
  onClose: 'When the window is closed',
  closes: {
    quit: 'Quit Keyrack',
    'keep-running': 'Keep running in the background',
  } satisfies Record<Preferences['onClose'], string>,
  protection: 'Protection of the vault',
  level: 'Level',
  opensWith: 'Opens with',
  opens: {
    'os-passphrase': 'the system’s keystore and a passphrase together',
    recovery: 'a recovery code',
    os: 'the system’s keystore',
    passphrase: 'a passphrase',
  } as const,
  session: 'This session only',
  sessionSentence: 'Nothing is written to the disk. Everything is gone when Keyrack quits.',
  passphraseOnly: 'Passphrase',
  passphraseSentence: 'Only your passphrase opens the vault. Nobody can recover it for you.',
  either: 'Either of the two opens the vault.',
  addPassphrase: 'Add a passphrase',
  addPassphraseWhy: 'With a passphrase the vault still opens when the system’s keystore is lost or changed.',
  addPassphraseDo: 'Add passphrase',
  addOs: 'Let the system’s keystore open it too',
  addOsWhy: 'The vault then opens by itself when you are signed in to this computer.',
  adding: 'Changing the vault…',
  added: 'The vault has a second way to open.',
  version: (version: string) => `Keyrack ${version}`,
} as const

/** How well the vault is protected as it stands, in a word. */
export function vaultLevel({ storage, slots, keystore }: OpenVault): string {
  if (storage === 'session') return settingsText.session
  return slots.includes('os') ? protectionLabels[keystore.level] : settingsText.passphraseOnly
}

/** The same in sentences: what protects the vault, on this platform. */
export function vaultProtection({ storage, slots, keystore }: OpenVault): string {
  if (storage === 'session') return settingsText.sessionSentence
  if (!slots.includes('os')) return settingsText.passphraseSentence
  const sentence = protectionSentence(keystore)
  return slots.includes('passphrase') ? `${sentence} ${settingsText.either}` : sentence
}
