/**
 * Names of vaults that a person keeps beside each other. A name is also the name of a folder on every file system and a
 * word on a command line. So it has plain letters only: systems differ in how they write accents and fold their case, and
 * one vault must never have two folders, nor two vaults one.
 */

/** The name of the vault that is there without asking for another. It has no folder of its own under `profiles`. */
export const defaultProfile = 'default'

/** The folder that those of named vaults are in. It is in the folder of the default vault. */
export const profilesFolder = 'profiles'

export const longestProfileName = 40

export type ProfileNameProblem =
  | 'empty'
  | 'too-long'
  /** Something other than letters a to z, digits, spaces, dashes and underscores, or a beginning other than letter or digit. */
  | 'characters'
  /** Windows takes it for a device, whatever folder it stands in. */
  | 'reserved'

const allowed = /^[a-z0-9](?:[a-z0-9 _-]*[a-z0-9_-])?$/i
/** See "Naming Files, Paths, and Namespaces" of Windows. */
const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i

/** The name without spaces around it, and with single ones inside: what cannot be seen must not tell two names apart. */
export function tidyProfileName(typed: string): string {
  return typed.trim().replace(/ {2,}/g, ' ')
}

/** What is wrong with a tidy name; null when a vault can have it. */
export function profileNameProblem(name: string): ProfileNameProblem | null {
  if (name === '') return 'empty'
  if (name.length > longestProfileName) return 'too-long'
  if (!allowed.test(name)) return 'characters'
  return devices.test(name) ? 'reserved' : null
}

/** Do both name the same vault? Upper and lower case are the same, as they are on most disks. */
export function isSameProfile(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Those of a folder's names that are names of vaults, sorted. What has another name was put there by somebody else. */
export function profilesAmong(names: readonly string[]): string[] {
  return names
    .filter((name) => tidyProfileName(name) === name && profileNameProblem(name) === null)
    .filter((name) => !isSameProfile(name, defaultProfile))
    .toSorted((a, b) =>
      a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : a < b ? -1 : 1,
    )
}

/**
 * The folder that a vault of this name has among those that are there, and otherwise the name itself. Where somebody made
 * two folders that differ in case only, each is found by its exact name.
 */
export function folderOfProfile(name: string, names: readonly string[]): string {
  const known = profilesAmong(names)
  return known.find((one) => one === name) ?? known.find((one) => isSameProfile(one, name)) ?? name
}
