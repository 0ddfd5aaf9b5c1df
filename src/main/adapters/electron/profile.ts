import { app, dialog } from 'electron'
import { codeOf } from '../../ports/file-errors.ts'
import { profileArgument } from '../node/profile-argument.ts'
import { hasProfiles, openProfile, type Profile } from '../node/profile-folder.ts'
import { defaultProfile } from '#shared/rules/profile-name'

/** EX_USAGE and EX_CANTCREAT of sysexits.h: what was asked for is wrong; the folder cannot be made. */
const wrongName = 64
const noFolder = 73

/**
 * Gives Electron the folder of the vault that this start asks for, before anything is written. The app's name stays what it
 * is: on macOS and Linux the OS names its key after it. Null when there is no such vault to be had: then the person has
 * been told in one sentence, and the process is ending.
 * @param base `userData` of the default vault.
 */
export function enterProfile(base: string): Profile | null {
  const argument = profileArgument(process.argv)
  if ('refused' in argument) return refuse(argument.refused, wrongName)
  try {
    const profile = openProfile(base, argument.name)
    app.setPath('userData', profile.folder)
    return profile
  } catch (error) {
    return refuseFolder(codeOf(error) || 'unknown')
  }
}

/** Tells the person that the folder of the vault cannot be used, and ends the process. */
export function refuseFolder(code: string): null {
  return refuse(`the folder of this vault cannot be used (${code}).`, noFolder)
}

/**
 * Keeps the titles of windows right while vaults come and go: whenever the person turns to a window of the default vault, it
 * is looked whether that is still the only one.
 */
export function keepWindowTitle(appTitle: string, { base, name }: Profile): void {
  app.on('browser-window-focus', (_event, window) => {
    window.setTitle(windowTitle(appTitle, { name, several: name !== defaultProfile || hasProfiles(base) }))
  })
}

/** The title of a window: it names the vault, unless the default one is the only one. */
export function windowTitle(appTitle: string, { name, several }: Pick<Profile, 'name' | 'several'>): string {
  if (!several) return appTitle
  return `${name === defaultProfile ? 'Default' : name} – ${appTitle}`
}

function refuse(sentence: string, exitCode: number): null {
  const whole = `Keyrack did not start: ${sentence}`
  process.stderr.write(`${whole}\n`)
  // Started from an icon there is nobody to read that. On Linux the box would be the same line once more.
  if (process.platform !== 'linux') dialog.showErrorBox('Keyrack', whole)
  app.exit(exitCode)
  return null
}
