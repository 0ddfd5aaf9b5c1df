import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../aliases.ts'
import { cacheFolder } from './cache.ts'
import type { FoundElectron } from './found.ts'
import { installedElectron, wantedVersion } from './own-sources.ts'

const hour = 3_600_000

/** How long a failed download is believed before it is tried again, in milliseconds. */
export const failureBelievedFor: number = 6 * hour

/** The longest a download may take, in milliseconds; it is about 120 MB. */
const longest = 5 * 60_000

/** What a download needs from the world; tests bring their own. */
export interface DownloadWorld {
  readonly version: string
  readonly noteFile: string
  now(): number
  /** Runs `install-electron`; gives the reason when it failed or took too long, else undefined. */
  install(): Promise<string | undefined>
  installed(): FoundElectron | undefined
  say(line: string): void
}

/**
 * Runs `install-electron` once. A failure is no error: the answer is undefined, and a note in the cache keeps the next runs
 * on a closed network from waiting again, as far as they ask for that with `remember`.
 */
export async function downloadElectron(
  options: { remember: boolean },
  world: DownloadWorld,
): Promise<FoundElectron | undefined> {
  if (options.remember && failedLately(world)) return undefined
  world.say(`Downloading Electron ${world.version} ...`)
  const failure = await world.install()
  const found = failure === undefined ? world.installed() : undefined
  if (found) {
    rmSync(world.noteFile, { force: true })
    return { ...found, kind: 'downloaded' }
  }
  world.say(`Electron ${world.version} could not be downloaded: ${failure ?? 'the installer left no executable'}.`)
  rememberFailure(world)
  return undefined
}

function failedLately(world: DownloadWorld): boolean {
  try {
    const note = JSON.parse(readFileSync(world.noteFile, 'utf8')) as { version?: unknown; at?: unknown }
    const age = typeof note.at === 'number' ? world.now() - note.at : Number.NaN
    return note.version === world.version && age >= 0 && age < failureBelievedFor
  } catch {
    return false
  }
}

function rememberFailure(world: DownloadWorld): void {
  try {
    mkdirSync(join(world.noteFile, '..'), { recursive: true })
    writeFileSync(world.noteFile, JSON.stringify({ version: world.version, at: world.now() }))
  } catch {
    // A cache that cannot be written costs the next run some seconds, no more.
  }
}

/** The real download: `install-electron` of the electron package, in node_modules. */
export function realDownload(say: (line: string) => void): DownloadWorld {
  return {
    version: wantedVersion(),
    noteFile: join(cacheFolder(), 'electron-download-failed.json'),
    now: () => Date.now(),
    install: runInstaller,
    installed: () => installedElectron(),
    say,
  }
}

function runInstaller(): Promise<string | undefined> {
  const script = join(projectRoot, 'node_modules', 'electron', 'install.js')
  return new Promise((done) => {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'], timeout: longest })
    let words = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (words += chunk))
    child.once('error', (error) => done(error.message))
    child.once('close', (code, signal) => {
      if (code === 0) done(undefined)
      else if (signal) done(`stopped after ${longest / 60_000} minutes`)
      else
        done(
          words
            .split('\n')
            .find((line) => line.trim() !== '')
            ?.trim() ?? `exit code ${code ?? 'unknown'}`,
        )
    })
  })
}
