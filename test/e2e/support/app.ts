import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { projectRoot } from '#build/aliases'
import { rootOptionsVariable, type RootOptions } from '#test/demo/electron/options'
import { launchOptions } from '#test/support/launch'

/** One run of the app. */
export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** Everything main wrote to its output. */
  output(): string
  /** Quits as a person does, and waits for the end. */
  close(): Promise<void>
}

/** A throwaway profile that can be started more than once. */
export interface Profile {
  readonly userData: string
  /** Everything of this profile that lies outside `userData`: records of a test. */
  readonly outside: string
  start(change?: Partial<RootOptions>, more?: { args?: string[]; env?: Record<string, string> }): Promise<RunningApp>
  remove(): Promise<void>
}

/** Makes an empty profile; the app is started over it by `start`. */
export function makeProfile(): Profile {
  const root = mkdtempSync(join(tmpdir(), 'keyrack-e2e-'))
  const userData = join(root, 'profile')
  const running = new Set<RunningApp>()
  return {
    userData,
    outside: root,
    async start(change = {}, more = {}) {
      const options: RootOptions = {
        name: 'Keyrack Test',
        userData,
        purpose: 'test',
        demo: false,
        accounts: [],
        cheapPassphrase: true,
        recordWire: null,
        ...change,
      }
      const one = await startApp(options, more)
      running.add(one)
      return one
    },
    async remove() {
      for (const one of running) await one.close().catch(() => undefined)
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function startApp(
  options: RootOptions,
  more: { args?: string[]; env?: Record<string, string> },
): Promise<RunningApp> {
  const launch = launchOptions()
  const app = await _electron.launch({
    ...launch,
    // Playwright would pretend a light desktop, whatever the app says.
    colorScheme: null,
    args: [...launch.args, ...(more.args ?? []), join(projectRoot, 'out', 'demo', 'index.js')],
    env: { ...definedEnvironment(), ...more.env, [rootOptionsVariable]: JSON.stringify(options) },
  })
  let output = ''
  app.process().stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  app.process().stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const page = await app.firstWindow()
  return {
    app,
    page,
    output: () => output,
    close: async () => {
      await app.close()
    },
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** What the system clipboard holds. */
export async function clipboardText(app: ElectronApplication): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText())
}

/** Puts text on the system clipboard, as another program would. */
export async function writeClipboard(app: ElectronApplication, text: string): Promise<void> {
  await app.evaluate(async ({ clipboard }, value) => clipboard.writeText(value), text)
}
