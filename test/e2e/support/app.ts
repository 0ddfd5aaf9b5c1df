import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { projectRoot } from '#build/aliases'
import { ledClockName, type LedClock } from '#test/demo/electron/led-clock'
import type { RootOptions } from '#test/demo/electron/options'
import { rootOptionsVariable } from '#test/demo/electron/options-variable'
import { launchOptions } from '#test/support/launch'

const entry = join(projectRoot, 'out', 'demo', 'index.js')

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
  /** Starts the app as a person does who gives it these arguments, and waits for its end: for starts that have no window. */
  startToEnd(...args: string[]): Promise<{ readonly code: number | null; readonly output: string }>
  /** Starts the app with nothing attached to it; whoever does ends it. */
  startAlone(): AppProcess
  remove(): Promise<void>
}

/** Makes an empty profile; the app is started over it by `start`. */
export function makeProfile(): Profile {
  const root = mkdtempSync(join(tmpdir(), 'keyrack-e2e-'))
  const userData = join(root, 'profile')
  const running = new Set<RunningApp>()
  const children = new Set<AppProcess>()
  const usual: RootOptions = {
    name: 'Keyrack Test',
    userData,
    purpose: 'test',
    demo: false,
    accounts: [],
    services: [],
    cheapPassphrase: true,
    recordWire: null,
    ledClock: false,
  }
  const startAlone = (args: string[]): AppProcess => {
    const child = spawnApp(usual, args, { XDG_CONFIG_HOME: join(root, 'config') })
    children.add(child)
    return child
  }
  return {
    userData,
    outside: root,
    startToEnd(...args) {
      return endOf(startAlone(args))
    },
    startAlone: () => startAlone([]),
    async start(change = {}, more = {}) {
      const one = await startApp({ ...usual, ...change }, more)
      running.add(one)
      return one
    },
    async remove() {
      for (const one of running) await one.close().catch(() => undefined)
      for (const one of children) if (one.exitCode === null) one.kill('SIGKILL')
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
    args: [...launch.args, ...(more.args ?? []), entry],
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

export type AppProcess = ChildProcessByStdio<null, Readable, Readable>

function spawnApp(options: RootOptions, args: string[], env: Record<string, string>): AppProcess {
  const launch = launchOptions()
  return spawn(launch.executablePath, [...launch.args, entry, ...args], {
    env: { ...definedEnvironment(), ...env, [rootOptionsVariable]: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function endOf(child: AppProcess): Promise<{ code: number | null; output: string }> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => done({ code, output }))
  })
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** Puts main's clock forward; the app was started with `ledClock`. */
export async function advanceClock(app: ElectronApplication, ms: number): Promise<void> {
  await app.evaluate(
    (_electron, { name, by }) => (globalThis as unknown as Record<string, LedClock>)[name]?.advance(by),
    { name: ledClockName, by: ms },
  )
}

/** Ends the app in the middle of whatever it does. */
export async function kill(app: ElectronApplication): Promise<void> {
  const ended = app.waitForEvent('close')
  app.process().kill('SIGKILL')
  await ended
}

/** Starts a program that shares the desktop, and its clipboard, with the app. `folder` is its own. */
export async function startOtherProgram(folder: string): Promise<ElectronApplication> {
  const launch = launchOptions()
  return _electron.launch({
    ...launch,
    args: [
      ...launch.args,
      `--user-data-dir=${folder}`,
      join(projectRoot, 'test', 'e2e', 'support', 'other-program.cjs'),
    ],
    env: definedEnvironment(),
  })
}

/** What the system clipboard holds. */
export async function clipboardText(app: ElectronApplication): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText())
}

/** Puts text on the system clipboard, as another program would. */
export async function writeClipboard(app: ElectronApplication, text: string): Promise<void> {
  await app.evaluate(async ({ clipboard }, value) => clipboard.writeText(value), text)
}

/** The person answers the system's dialogs for files with this path. */
export async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog: system }, file) => {
    Object.assign(system, {
      showSaveDialog: () => Promise.resolve({ canceled: false, filePath: file }),
      showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [file] }),
    })
  }, path)
}

/** Keeps pages from being opened in a browser from now on; the function given tells which were asked for. */
export async function catchPages(app: ElectronApplication): Promise<() => Promise<string[]>> {
  const name = 'keyrackPages'
  await app.evaluate(({ shell }, key) => {
    const pages: string[] = []
    Object.assign(globalThis, { [key]: pages })
    Object.assign(shell, {
      openExternal: (url: string) => {
        pages.push(url)
        return Promise.resolve()
      },
    })
  }, name)
  return () => app.evaluate((_electron, key) => (globalThis as unknown as Record<string, string[]>)[key] ?? [], name)
}
