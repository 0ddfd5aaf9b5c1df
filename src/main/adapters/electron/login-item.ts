import type { LoginItemSettings, LoginItemSettingsOptions, Settings } from 'electron'
import type { SignInStart } from '../../ports/sign-in-start.ts'

/** The calls of Electron's `app` that this needs. */
export interface LoginItemCalls {
  getLoginItemSettings(options?: LoginItemSettingsOptions): LoginItemSettings
  setLoginItemSettings(settings: Settings): void
}

/** macOS starts the app itself, and nothing tells it which vault: that is the default one. It says that it did so. */
export function createMacLoginItem(calls: LoginItemCalls, isDefaultVault: boolean): SignInStart {
  return {
    async state() {
      if (!isDefaultVault) return 'default-only'
      const { openAtLogin, status } = calls.getLoginItemSettings()
      if (status === 'requires-approval') return 'blocked'
      return openAtLogin ? 'on' : 'off'
    },
    async set(on) {
      if (isDefaultVault) calls.setLoginItemSettings({ openAtLogin: on })
    },
  }
}

export interface WindowsEntry {
  /** The entry's name in the registry: a vault's own. */
  readonly name: string
  readonly executable: string
  readonly args: readonly string[]
}

/** Windows starts what is in a list of the registry; a person can switch each entry off in the Task Manager. */
export function createWindowsLoginItem(calls: LoginItemCalls, { name, executable, args }: WindowsEntry): SignInStart {
  // Electron joins them with spaces, as they are.
  const quoted = args.map((argument) => (argument.includes(' ') ? `"${argument}"` : argument))
  return {
    async state() {
      const { launchItems } = calls.getLoginItemSettings({ path: executable, args: quoted })
      const own = launchItems.find((item) => item.name === name)
      if (own === undefined) return 'off'
      return own.enabled ? 'on' : 'blocked'
    },
    async set(on) {
      calls.setLoginItemSettings({ openAtLogin: on, enabled: true, name, path: executable, args: quoted })
    },
  }
}
