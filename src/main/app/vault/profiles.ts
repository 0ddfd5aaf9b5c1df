import { join } from 'node:path'
import type { OwnProfile, Profile } from '#shared/model/profile'
import {
  defaultProfile,
  isSameProfile,
  profileNameProblem,
  profilesAmong,
  profilesFolder,
  tidyProfileName,
} from '#shared/rules/profile-name'
import type { Opener } from '../../ports/desktop.ts'
import { Failure } from '../../ports/failure.ts'
import { codeOf, diskFailure, isMissing } from '../../ports/file-errors.ts'
import type { FileSystem } from '../../ports/file-system.ts'
import type { ProfileLauncher } from '../../ports/profile-launcher.ts'

/** The folder of a profile's vault, in the folder of the profile. */
export function vaultFolderIn(folder: string): string {
  return join(folder, 'vault')
}

/** Which profile this process has, and where those beside it are. */
export interface ProfilePlace {
  readonly name: string
  /** The folder of the default profile. */
  readonly base: string
  /** There are others, as far as it was seen at the start. */
  readonly several: boolean
}

interface ProfilePorts {
  readonly fs: FileSystem
  readonly launcher: ProfileLauncher
  readonly opener: Opener
  readonly place: ProfilePlace
  /** What `own` tells has changed. */
  changed(): void
}

/**
 * The vaults beside each other on this computer. Each is open in a process of its own, so this one knows the others by the
 * names of their folders only, and neither reads nor deletes anything in them.
 */
export class Profiles {
  readonly #ports: ProfilePorts
  #several: boolean
  #isLaunching = false

  constructor(ports: ProfilePorts) {
    this.#ports = ports
    this.#several = ports.place.several
  }

  own(): OwnProfile {
    return { name: this.#ports.place.name, several: this.#several }
  }

  /** The default vault, and after it the others by name. Throws Failure('disk-refused') when their folder cannot be seen. */
  async list(): Promise<Profile[]> {
    const { place } = this.#ports
    const names = [defaultProfile, ...profilesAmong(await this.#folders())]
    const looked = await Promise.all(
      names.map(async (name) => {
        const isOwn = name === place.name
        const state = await this.#stateOf(name)
        return state === 'not-a-folder' && !isOwn ? [] : [{ name, isOwn, isNew: state === 'new' }]
      }),
    )
    const profiles = looked.flat()
    this.#tell(profiles.length > 1)
    return profiles
  }

  /** Throws Failure: `not-found`, `busy` while another is being started, `internal` when it does not start. */
  async open(wanted: string): Promise<void> {
    const { name, isOwn } = await this.#find(wanted)
    if (!isOwn) await this.#launch(name)
  }

  /** Gives the name without needless spaces. Throws Failure: `invalid-input`, `name-taken`, `disk-full` ..., or as `open`. */
  async make(wanted: string): Promise<string> {
    const name = tidyProfileName(wanted)
    if (profileNameProblem(name) !== null) throw new Failure('invalid-input', { field: 'vault-name' })
    const known = await this.list()
    if (known.some((profile) => isSameProfile(profile.name, name)))
      throw new Failure('name-taken', { field: 'vault-name' })
    try {
      await this.#ports.fs.makeFolder(this.#folderOf(name))
    } catch (error) {
      throw diskFailure(error)
    }
    this.#tell(true)
    await this.#launch(name)
    return name
  }

  /** Throws Failure: `not-found`, `disk-refused`. */
  async showFolder(wanted: string): Promise<void> {
    const { name } = await this.#find(wanted)
    await this.#ports.opener.openFolder(this.#folderOf(name))
  }

  async #find(name: string): Promise<Profile> {
    const found = (await this.list()).find((profile) => profile.name === name)
    if (found === undefined) throw new Failure('not-found', { field: 'vault-name' })
    return found
  }

  /** One at a time: each start is a process, and nobody needs them faster. */
  async #launch(name: string): Promise<void> {
    if (this.#isLaunching) throw new Failure('busy')
    this.#isLaunching = true
    try {
      await this.#ports.launcher.launch(name)
    } finally {
      this.#isLaunching = false
    }
  }

  #folderOf(name: string): string {
    const { base } = this.#ports.place
    return name === defaultProfile ? base : join(base, profilesFolder, name)
  }

  async #folders(): Promise<string[]> {
    const { fs, place } = this.#ports
    try {
      return await fs.list(join(place.base, profilesFolder))
    } catch (error) {
      if (isMissing(error)) return []
      throw diskFailure(error)
    }
  }

  /** Whatever cannot be looked at is there: "new" is said only of what was seen to be empty. */
  async #stateOf(name: string): Promise<'new' | 'set-up' | 'not-a-folder'> {
    const { fs } = this.#ports
    const folder = this.#folderOf(name)
    try {
      const inside = await fs.list(folder)
      const traces = inside.filter((entry) => entry.startsWith('vault'))
      if (traces.some((entry) => entry !== 'vault')) return 'set-up'
      return traces.length === 0 || (await fs.list(vaultFolderIn(folder))).length === 0 ? 'new' : 'set-up'
    } catch (error) {
      if (isMissing(error)) return 'new'
      return codeOf(error) === 'ENOTDIR' ? 'not-a-folder' : 'set-up'
    }
  }

  #tell(several: boolean): void {
    const before = this.#several
    this.#several = several || !isSameProfile(this.#ports.place.name, defaultProfile)
    if (before !== this.#several) this.#ports.changed()
  }
}
