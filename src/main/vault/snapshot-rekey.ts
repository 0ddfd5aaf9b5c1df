import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import { FormatError } from './bytes.ts'
import { throwIfCancelled } from './cancel.ts'
import type { Keys } from './keys.ts'
import { isAside, isOfSnapshots, isSnapshotFile, type SnapshotFiles } from './snapshot-files.ts'
import {
  keyOfSnapshot,
  readSnapshot,
  readSnapshotFront,
  snapshotFile,
  writeSnapshot,
  type SnapshotSeal,
} from './snapshot-format.ts'
import { checksum } from './turns.ts'

/** Seals snapshots anew, under another key, beside those of now. */
export class SnapshotCarrier {
  readonly #files: SnapshotFiles
  readonly #from: SnapshotSeal
  readonly #to: SnapshotSeal
  readonly #keys: Keys
  readonly #random: Random
  /** What was sealed anew, by the file that it was read from. */
  readonly #carried = new Map<string, { readonly sum: Buffer; readonly target: string }>()

  #toFlush = false

  /** `to` is made from `keys`. */
  constructor(files: SnapshotFiles, from: SnapshotSeal, to: SnapshotSeal, keys: Keys, random: Random) {
    this.#files = files
    // A copy: the key itself is overwritten as soon as the vault goes on under the next one.
    this.#from = { ...from, key: Buffer.from(from.key) }
    this.#to = to
    this.#keys = keys
    this.#random = random
  }

  /** Seals everything; durable when it resolves. Throws Failure. */
  async carry(signal: AbortSignal): Promise<void> {
    const files = (await this.#files.list()).filter(isSnapshotFile)
    for (const file of files) {
      throwIfCancelled(signal)
      await this.#carryOne(file, files)
    }
    await this.#flush()
  }

  async #flush(): Promise<void> {
    if (!this.#toFlush) return
    await this.#files.flush()
    this.#toFlush = false
  }

  /**
   * Seals what another process has written since then, and what somebody has taken away meanwhile: a computer may have slept.
   * Durable when it resolves. Goes on after a failure and gives the files that could not be sealed, each with its failure: it
   * can be called again then. Throws Failure.
   */
  async carryRest(): Promise<ReadonlyMap<string, unknown>> {
    const files = (await this.#files.list()).filter(isSnapshotFile)
    const left = new Map<string, unknown>()
    for (const file of files) {
      try {
        await this.#carryOne(file, files)
      } catch (error) {
        left.set(file, error)
      }
    }
    await this.#flush()
    return left
  }

  async #carryOne(file: string, there: readonly string[]): Promise<void> {
    const bytes = await this.#files.take(file)
    if (bytes === null || keyOfSnapshot(bytes, this.#from) === 'later') return
    const sum = await checksum(bytes)
    const before = this.#carried.get(file)
    if (before?.sum.equals(sum) === true && there.includes(before.target)) return
    const content = await this.#contentOf(file, bytes)
    if (content === null) return
    const target = snapshotFile(content.name, this.#keys)
    const sealed = await writeSnapshot(content.name, content.body, this.#to, this.#random)
    content.body.fill(0)
    await this.#files.place(target, sealed)
    this.#toFlush = true
    this.#carried.set(file, { sum, target })
  }

  /** Null for what nobody can read: what should be ours is put aside. Throws Failure for a snapshot of a later format. */
  async #contentOf(file: string, bytes: Buffer): Promise<{ name: string; body: Buffer } | null> {
    try {
      const { name } = readSnapshotFront(bytes, this.#from)
      return { name, body: await readSnapshot(name, bytes, this.#from) }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      if (error.what === 'newer') throw new Failure('vault-read-only')
      if (keyOfSnapshot(bytes, this.#from) === 'ours') await this.#files.putAside(file)
      return null
    }
  }

  /** Overwrites the key of before. */
  end(): void {
    this.#from.key.fill(0)
  }

  /** Removes what was made, while nothing depends on it. Never throws. */
  async undo(): Promise<void> {
    for (const { target } of this.#carried.values()) await this.#files.removeQuietly(target)
  }
}

/** How much of what does not say that it is under the key of now is removed. */
export type Stale =
  /** Right after everything was sealed anew: all of it. */
  | 'all'
  /** Where a crash has cut that off: what says that it is older, and what was put aside and says nothing. */
  | 'older-and-aside'
  /** What says that it is older, or was given up. */
  | 'older'

/**
 * Removes what is sealed under an older data key, or under one that was given up, also what was put aside or never finished.
 * Goes on after a failure; throws the first Failure at the end.
 */
export async function purgeSnapshots(
  files: SnapshotFiles,
  seal: SnapshotSeal,
  isKnown: (file: string) => boolean,
  which: Stale,
): Promise<void> {
  const failures: unknown[] = []
  let removed = 0
  for (const file of (await files.list()).filter(isOfSnapshots)) {
    if (isKnown(file)) continue
    try {
      const bytes = await files.look(file)
      if (bytes === null || !isStale(file, keyOfSnapshot(bytes, seal), which)) continue
      await files.unlink(file)
      removed += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (removed > 0) await files.flush()
  if (failures.length > 0) throw failures[0]
}

function isStale(file: string, key: ReturnType<typeof keyOfSnapshot>, which: Stale): boolean {
  if (key === 'ours') return false
  if (key === 'older' || key === 'given-up' || which === 'all') return true
  return which === 'older-and-aside' && key === null && isAside(file)
}
