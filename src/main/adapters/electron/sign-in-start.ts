import { app } from 'electron'
import { defaultProfile } from '#shared/rules/profile-name'
import type { SignInStart } from '../../ports/sign-in-start.ts'
import { autostartFolder, autostartId, createAutostart, installedProgram, isSandboxed } from '../node/autostart.ts'
import { keptArguments, profileArguments } from '../node/profile-argument.ts'
import { hiddenArgument } from '../node/start-argument.ts'
import { createMacLoginItem, createWindowsLoginItem } from './login-item.ts'

interface Options {
  /** The identity of the app among the files of Linux desktops. */
  readonly appId: string
  /** Which vault. */
  readonly profile: string
  /** What the system's list of such programs shows. */
  readonly title: string
}

/** Starting at sign-in as this system has it. Only a Keyrack that is installed is started: its sources move about. */
export function createSignInStart({ appId, profile, title }: Options): SignInStart {
  if (!app.isPackaged) return never('not-installed')
  if (process.platform === 'darwin') return createMacLoginItem(app, profile === defaultProfile)
  if (process.platform === 'win32') {
    const args = [...profileArguments(profile), hiddenArgument]
    return createWindowsLoginItem(app, { name: title, executable: process.execPath, args })
  }
  if (isSandboxed(process.env)) return never('not-here')
  return createAutostart({
    folder: autostartFolder(app.getPath('home'), process.env),
    id: profile === defaultProfile ? appId : autostartId(appId, profile),
    name: title,
    command: [
      installedProgram(process.execPath, process.env),
      ...keptArguments(process.argv),
      ...profileArguments(profile),
    ],
  })
}

function never(state: 'not-installed' | 'not-here'): SignInStart {
  return { state: () => Promise.resolve(state), set: () => Promise.resolve() }
}
