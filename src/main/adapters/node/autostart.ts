import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../ports/failure.ts'
import { codeOf } from '../../ports/file-errors.ts'
import type { SignInStart } from '../../ports/sign-in-start.ts'
import { autostartEntry, entryState, type AutostartEntry } from './autostart-entry.ts'

export interface AutostartOptions extends AutostartEntry {
  /** `autostart` in the person's folder of configuration. */
  readonly folder: string
  /** The name of the file, without `.desktop`: a vault's own. */
  readonly id: string
}

/** Starting at sign-in as desktops on Linux have it: a file of ours among those that they start programs by. */
export function createAutostart({ folder, id, name, command }: AutostartOptions): SignInStart {
  const file = join(folder, `${id}.desktop`)
  return {
    async state() {
      try {
        return entryState(await readFile(file, 'utf8'), command)
      } catch (error) {
        return codeOf(error) === 'ENOENT' ? 'off' : 'not-here'
      }
    },
    async set(on) {
      const draft = `${file}.new`
      try {
        if (!on) {
          await rm(file, { force: true })
          return
        }
        await mkdir(folder, { recursive: true })
        // A link that somebody put there is replaced, and what it leads to stays as it is.
        await rm(draft, { force: true })
        await writeFile(draft, autostartEntry({ name, command }), { flag: 'wx', mode: 0o644 })
        await rename(draft, file)
      } catch (error) {
        throw new Failure('disk-refused', { code: codeOf(error) || 'unknown' })
      }
    },
  }
}

/** The name of a vault's file. No vault has a dot in its name, so no two have the same file. */
export function autostartId(appId: string, profile: string): string {
  return `${appId}.${profile.replaceAll(' ', '.')}`
}

/** The program to start, as it can be started again: an AppImage is another file each time it runs. */
export function installedProgram(executable: string, env: Readonly<Record<string, string | undefined>>): string {
  return env['APPIMAGE'] ?? executable
}

/** Where the person's desktop looks for programs to start. */
export function autostartFolder(home: string, env: Readonly<Record<string, string | undefined>>): string {
  const configured = env['XDG_CONFIG_HOME'] ?? ''
  // The specification has a relative path ignored.
  return join(configured.startsWith('/') ? configured : join(home, '.config'), 'autostart')
}

/** Do the programs of this desktop's sessions see our files? In these sandboxes they do not. */
export function isSandboxed(env: Readonly<Record<string, string | undefined>>): boolean {
  return env['FLATPAK_ID'] !== undefined || env['SNAP'] !== undefined
}
