import type { AppError } from '#shared/model/error'
import { explain } from '#shared/text/errors'
import type { Explanation } from '#shared/text/explanation'

/** A failure about a file of the person's, in other words than one about the vault itself. */
export function explainBackup(error: AppError): Explanation {
  switch (error.kind) {
    case 'vault-unreadable':
      return ofTheFile(error)
    case 'wrong-passphrase':
      return {
        sentence: 'This passphrase does not open it.',
        nextStep:
          'Try again. Capital letters and the keyboard layout matter; an older backup has the passphrase of then.',
      }
    case 'invalid-input':
      if (error.field !== 'file') break
      return {
        sentence: 'This is the vault’s own folder, and nothing else goes there.',
        nextStep: 'Choose another folder, best of all on another disk.',
      }
    case 'not-found':
      return { sentence: 'The file is not there any more.', nextStep: 'Choose it again.' }
    case 'too-large':
      return {
        sentence: 'The vault is larger than a backup can be.',
        nextStep: 'Let go of stored secrets that nobody needs, then try again.',
      }
    case 'disk-refused':
      return {
        sentence: 'The system did not let Keyrack read or write this file.',
        nextStep: 'Choose another place, or check the permissions of the folder.',
      }
    case 'disk-full':
      return {
        sentence: 'The disk is full, so the file was not written.',
        nextStep: 'Free some space, or choose another disk.',
      }
    case 'busy':
      if (error.code === 'unstored') break
      return {
        sentence: 'A token is being changed at the moment, or an operation is not finished.',
        nextStep: 'Finish or end it first: it stands above the list of tokens.',
      }
    case 'confirmation-needed':
      return {
        sentence: 'What would be removed has changed meanwhile, so nothing was replaced.',
        nextStep: 'Open the backup and compare once more.',
      }
    default:
  }
  return explain(error)
}

function ofTheFile({ code }: AppError): Explanation {
  switch (code) {
    case 'backup-newer':
      return {
        sentence: 'This backup was made by a newer Keyrack.',
        nextStep: 'Install the newest version and try again. The file is left as it is.',
      }
    case 'backup-purpose':
      return {
        sentence: 'This backup was made for another use than this Keyrack, such as the demo.',
        nextStep: 'Open it with the Keyrack that made it, or choose another file.',
      }
    default:
      return {
        sentence: 'This file is no backup, or it is damaged.',
        nextStep: 'Choose another file, or another copy of this one. It is left as it is.',
      }
  }
}
