import { fork, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'

const entry = join(projectRoot, 'out', 'cli', 'keyrack.js')
const services = join(import.meta.dirname, 'services.ts')
const tellPeak = join(import.meta.dirname, 'tell-peak.ts')

export const passphrase = 'EXAMPLE-passphrase-of-a-bench'

/** What one run of a program took. */
export interface Took {
  readonly ms: number
  readonly bytesOut: number
  /** The most memory it ever had, in bytes; 0 where nobody asked for it. */
  readonly peak: number
}

interface Run {
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
  /** Another file descriptor, 3, from which the peak is read. */
  readonly peak?: boolean
}

/** Runs a program to its end, and reads all that it writes. Throws when it fails. */
export async function timedRun(program: string, args: readonly string[], given: Run = {}): Promise<Took> {
  const { input = '', env = process.env, peak = false } = given
  const begun = performance.now()
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe', peak ? 'pipe' : 'ignore'] })
  let bytesOut = 0
  let told = ''
  let peakText = ''
  child.stdout?.on('data', (chunk: Buffer) => (bytesOut += chunk.length))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (told += text))
  child.stdio[3]?.on('data', (chunk: Buffer) => (peakText += chunk.toString('latin1')))
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const ms = performance.now() - begun
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${told.trim()}`)
  return { ms, bytesOut, peak: Number(peakText) * 1024 }
}

/** A vault on the disk that the command line works on. */
export interface CliVault {
  /** Runs `keyrack` on it. */
  run(args: readonly string[], input?: string): Promise<Took>
  /** The same, and says how much memory it took; that makes it a little slower. */
  weigh(args: readonly string[]): Promise<Took>
}

/** Makes a vault with so many tokens as a person does: `init`, `account add` and `refresh` against a simulator. */
export async function cliVault(folder: string, tokens: number): Promise<CliVault> {
  await mkdir(folder, { recursive: true })
  const env = { PATH: process.env['PATH'], HOME: folder, TZ: 'UTC', KEYRACK_PASSPHRASE: passphrase }
  const data = join(folder, 'data')
  const keyrack = (args: readonly string[]) => [entry, '--data', data, ...args]
  const vault: CliVault = {
    run: (args, input = '') => timedRun(process.execPath, keyrack(args), { input, env }),
    weigh: (args) => timedRun(process.execPath, ['--import', tellPeak, ...keyrack(args)], { env, peak: true }),
  }
  await vault.run(['init'])
  const service = fork(services, [String(tokens)])
  try {
    const { origin, credential } = await new Promise<{ origin: string; credential: string }>((resolve, reject) => {
      service.once('message', (message) => resolve(message as { origin: string; credential: string }))
      service.once('exit', () => reject(new Error('The simulator ended before it was ready.')))
    })
    await vault.run(['account', 'add', 'pulumi', '--url', origin, '--label', 'Ada'], credential)
    await vault.run(['refresh'])
  } finally {
    service.disconnect()
  }
  return vault
}
