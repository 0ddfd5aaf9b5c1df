import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { projectRoot } from '#build/aliases'

/** What a run of `keyrack` left behind. */
export interface Ran {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

export interface Given {
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

export const entry = join(projectRoot, 'out', 'cli', 'keyrack.js')

/** A passphrase of tests. */
export const passphrase = 'EXAMPLE-passphrase-of-a-test'

/** A folder of its own that is removed after the test. */
export async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'keyrack-cli-'))
  folders.push(made)
  return made
}
const folders: string[] = []

afterEach(async () => {
  await Promise.all(folders.splice(0).map((one) => rm(one, { recursive: true, force: true })))
})

/** The environment of a person who has set nothing, but for what the test gives. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: '/home/ada', TZ: 'UTC', ...more }
}

/** Runs `keyrack` as a process of its own, without a terminal. */
export function keyrack(args: readonly string[], { input = '', env = {} }: Given = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // A session of its own has no terminal that could be asked on.
    const child = spawn(process.execPath, [entry, ...args], { env: environment(env), detached: true })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    child.once('error', reject)
    child.once('close', (exit) => resolve({ exit, out, err }))
    // It need not read what it does not want.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** A vault in a folder of its own, and how commands are run on it. */
export interface Bench {
  readonly data: string
  run(args: readonly string[], given?: Given): Promise<Ran>
}

/** Makes a vault that opens by `passphrase`. */
export async function vaultFor(): Promise<Bench> {
  const data = await folder()
  const run = (args: readonly string[], { input, env }: Given = {}) =>
    keyrack(['--data', data, ...args], {
      ...(input === undefined ? {} : { input }),
      env: { KEYRACK_PASSPHRASE: passphrase, ...env },
    })
  const made = await run(['init'])
  if (made.exit !== 0) throw new Error(made.err)
  return { data, run }
}

/** Output that has this in it. */
export function saying(text: string): string {
  return expect.stringContaining(text) as string
}
