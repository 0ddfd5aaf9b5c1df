import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FoundElectron } from '../electron/found.ts'
import { isRoot } from '../process.ts'
import { Wrong } from './checks.ts'

/** A packaged app to start. */
export interface PackagedStart {
  readonly executable: string
  readonly electron: FoundElectron
  readonly env: Readonly<Record<string, string>>
  readonly scratch: string
}

/** The product refuses older Electrons with one sentence and this exit code (EX_CONFIG of sysexits.h). */
const refusal = { code: 78, sentence: /^Keyrack needs Electron (\d+(?:\.\d+)*) or newer/m }

const patience = 60_000

/**
 * Starts a packaged Keyrack with a profile of its own and attempts to bring code in, and gives a line that says how it went.
 * Around an Electron that the product refuses, that refusal is the start that is expected of it. Around any other, a window
 * has to come up (a process that draws pages), stay for two seconds, and go when the app is told to end.
 */
export async function startPackaged({ executable, electron, env, scratch }: PackagedStart): Promise<string> {
  const home = join(scratch, 'home')
  const config = join(home, '.config')
  const runtime = join(scratch, 'run')
  await mkdir(config, { recursive: true })
  await mkdir(runtime, { mode: 0o700 })
  const intruder = join(scratch, 'intruder.cjs')
  await writeFile(intruder, "console.error('INTRUDER RUNS')\n")

  const args = [...(isRoot() ? ['--no-sandbox'] : []), '--disable-gpu', '--inspect=0']
  const app = spawn(executable, args, {
    env: {
      PATH: process.env['PATH'],
      ...env,
      HOME: home,
      XDG_CONFIG_HOME: config,
      XDG_RUNTIME_DIR: runtime,
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require ${intruder}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  for (const stream of [app.stdout, app.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (words += text))
  const ended = new Promise<number>((done) => app.once('close', (code) => done(code ?? -1)))
  const seen = app.pid === undefined ? Promise.resolve() : windowOf(app.pid)

  const first = await Promise.race([
    ended,
    seen.then(() => 'window' as const),
    pause(patience, 'late' as const, { ref: false }),
  ])
  try {
    if (/INTRUDER RUNS|Debugger listening/.test(words)) throw new Wrong('it runs code from outside')
    if (first === 'late') throw new Wrong(`no window came up within ${patience / 1000} s. It said: ${brief(words)}`)
    if (first !== 'window') return refusedAsMeant(first, words, electron)
    if ((await Promise.race([ended, pause(2000, 'stays' as const)])) !== 'stays') {
      throw new Wrong(`it ended by itself. It said: ${brief(words)}`)
    }
    return `On Electron ${electron.version} its window came up and stayed.`
  } finally {
    app.kill('SIGTERM')
    if ((await Promise.race([ended, pause(10_000, 'stuck' as const, { ref: false })])) === 'stuck') app.kill('SIGKILL')
    await ended
  }
}

function refusedAsMeant(code: number, words: string, electron: FoundElectron): string {
  const oldest = refusal.sentence.exec(words)?.[1]
  if (code !== refusal.code || oldest === undefined) {
    throw new Wrong(`it ended with code ${code} before a window came up. It said: ${brief(words)}`)
  }
  if (electron.version.localeCompare(oldest, 'en', { numeric: true }) >= 0) {
    throw new Wrong(`it refuses Electron ${electron.version} although ${oldest} is enough for it`)
  }
  return `On Electron ${electron.version} it refuses in one sentence, as the product must below ${oldest}; that its window comes up was not seen here.`
}

/** Waits until a descendant of this process draws pages. */
async function windowOf(pid: number): Promise<void> {
  while (!(await hasRenderer(pid))) await pause(100, undefined, { ref: false })
}

async function hasRenderer(ancestor: number): Promise<boolean> {
  const parents = new Map<number, number>()
  const renderers: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(join('/proc', name, 'stat'), 'utf8').catch(() => '')
    const command = await readFile(join('/proc', name, 'cmdline'), 'utf8').catch(() => '')
    // The second field, the name in brackets, may hold anything: count from behind it.
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    if (command.includes('--type=renderer')) renderers.push(Number(name))
  }
  const descends = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === ancestor || descends(parents.get(pid)))
  return renderers.some(descends)
}

/** The end of what a program said, without the complaints about a missing system bus. */
function brief(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '' && !line.includes('bus.cc'))
  return lines.length === 0 ? 'nothing' : lines.slice(-5).join(' | ')
}
