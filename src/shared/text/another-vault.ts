import type { AppError } from '../model/error.ts'
import type { Explanation } from './explanation.ts'

/** What the name of a vault may be made of, and that it is taken. */
export const vaultNameSays = 'Letters (a to z), digits, spaces, dashes and underscores, with a letter or a digit first.'
export const vaultNameTaken = 'There is a vault of this name already.'

/** What is wrong with what was asked for, where it was about another vault; undefined for kinds that do not come up. */
export function ofAnotherVault(kind: AppError['kind']): Explanation | undefined {
  switch (kind) {
    case 'invalid-input':
      return { sentence: 'A vault cannot have this name.', nextStep: vaultNameSays, action: 'change-input' }
    case 'name-taken':
      return { sentence: vaultNameTaken, nextStep: 'Open that one, or choose another name.', action: 'change-input' }
    case 'not-found':
      return {
        sentence: 'The folder of this vault is not where it was.',
        nextStep: 'Look for it where vaults are kept, and put it back there.',
      }
    default:
      return undefined
  }
}
