import type { VaultState } from '#shared/model/vault'
import { count, numberText, protectionLabels, protectionSentence } from '#shared/text/words'

type OpenVault = Extract<VaultState, { kind: 'open' }>

/** Sentences about the protection of an open vault that stand in the window itself: the banner, the side bar. */
export const vaultWords = {
  session: 'This session only',
  sessionSentence: 'Nothing of the vault is written to the disk. Everything in it is gone when Keyrack quits.',
  passphraseOnly: 'Passphrase',
  passphraseSentence: 'Nobody can recover the passphrase for you.',
  either: 'Either of the two opens the vault.',
  both: 'It opens nothing without your passphrase.',

  // banner and side bar
  readOnly: 'This vault is from a newer Keyrack. It can be read here, not changed.',
  readOnlyNext: 'Install the newest Keyrack to change it.',
  reminder: 'No recovery code yet',
  reminderHelp: 'It opens the vault when the passphrase is forgotten or the keyring is lost. Takes two minutes.',
  dead: 'The system’s keystore does not have the key that sealed this vault, so the vault no longer opens by it.',
  deadNext: 'Choose again how it opens…',
  deadLevel: 'Keystore fails',
  sealedAgain:
    'The system’s keystore has another key than before. The vault was sealed by it again and opens as it did.',
  stronger: 'This system’s keystore protects the vault well now. The vault is still sealed as when it did not.',
  strongerNext: 'Seal everything anew…',
  rekeying: (done: number, total: number) =>
    total === 0
      ? 'Sealing everything anew…'
      : `Sealing everything anew: ${numberText(done)} of ${count(total, 'record')}`,
} as const

/** How well the vault is protected as it stands, in a word. */
export function vaultLevel({ storage, slots, keystore, keystoreSlot }: OpenVault): string {
  if (keystoreSlot === 'dead') return vaultWords.deadLevel
  if (storage === 'session') return vaultWords.session
  const byKeystore = slots.includes('os') || (slots.includes('os-passphrase') && keystore.level === 'strong')
  return byKeystore ? protectionLabels[keystore.level] : vaultWords.passphraseOnly
}

/** The same in sentences: what protects the vault, on this platform. */
export function vaultProtection({ storage, slots, keystore, keystoreSlot }: OpenVault): string {
  if (keystoreSlot === 'dead') return vaultWords.dead
  if (storage === 'session') return vaultWords.sessionSentence
  const sentence = protectionSentence(keystore)
  if (slots.includes('os')) return slots.includes('passphrase') ? `${sentence} ${vaultWords.either}` : sentence
  // Where the keystore protects nothing, the passphrase still does.
  const together = slots.includes('os-passphrase') && keystore.level === 'strong'
  return together ? `${sentence} ${vaultWords.both}` : vaultWords.passphraseSentence
}

/** Should the person be reminded of a recovery code? Not where a vault that opens weakly would only gain one more way in. */
export function lacksCode({ storage, slots, keystore, readOnly }: OpenVault): boolean {
  if (storage === 'session' || readOnly || slots.includes('recovery')) return false
  return slots.includes('passphrase') || slots.includes('os-passphrase') || keystore.level === 'strong'
}
