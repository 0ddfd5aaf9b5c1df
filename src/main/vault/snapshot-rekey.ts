import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import { FormatError } from './bytes.ts'
import { throwIfCancelled } from './cancel.ts'
import type { Keys } from './keys.ts'
import { isOfSnapshots, isSnapshotFile, type SnapshotFiles } from './snapshot-files.ts'
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
  readonly #carried = new Map<string, Buffer>()
  readonly #made: string[] = []

  /** `to` is made from `keys`. */
  constructor(files: SnapshotFiles, from: SnapshotSeal, to: SnapshotSeal, keys: Keys, random: Random) {
    this.#files = files
    this.#from = from
    this.#to = to
    this.#keys = keys
    this.#random = random
  }

  /** Seals all that was written since the last time; durable when it resolves. Throws Failure. */
  async carry(signal?: AbortSignal): Promise<void> {
    let fresh = 0
    for (const file of (await this.#files.list()).filter(isSnapshotFile)) {
      if (signal !== undefined) throwIfCancelled(signal)
      if (await this.#carryOne(file)) fresh += 1
    }
    if (fresh > 0) await this.#files.flush()
  }

  async #carryOne(file: string): Promise<boolean> {
    const bytes = await this.#files.look(file)
    if (bytes === null || keyOfSnapshot(bytes, this.#from) === 'later') return false
    const sum = await checksum(bytes)
    if (this.#carried.get(file)?.equals(sum) === true) return false
    const content = await this.#contentOf(file, bytes)
    if (content === null) return false
    const target = snapshotFile(content.name, this.#keys)
    const sealed = await writeSnapshot(content.name, content.body, this.#to, this.#random)
    content.body.fill(0)
    await this.#files.place(target, sealed)
    this.#made.push(target)
    this.#carried.set(file, sum)
    return true
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

  /** Removes what was made, while nothing depends on it. Never throws. */
  async undo(): Promise<void> {
    for (const file of this.#made) await this.#files.removeQuietly(file)
  }
}

/**
 * Removes everything that is sealed under an older data key, or under one that was given up, also what was put aside or
 * never finished. `all` right after everything was sealed anew: whatever does not say that it is ours is older then. Throws
 * Failure.
 */
export async function purgeSnapshots(
  files: SnapshotFiles,
  seal: SnapshotSeal,
  isKnown: (file: string) => boolean,
  all: boolean,
): Promise<void> {
  let removed = 0
  for (const file of (await files.list()).filter(isOfSnapshots)) {
    if (isKnown(file)) continue
    const bytes = await files.look(file)
    const key = bytes === null ? 'ours' : keyOfSnapshot(bytes, seal)
    if (key === 'ours' || (!all && (key === 'later' || key === null))) continue
    await files.removeQuietly(file)
    removed += 1
  }
  if (removed > 0) await files.flush()
}
