import { mkdirSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../../ports/file-errors.ts'
import {
  defaultProfile,
  folderOfProfile,
  isSameProfile,
  profilesAmong,
  profilesFolder,
} from '#shared/rules/profile-name'

/** One vault with everything that belongs to it: its preferences, its log, and what keeps a second start from it. */
export interface Profile {
  /** As its folder is called; `default` for the one without a name. */
  readonly name: string
  /** What Electron calls `userData`. */
  readonly folder: string
  /** The folder of the default vault, below which the others are. */
  readonly base: string
  /** There is a vault besides the default one. */
  readonly several: boolean
}

/**
 * Finds the folder of a vault, and makes it, for the person alone, unless it is the default one: that is Electron's own to
 * make. Runs before anything asks Electron for a path.
 * @throws Error with Node's `code` when the folder cannot be found or made. A folder that cannot be seen is not taken for
 *   one that is not there.
 */
export function openProfile(base: string, name: string): Profile {
  const parent = join(base, profilesFolder)
  if (isSameProfile(name, defaultProfile)) {
    return { name: defaultProfile, folder: base, base, several: hasProfiles(base) }
  }
  mkdirSync(parent, { recursive: true, mode: 0o700 })
  const own = folderOfProfile(name, readdirSync(parent))
  const folder = join(parent, own)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { name: own, folder, base, several: true }
}

/** Where a vault of this name is, or would be; makes nothing. A folder of others that cannot be seen has none. */
export function findProfile(base: string, name: string): Profile {
  const several = hasProfiles(base)
  if (isSameProfile(name, defaultProfile)) return { name: defaultProfile, folder: base, base, several }
  const own = folderOfProfile(name, namesIn(join(base, profilesFolder)))
  return { name: own, folder: join(base, profilesFolder, own), base, several: true }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Why nothing can be written into a folder, as Node's `code`; null when it can. */
export function writeProblem(folder: string): string | null {
  try {
    rmdirSync(mkdtempSync(join(folder, '.keyrack-')))
    return null
  } catch (error) {
    return codeOf(error) || 'unknown'
  }
}

/** Is there a vault besides the default one? That one opens whatever is the matter with the folder of the others. */
export function hasProfiles(base: string): boolean {
  return profilesAmong(namesIn(join(base, profilesFolder))).length > 0
}
