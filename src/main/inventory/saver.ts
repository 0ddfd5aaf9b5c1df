import { Failure } from '../ports/failure.ts'
import type { SnapshotStore } from '../ports/records.ts'
import type { CaughtUp } from './catch-up.ts'
import { findChunks, tolerant } from './chunks.ts'
import { giveWay } from './give-way.ts'
import type { PartState } from './part-state.ts'
import {
  chunkName,
  chunkSize,
  indexed,
  indexName,
  readIndex,
  writeChunk,
  writeIndex,
  type IndexedPart,
} from './snapshot-format.ts'

/** What has to be done before a part is written, and with nobody else writing it. */
type CatchUp = (part: PartState) => Promise<CaughtUp>

/**
 * Writes parts as sealed snapshots. A whole part goes under a new revision whose files are complete before the old ones
 * are removed, so that a crash leaves one or the other; one changed token rewrites the one chunk that holds it. One process
 * at a time writes a part, upon what the one before has written. Throws what the snapshot store throws.
 */
export class Saver {
  readonly #snapshots: SnapshotStore
  readonly #catchUp: CatchUp

  constructor(snapshots: SnapshotStore, catchUp: CatchUp) {
    this.#snapshots = snapshots
    this.#catchUp = catchUp
  }

  /** Runs `change` upon what is on the disk, and writes all of the part. */
  async saveAll(part: PartState, change: () => Promise<void>): Promise<void> {
    await this.#alone(part, async () => {
      await this.#catchUp(part)
      refuseLater(part)
      await change()
      await this.#writeAll(part)
    })
  }

  async saveToken(part: PartState, tokenId: string): Promise<void> {
    await this.#alone(part, async () => {
      await this.#catchUp(part)
      refuseLater(part)
      const moment = part.unsaved.get(tokenId)
      if (part.chunks.length === 0) {
        await this.#writeAll(part)
        return
      }
      const at = part.chunks.findIndex((ids) => ids.includes(tokenId))
      if (at >= 0) await this.#write(part, at)
      else await this.#append(part, tokenId)
      if (part.unsaved.get(tokenId) === moment) part.unsaved.delete(tokenId)
    })
  }

  /** Takes over what another process has written of a part, once it has written all of it. */
  async catchUp(part: PartState): Promise<CaughtUp> {
    return this.#alone(part, () => this.#catchUp(part))
  }

  /** Parts that only another process knows stay in the index, but for those with the keys `dropped`. */
  async saveIndex(parts: () => Iterable<PartState>, dropped: ReadonlySet<string>): Promise<void> {
    await this.#snapshots.exclusively(indexName, async () => {
      const before = await tolerant(this.#snapshots, indexName, readIndex)
      const there = await findChunks(this.#snapshots)
      const merged = new Map<string, IndexedPart>()
      for (const entry of typeof before === 'string' ? [] : before.parts) {
        if (!dropped.has(entry.key)) merged.set(entry.key, entry)
      }
      for (const part of parts()) {
        const entry = indexed(part)
        const other = merged.get(part.key)
        // Somebody else has dropped it.
        if (other === undefined && part.files.length > 0 && !there.has(part.key)) continue
        if (other === undefined || !isNewer(other, entry)) merged.set(part.key, entry)
      }
      await this.#snapshots.write(indexName, writeIndex([...merged.values()]))
    })
  }

  /** Deletes the snapshots of a part that was marked as removed, whoever has written them. */
  async remove(part: PartState): Promise<void> {
    await this.#alone(part, async () => {
      const found = (await findChunks(this.#snapshots)).get(part.key)
      part.files = [...(found?.files ?? [])]
      await this.#removeFiles(part, new Set())
    })
  }

  #alone<T>({ key }: PartState, action: () => Promise<T>): Promise<T> {
    return this.#snapshots.exclusively(`inventory.${key}`, action)
  }

  async #writeAll(part: PartState): Promise<void> {
    const ids = [...part.tokens.keys()]
    const unsaved = new Map(part.unsaved)
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
    part.edits = chunks.map(() => 0)
    for (const [id, moment] of unsaved) if (part.unsaved.get(id) === moment) part.unsaved.delete(id)
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

  /** Under another name than before, which goes once the new one is there: so others see that it has changed. */
  async #write(part: PartState, number: number): Promise<void> {
    if (part.removed) return
    const { key, revision } = part
    const before = part.edits[number]
    const edit = before === undefined ? 0 : before + 1
    const name = chunkName(key, revision, number, edit)
    if (!part.files.includes(name)) part.files.push(name)
    await this.#snapshots.write(name, writeChunk(part, part.chunks[number] ?? [], number === part.chunks.length - 1))
    part.edits[number] = edit
    if (before === undefined) return
    const old = chunkName(key, revision, number, before)
    await this.#snapshots.remove(old)
    part.files = part.files.filter((file) => file !== old)
  }

  async #removeFiles(part: PartState, keep: ReadonlySet<string>): Promise<void> {
    const stale = part.files.filter((name) => !keep.has(name))
    for (const name of stale) await this.#snapshots.remove(name)
    part.files = part.files.filter((name) => keep.has(name))
  }
}

/** What a later version has written is not replaced by what this one knows of it. Throws Failure('vault-read-only'). */
function refuseLater({ later }: PartState): void {
  if (later) throw new Failure('vault-read-only')
}

/** Does the index know more of a part than this process? */
function isNewer(other: IndexedPart, own: IndexedPart): boolean {
  if (other.revision !== own.revision) return other.revision > own.revision
  const toldAt = ({ facts }: IndexedPart) => Math.max(facts.asOf ?? 0, facts.failedAt ?? 0)
  return toldAt(other) > toldAt(own)
}
