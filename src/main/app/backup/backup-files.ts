import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Clock } from '../../ports/clock.ts'
import { Failure } from '../../ports/failure.ts'
import { codeOf, diskFailure } from '../../ports/file-errors.ts'
import type { FileSystem } from '../../ports/file-system.ts'
import type { Random } from '../../ports/random.ts'
import { withRetries } from '../../vault/index.ts'

/** As large as a vault file may be. */
const mostBytes = 256 * 1024 * 1024

export interface FilePorts {
  readonly clock: Clock
  readonly fs: FileSystem
  readonly random: Random
}

/** Today, where the person is: `2027-03-12`. The name of a file says nothing else. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** What the window is told of a file: its name, and not where it is. */
export function nameOfFile(path: string): string {
  return basename(path).slice(0, 300)
}

/** Nothing of the person's goes where the vault's own files are. Throws Failure('invalid-input'). */
export function refuseVaultFolder(path: string, folder: string): void {
  const inside = `${resolve(path)}${sep}`.startsWith(`${resolve(folder)}${sep}`)
  if (inside) throw new Failure('invalid-input', { field: 'file' })
}

/**
 * Writes a file whole or not at all, with mode 0600: beside its place first, and `check` sees what the disk gives back before
 * the file gets its name. What was there under that name stays until then. Gives what `check` gives. Throws Failure.
 */
export async function writeFile<T>(
  { clock, fs, random }: FilePorts,
  path: string,
  bytes: Uint8Array,
  check: (written: Buffer) => Promise<T>,
): Promise<T> {
  const temporary = join(dirname(path), `.keyrack-${random.uuid()}.tmp`)
  let found: T
  try {
    await fs.writeNew(temporary, bytes)
    found = await check(await fs.read(temporary, bytes.length))
    await withRetries(clock, () => fs.rename(temporary, path))
  } catch (error) {
    // It may hold secrets in clear, and nobody looks for it there.
    await withRetries(clock, () => fs.remove(temporary)).catch(() => undefined)
    throw fileFailure(error)
  }
  // The file is there, whole; a file system that cannot flush a folder makes it no worse.
  await fs.syncFolder(dirname(path)).catch(() => undefined)
  return found
}

/** A file of the person's, of at most 256 MiB. Throws Failure. */
export async function readFile({ fs }: FilePorts, path: string): Promise<Buffer> {
  try {
    return await fs.read(path, mostBytes)
  } catch (error) {
    throw fileFailure(error)
  }
}

function fileFailure(error: unknown): Failure {
  const code = codeOf(error)
  if (code === 'ENOENT') return new Failure('not-found', { code: 'file' })
  if (code === 'EFBIG') return new Failure('vault-unreadable', { code: 'backup-damaged' })
  const failure = diskFailure(error)
  // Not the vault's own file: the window says so.
  const isTheirs = code !== '' && failure.error.kind === 'disk-refused'
  return isTheirs ? new Failure('disk-refused', { code: `file ${code}` }) : failure
}
