import { spawn, type ChildProcess } from 'node:child_process'
import { electronPath, launchArguments } from '#test/support/launch'
import { Line, type Target } from './cdp.ts'

/** A running Electron, seen through its DevTools. */
export interface Electron {
  readonly pid: number
  /** When it was spawned, on the clock of `performance.now()`. */
  readonly spawnedAt: number
  readonly page: Target
  /** Main, where `inspectMain` was asked for. */
  readonly main: Target | null
  /** Lets go of the page and of main, so that nobody watches while its memory is read. */
  detach(): void
  /** Quits as a person does who closes the window, and waits for the end. */
  close(): Promise<void>
}

export interface ElectronStart {
  /** The file that Electron runs. */
  readonly app: string
  readonly env?: Readonly<Record<string, string>>
  readonly inspectMain?: boolean
}

const patienceMs = 60_000
const quitLimitMs = 15_000

/** Starts an Electron that keeps its key in no keyring, and takes hold of its first page as early as that can be done. */
export async function startElectron({ app, env = {}, inspectMain = false }: ElectronStart): Promise<Electron> {
  const inspect = inspectMain ? ['--inspect=127.0.0.1:0'] : []
  const args = [...launchArguments(), '--password-store=basic', '--remote-debugging-port=0', ...inspect, app]
  const spawnedAt = performance.now()
  const child = spawn(electronPath(), args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines: Line[] = []
  try {
    const found = await addresses(child, inspectMain)
    const browser = await Line.connect(found.browser)
    lines.push(browser)
    const page = await firstPage(browser)
    let main: Target | null = null
    if (found.main !== null) {
      const line = await Line.connect(found.main)
      lines.push(line)
      main = line.target()
    }
    return {
      pid: child.pid ?? 0,
      spawnedAt,
      page,
      main,
      detach: () => {
        for (const line of lines) line.close()
      },
      close: async () => {
        for (const line of lines) line.close()
        await end(child)
      },
    }
  } catch (error) {
    for (const line of lines) line.close()
    await end(child)
    throw error
  }
}

/** Chromium and Node write their DevTools addresses to the error output. */
function addresses(child: ChildProcess, withMain: boolean): Promise<{ browser: string; main: string | null }> {
  return new Promise((resolve, reject) => {
    let text = ''
    const fail = (why: string) => {
      clearTimeout(patience)
      reject(new Error(`${why} It said:\n${text}`))
    }
    const patience = setTimeout(() => fail('Electron told no DevTools address.'), patienceMs)
    child.once('error', (error) => fail(`Electron did not start: ${error.message}.`))
    child.once('exit', () => fail('Electron ended before it told its DevTools address.'))
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      // Read to the end of its life, so that the pipe never fills up.
      if (text.length < 100_000) text += chunk
      const browser = /DevTools listening on (\S+)/.exec(text)?.[1]
      const main = /Debugger listening on (\S+)/.exec(text)?.[1]
      if (browser === undefined || (withMain && main === undefined)) return
      clearTimeout(patience)
      resolve({ browser, main: main ?? null })
    })
  })
}

async function firstPage(line: Line): Promise<Target> {
  const browser = line.target()
  const attached = new Promise<string>((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error('Electron opened no page.')), patienceMs)
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if ((targetInfo as { type: string }).type !== 'page') return
      clearTimeout(patience)
      resolve(String(sessionId))
    })
  })
  await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true })
  return line.target(await attached)
}

/** SIGTERM is how a session ends: the app quits in order. What hangs is killed, and that is an error. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  child.kill('SIGTERM')
  const lastResort = setTimeout(() => child.kill('SIGKILL'), quitLimitMs)
  const signal = await gone
  clearTimeout(lastResort)
  if (signal === 'SIGKILL') throw new Error(`Electron did not quit within ${quitLimitMs / 1000} s.`)
}
