import { join } from 'node:path'
import { isMissing } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'
import { FormatError } from './bytes.ts'
import { readGeneration, readNewestFile } from './commit.ts'
import { readVaultFile, type VaultFile } from './format.ts'
import type { Generations } from './generations.ts'
import type { Purpose } from './header.ts'
import type { Listing } from './names.ts'
import { counterPath } from './seen.ts'
import { snapshotsFolder } from './snapshot-files.ts'

/** What can still be read behind a generation that cannot. */
export interface Older {
  readonly olderGenerations: number
  /** When the newest of them was written; null when there is none. */
  readonly newestReadableAt: number | null
}

const noneOlder: Older = { olderGenerations: 0, newestReadableAt: null }

/** What the vault's folder holds, as far as can be told without a key. */
export type Found =
  | { readonly kind: 'none' }
  /** `unfinished` is the name of the temporary file that the vault is. */
  | { readonly kind: 'vault'; readonly file: VaultFile; readonly unfinished: string | null }
  | { readonly kind: 'newer-format'; readonly format: number }
  | { readonly kind: 'other-purpose'; readonly purpose: Purpose }
  | ({ readonly kind: 'damaged' } & Older)

/**
 * Looks at the folder and changes nothing. "None" is answered only when the folder was read and holds no trace of a vault:
 * no generation, nothing put aside, no snapshot, nothing unfinished but the torn beginning of a first save. Everything that cannot be read is damage. Never throws.
 */
export async function findVault(fs: FileSystem, generations: Generations, purpose: Purpose): Promise<Found> {
  try {
    const newest = await readNewestFile(generations)
    if (newest !== null) return judge({ kind: 'vault', file: newest, unfinished: null }, purpose)
    const first = await readUnfinished(generations)
    if (first !== null) return judge(first, purpose)
    const listing = await generations.list()
    const never = !listing.traces || (await isOfFirstSave(fs, generations, listing))
    if (never && !(await hasSnapshots(fs, generations.folder))) return { kind: 'none' }
    return { kind: 'damaged', ...noneOlder }
  } catch (error) {
    if (error instanceof FormatError && error.what === 'newer') return { kind: 'newer-format', format: error.format }
    return { kind: 'damaged', ...(await olderReadable(generations, purpose)) }
  }
}

export type FoundVault = Extract<Found, { kind: 'vault' }>

function judge(found: FoundVault, purpose: Purpose): Found {
  const { header } = found.file
  return header.purpose === purpose ? found : { kind: 'other-purpose', purpose: header.purpose }
}

/**
 * A first save that was whole when the power went, but had not got its name: it is as good as saved. Only where there is
 * no generation at all; beside one, an unfinished file was never acknowledged.
 */
async function readUnfinished(generations: Generations): Promise<FoundVault | null> {
  let best: FoundVault | null = null
  for (const name of (await generations.list()).temporaries) {
    try {
      const file = await readVaultFile(await generations.read(name))
      if (best !== null && file.header.generation <= best.file.header.generation) continue
      best = { kind: 'vault', file, unfinished: name }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
  }
  return best
}

/**
 * Is all that is there what a first save has left that was cut off in the middle of writing? It was never acknowledged, and
 * nobody has ever opened it: the counter would be there.
 */
async function isOfFirstSave(
  fs: FileSystem,
  generations: Generations,
  { temporaries, unfinishedOnly }: Listing,
): Promise<boolean> {
  if (!unfinishedOnly || (await hasCounter(fs, generations.folder))) return false
  for (const name of temporaries) {
    try {
      await readVaultFile(await generations.read(name))
      return false
    } catch (error) {
      if (!(error instanceof FormatError) || error.what === 'newer') throw error
    }
  }
  return true
}

async function hasCounter(fs: FileSystem, folder: string): Promise<boolean> {
  try {
    await fs.stat(counterPath(folder))
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

async function hasSnapshots(fs: FileSystem, folder: string): Promise<boolean> {
  try {
    return (await fs.list(join(folder, snapshotsFolder))).length > 0
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** The generations before the newest that are whole and for the same purpose. Never throws. */
export async function olderReadable(generations: Generations, purpose: Purpose): Promise<Older> {
  let older = noneOlder
  for (const number of await olderNumbers(generations)) {
    try {
      const { header } = await readGeneration(await generations.read(number), number)
      if (header.purpose !== purpose) break
      const newestReadableAt = older.newestReadableAt ?? header.writtenAt
      older = { olderGenerations: older.olderGenerations + 1, newestReadableAt }
    } catch (error) {
      // A whole one of a later version is nothing that one may go past.
      if (error instanceof FormatError && error.what === 'newer') break
      // Unreadable as well: not counted.
    }
  }
  return older
}

async function olderNumbers(generations: Generations): Promise<readonly number[]> {
  let listing: Listing
  try {
    listing = await generations.list()
  } catch {
    return []
  }
  return listing.generations.slice(1)
}
