import type { SnapshotStore } from '../ports/records.ts'
import { giveWay } from './give-way.ts'
import type { PartState } from './part-state.ts'
import { chunkName, chunkSize, indexName, writeChunk, writeIndex } from './snapshot-format.ts'
import { Turns } from './turns.ts'

/**
 * Writes parts as sealed snapshots. A whole part goes under a new revision whose files are complete before the old ones
 * are removed, so that a crash leaves one or the other; one changed token rewrites the one chunk that holds it. Throws
 * what the snapshot store throws.
 */
export class Saver {
  readonly #snapshots: SnapshotStore
  readonly #turns = new Turns()

  constructor(snapshots: SnapshotStore) {
    this.#snapshots = snapshots
  }

  async saveAll(part: PartState): Promise<void> {
    await this.#turns.take(part.key, () => this.#writeAll(part))
  }

  async saveToken(part: PartState, tokenId: string): Promise<void> {
    await this.#turns.take(part.key, async () => {
      if (part.chunks.length === 0) {
        await this.#writeAll(part)
        return
      }
      const at = part.chunks.findIndex((ids) => ids.includes(tokenId))
      if (at >= 0) await this.#write(part, at)
      else await this.#append(part, tokenId)
    })
  }

  async saveIndex(parts: () => Iterable<PartState>): Promise<void> {
    await this.#turns.take(indexName, () => this.#snapshots.write(indexName, writeIndex(parts())))
  }

  /** Deletes the snapshots of a part that was marked as removed. */
  async remove(part: PartState): Promise<void> {
    await this.#turns.take(part.key, async () => {
      await this.#removeFiles(part, new Set())
    })
  }

  async #writeAll(part: PartState): Promise<void> {
    const ids = [...part.tokens.keys()]
    const chunks: string[][] = []
    for (let from = 0; from === 0 || from < ids.length; from += chunkSize)
      chunks.push(ids.slice(from, from + chunkSize))
    const revision = part.revision + 1
    const names = chunks.map((_, number) => chunkName(part.key, revision, number))
    // Noted before they are written: also half a revision is removed with its part, or by the next one.
    part.files = [...new Set([...part.files, ...names])]
    for (const [number, name] of names.entries()) {
      if (part.removed) return
      await this.#snapshots.write(name, writeChunk(part, chunks[number] ?? [], number === chunks.length - 1))
      await giveWay()
    }
    part.revision = revision
    part.chunks = chunks
    await this.#removeFiles(part, new Set(names))
  }

  async #append(part: PartState, tokenId: string): Promise<void> {
    const last = part.chunks.at(-1)
    if (last !== undefined && last.length < chunkSize) {
      last.push(tokenId)
      await this.#write(part, part.chunks.length - 1)
      return
    }
    part.chunks.push([tokenId])
    // The new last chunk first: were the old one told first that it is not the last, a crash would leave no end.
    await this.#write(part, part.chunks.length - 1)
    await this.#write(part, part.chunks.length - 2)
  }

  async #write(part: PartState, number: number): Promise<void> {
    if (part.removed) return
    const name = chunkName(part.key, part.revision, number)
    if (!part.files.includes(name)) part.files.push(name)
    await this.#snapshots.write(name, writeChunk(part, part.chunks[number] ?? [], number === part.chunks.length - 1))
  }

  async #removeFiles(part: PartState, keep: ReadonlySet<string>): Promise<void> {
    const stale = part.files.filter((name) => !keep.has(name))
    part.files = part.files.filter((name) => keep.has(name))
    for (const name of stale) await this.#snapshots.remove(name)
  }
}
