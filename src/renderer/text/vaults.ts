import { defaultProfile, longestProfileName, type ProfileNameProblem } from '#shared/rules/profile-name'
import { vaultNameSays, vaultNameTaken } from '#shared/text/another-vault'
import { count } from '#shared/text/words'

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
  taken: vaultNameTaken,
  problems: {
    empty: 'Enter a name.',
    'too-long': `At most ${count(longestProfileName, 'character')}.`,
    characters: vaultNameSays,
    reserved: 'Windows keeps this name for itself. Choose another one.',
  } satisfies Record<ProfileNameProblem, string>,
} as const

/** A vault's name as it is shown. */
export function vaultName(name: string): string {
  return name === defaultProfile ? 'Default' : name
}
