import { defaultProfile, longestProfileName, type ProfileNameProblem } from '#shared/rules/profile-name'
import type { AppError } from '#shared/model/error'
import type { Explanation } from './explanation.ts'
import { count } from './words.ts'

/** Sentences about several vaults beside each other. */
export const vaultsText = {
  title: 'Vaults',
  lead: 'Each vault is a file of its own, with its own ways to open it, its own settings and its own window.',
  menu: (name: string) => `Vault: ${name}`,
  manage: 'All vaults…',
  here: 'In this window',
  new: 'New',
  newHelp: 'Nothing is set up in it yet.',
  open: 'Open',
  openIt: (name: string) => `Open ${name}`,
  showFolder: 'Show its folder',
  showFolderOf: (name: string) => `Show its folder: ${name}`,
  name: 'New vault',
  nameHelp: 'It opens in a window of its own. Everyone who sees your files can read its name.',
  make: 'Make it',
  opened: (name: string) => `The vault ${name} opens in a window of its own.`,
  taken: 'There is a vault of this name already.',
  problems: {
    empty: 'Enter a name.',
    'too-long': `At most ${count(longestProfileName, 'character')}.`,
    characters: 'Letters (a to z), digits, spaces, dashes and underscores, with a letter or a digit first.',
    reserved: 'Windows keeps this name for itself. Choose another one.',
  } satisfies Record<ProfileNameProblem, string>,
} as const

/** A vault's name as it is shown. */
export function vaultName(name: string): string {
  return name === defaultProfile ? 'Default' : name
}

/** What is wrong with what was asked for, where it was about another vault; undefined for kinds that do not come up. */
export function ofAnotherVault(kind: AppError['kind']): Explanation | undefined {
  switch (kind) {
    case 'invalid-input':
      return {
        sentence: 'A vault cannot have this name.',
        nextStep: vaultsText.problems.characters,
        action: 'change-input',
      }
    case 'name-taken':
      return { sentence: vaultsText.taken, nextStep: 'Open that one, or choose another name.', action: 'change-input' }
    case 'not-found':
      return {
        sentence: 'The folder of this vault is not where it was.',
        nextStep: 'Look for it where vaults are kept, and put it back there.',
      }
    default:
      return undefined
  }
}
