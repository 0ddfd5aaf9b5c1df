import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { defaultProfile, profileNameProblem, tidyProfileName } from '#shared/rules/profile-name'
import { findProfile, openProfile, type Profile } from '../adapters/node/profile-folder.ts'
import { Ended, exits } from './exit.ts'

/** What every command takes. */
export interface CommonOptions {
  readonly profile?: string
  readonly data?: string
  readonly format?: string
  readonly color?: boolean
  readonly recovery?: boolean
}

/** The folder that the app keeps its default vault in: what Electron calls `userData`. Its name is frozen. */
function usualFolder(environment: NodeJS.ProcessEnv, platform: string, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Keyrack')
  const given = environment[platform === 'win32' ? 'APPDATA' : 'XDG_CONFIG_HOME'] ?? ''
  if (isAbsolute(given)) return join(given, 'Keyrack')
  return platform === 'win32' ? join(home, 'AppData', 'Roaming', 'Keyrack') : join(home, '.config', 'Keyrack')
}

/** The vault that `--data` and `--profile` name. `make`: also makes its folder. Throws Ended. */
export function placeOf({ profile, data }: CommonOptions, environment: NodeJS.ProcessEnv, make = false): Profile {
  const name = tidyProfileName(profile ?? defaultProfile)
  if (profileNameProblem(name) !== null)
    throw new Ended(exits.usage, 'No vault can have the name that --profile gives.')
  const base = data === undefined ? usualFolder(environment, process.platform, homedir()) : resolve(data)
  return make ? openProfile(base, name) : findProfile(base, name)
}
