import { isRoot } from '#build/process'

/** What `_electron.launch` of Playwright needs to know; the test adds the app and its own arguments to `args`. */
export interface ElectronLaunch {
  readonly executablePath: string
  /** Playwright turns the sandbox off unless it is told not to. */
  readonly chromiumSandbox: boolean
  readonly args: string[]
}

/** The Electron, the sandbox and the switches for this run, as `npm test`, the bench or Playwright's global setup found them. */
export function launchOptions(): ElectronLaunch {
  return { executablePath: electronPath(), chromiumSandbox: !isRoot(), args: launchArguments() }
}

/** The switches that come before the app: no sandbox as root, where Chromium has none, and no graphics card under Xvfb. */
export function launchArguments(): string[] {
  const found = process.env['KEYRACK_ELECTRON_SWITCHES']
  const switches = found === undefined ? [] : (JSON.parse(found) as string[])
  return isRoot() ? ['--no-sandbox', ...switches] : switches
}

/** The Electron executable. */
export function electronPath(): string {
  return fromRun('KEYRACK_ELECTRON')
}

/** The version of that Electron, such as `33.4.11`. */
export function electronVersion(): string {
  return fromRun('KEYRACK_ELECTRON_VERSION')
}

/** Why a test of the real sandbox cannot run, undefined where it can: for `test.skip(reason !== undefined, reason)`. */
export function noSandboxReason(): string | undefined {
  return isRoot() ? 'root runs the tests, and Chromium has no sandbox as root: run them as an ordinary user' : undefined
}

function fromRun(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run this by "npm test", "npm run bench" or Playwright.`)
  return value
}
