import type { AppError } from '../model/error.ts'
import { type Explanation, wait } from './explanation.ts'

/** Trouble on the way to a provider. */
export function ofTheWay(
  error: AppError,
  kind: 'offline' | 'unknown-host' | 'timeout' | 'tls' | 'proxy' | 'redirected' | 'answer-lost' | 'cancelled',
): Explanation {
  const who = error.provider ?? 'The provider'
  const whom = error.provider ?? 'the provider'
  switch (kind) {
    case 'offline':
      return {
        sentence: `There is no network connection, so ${whom} cannot be reached.`,
        nextStep: 'Connect and try again. Everything stored stays readable meanwhile.',
        action: 'retry',
      }
    case 'unknown-host':
      return {
        sentence: `There is no host with the name ${error.provider ?? 'that was given'}.`,
        nextStep: 'Check the address, and whether this network can see it.',
        action: 'change-input',
      }
    case 'timeout':
      return {
        sentence: `${who} did not answer in time.`,
        nextStep: 'Try again. If it stays slow, check the VPN or the proxy.',
        action: 'retry',
      }
    case 'tls':
      return {
        sentence: `The connection to ${whom} is not safe: its certificate could not be verified.`,
        nextStep: 'Ask whoever runs the server or the network for a certificate this system trusts.',
        action: 'retry',
      }
    case 'proxy':
      return {
        sentence: `The proxy on the way to ${whom} did not let the call through.`,
        nextStep: 'Check the proxy in the system’s network settings and try again.',
        action: 'retry',
      }
    case 'redirected':
      return {
        sentence: `${who} points to another address, and Keyrack sends no token there.`,
        nextStep: 'Enter the address the server really has.',
        action: 'change-input',
      }
    case 'answer-lost':
      return {
        sentence: `The connection broke before ${whom} answered. It is not known whether the change was made.`,
        nextStep: 'Do not repeat it. Look at what is there now and decide.',
        action: 'review',
      }
    case 'cancelled':
      return { sentence: 'This was cancelled.', nextStep: 'Start it again when you are ready.', action: 'retry' }
  }
}

/** Trouble with the vault and its disk. */
export function ofTheVault(
  kind:
    | 'vault-locked'
    | 'vault-closed-by-os'
    | 'vault-unreadable'
    | 'vault-read-only'
    | 'wrong-passphrase'
    | 'wrong-recovery-code'
    | 'weak-storage'
    | 'disk-full'
    | 'disk-refused',
): Explanation {
  switch (kind) {
    case 'vault-locked':
      return { sentence: 'The vault is locked.', nextStep: 'Unlock it and try again.', action: 'unlock' }
    case 'vault-closed-by-os':
      return {
        sentence: 'The system’s keystore does not open the vault at the moment.',
        nextStep: 'Unlock the keystore of the system, then try again.',
        action: 'retry',
      }
    case 'vault-unreadable':
      return {
        sentence: 'The vault cannot be read. Keyrack has left it as it is.',
        nextStep: 'Open its folder and put a good copy back.',
        action: 'show-folder',
      }
    case 'vault-read-only':
      return {
        sentence: 'The vault can be read but not changed now, so nothing was stored.',
        nextStep: 'Close other copies of Keyrack, check that this is the newest version, and start it again.',
      }
    case 'wrong-recovery-code':
      return {
        sentence: 'This recovery code is not right.',
        nextStep: 'Check it group by group with what you wrote down.',
      }
    case 'wrong-passphrase':
      return {
        sentence: 'This passphrase does not open the vault.',
        nextStep: 'Try again. Capital letters and the keyboard layout matter.',
        action: 'change-input',
      }
    case 'weak-storage':
      return {
        sentence: 'This system can protect the vault’s key only weakly, so nothing was written.',
        nextStep: 'Choose a passphrase, or accept the weak protection explicitly.',
        action: 'change-input',
      }
    case 'disk-full':
      return {
        sentence: 'The disk is full, so nothing could be stored.',
        nextStep: 'Free some space and try again.',
        action: 'retry',
      }
    case 'disk-refused':
      return {
        sentence: 'The system did not let Keyrack write to its folder.',
        nextStep: 'Check the permissions of the folder and try again.',
        action: 'show-folder',
      }
  }
}

/** Trouble on this computer, and Keyrack's own. */
export function ofThisComputer(
  error: AppError,
  kind: 'clipboard-empty' | 'clipboard-failed' | 'gesture-needed' | 'too-fast' | 'busy' | 'internal',
): Explanation {
  switch (kind) {
    case 'clipboard-empty':
      return {
        sentence: 'There is no text on the clipboard.',
        nextStep: 'Copy the token first, then paste it here.',
        action: 'retry',
      }
    case 'clipboard-failed':
      return { sentence: 'The clipboard could not be used.', nextStep: 'Try again in a moment.', action: 'retry' }
    case 'gesture-needed':
      return {
        sentence:
          'A secret is shown, copied, or taken from the clipboard only right after you ask for it in this window.',
        nextStep: 'Press the button once more.',
        action: 'retry',
      }
    case 'too-fast':
      return {
        sentence: 'Too many secrets were asked for in a short time.',
        nextStep: `Try again ${wait(error, 'in a minute')}.`,
        action: 'retry',
      }
    case 'busy':
      if (error.code === 'unfinished') {
        return {
          sentence: 'It was begun before, and that is not over.',
          nextStep: 'Look at it among the unfinished operations, above the list of tokens.',
        }
      }
      if (error.code === 'unstored') {
        return {
          sentence: 'A secret that was made before this is stored nowhere yet.',
          nextStep: 'Store it or let it go first: it stands above the list of tokens.',
        }
      }
      if (error.code === 'elsewhere') {
        return {
          sentence: 'Another Keyrack that has this vault open works on this, or has just done so.',
          nextStep: 'Look again in a moment: the list of what waits shows how it ended.',
        }
      }
      return {
        sentence: 'Keyrack is doing this already.',
        nextStep: 'Wait until it has ended, then look again.',
      }
    case 'internal':
      return {
        sentence: `Something went wrong inside Keyrack${error.code ? ` (${error.code})` : ''}.`,
        nextStep: 'Try again. If it happens again, restart Keyrack.',
        action: 'retry',
      }
  }
}
