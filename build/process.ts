import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'

/** How a program is run; what is not given is this process's own. */
export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Ends the program (SIGTERM, after ten seconds SIGKILL) when it runs longer, in milliseconds. */
  readonly timeLimit?: number
}

/**
 * Runs a program with our own input and output and gives its exit code: 124 when it ran out of time, 127 when it could not
 * be started, 128 + n when signal n ended it. A SIGTERM that reaches us is passed on; a SIGINT comes from the terminal, which
 * has sent it to the program too. In both cases its end is waited for.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? projectRoot,
      env: options.env ?? process.env,
      stdio: 'inherit',
    })
    let outOfTime = false
    let lastResort: NodeJS.Timeout | undefined
    const limit =
      options.timeLimit === undefined
        ? undefined
        : setTimeout(() => {
            outOfTime = true
            child.kill('SIGTERM')
            lastResort = setTimeout(() => child.kill('SIGKILL'), 10_000)
          }, options.timeLimit)
    const pass = (signal: NodeJS.Signals) => void child.kill(signal)
    const wait = () => {}
    process.on('SIGINT', wait).on('SIGTERM', pass)
    const end = (code: number) => {
      clearTimeout(limit)
      clearTimeout(lastResort)
      process.off('SIGINT', wait).off('SIGTERM', pass)
      done(outOfTime ? 124 : code)
    }
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      end(127)
    })
    child.once('close', (code, signal) => end(code ?? 128 + signalNumber(signal)))
  })
}

/** The path of a package's program in node_modules/.bin. */
export function tool(name: string): string {
  return join(projectRoot, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
}

/** True where this process may do everything: there Chromium's sandbox does not work. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

function signalNumber(signal: NodeJS.Signals | null): number {
  if (signal === 'SIGINT') return 2
  return signal === 'SIGKILL' ? 9 : 15
}
