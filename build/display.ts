import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { xauthority } from './xauthority.ts'

/** A screen to draw windows on. `env` and `switches` are for the program that draws; `close` takes a virtual screen away. */
export interface Display {
  readonly virtual: boolean
  readonly env: Readonly<Record<string, string>>
  readonly switches: readonly string[]
  close(): Promise<void>
}

/** There is no screen. The message is one sentence that says what to install. */
export class NoDisplay extends Error {
  override readonly name = 'NoDisplay'
}

const ownScreen: Display = { virtual: false, env: {}, switches: [], close: async () => {} }

/** What opening a display asks of the system; tests bring their own. */
export interface DisplayWorld {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** The path of Xvfb, undefined when it is not installed. */
  findXvfb(): string | undefined
}

const realWorld: DisplayWorld = {
  platform: process.platform,
  env: process.env,
  findXvfb: () => onPath('Xvfb', process.env['PATH']),
}

/**
 * Opens a display: the person's own, else on Linux a virtual one (Xvfb) that only this user can reach.
 * @throws NoDisplay when there is neither.
 */
export async function openDisplay(world: DisplayWorld = realWorld): Promise<Display> {
  if (world.platform !== 'linux' || isSet(world.env['DISPLAY']) || isSet(world.env['WAYLAND_DISPLAY'])) return ownScreen
  const xvfb = world.findXvfb()
  if (xvfb === undefined) {
    throw new NoDisplay(
      'There is no display (DISPLAY and WAYLAND_DISPLAY are unset) and no Xvfb to stand in for one: install it with "apt-get install xvfb" or what your system has for it.',
    )
  }
  return openVirtual(xvfb)
}

async function openVirtual(xvfb: string): Promise<Display> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-display-'))
  const authority = join(folder, 'Xauthority')
  await writeFile(authority, xauthority(randomBytes(16)), { mode: 0o600 })
  const options = ['-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-auth', authority, '-displayfd', '3']
  const server = spawn(xvfb, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const close = async () => {
    await stop(server)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const number = await displayNumber(server)
    return {
      virtual: true,
      env: { DISPLAY: `:${number}`, XAUTHORITY: authority },
      // There is no graphics card behind it; saying so spares Chromium the search and the log its complaints.
      switches: ['--disable-gpu'],
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Xvfb writes the number it chose to the descriptor it was given, once it takes connections. */
function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    const fail = () => failed(new NoDisplay('Xvfb did not start: see what "Xvfb :99" says, then try again.'))
    const patience = setTimeout(fail, 30_000)
    let text = ''
    const pipe = server.stdio[3] as Readable
    pipe.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(patience)
      found(text.trim())
    })
    server.once('error', fail)
    server.once('exit', fail)
  })
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const gone = new Promise<void>((done) => server.once('exit', () => done()))
  server.kill('SIGTERM')
  await gone
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

/** Finds a program in the folders of PATH. */
export function onPath(program: string, path: string | undefined): string | undefined {
  const places = (path ?? '').split(delimiter).filter((folder) => folder !== '')
  return places.map((folder) => join(folder, program)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
