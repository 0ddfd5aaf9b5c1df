import type { Owner } from '#shared/model/owner'
import type { Token } from '#shared/model/token'
import { Failure } from '../ports/failure.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { giveWay } from './give-way.ts'
import { chunkName, LaterChunk, readChunk, readChunkName, type Chunk } from './snapshot-format.ts'

/** The chunks of one revision: the number of each, and how often it was written again. */
export type Edits = ReadonlyMap<number, number>

/** What the names of the snapshots tell of one part. */
export interface Found {
  readonly files: readonly string[]
  /** The chunks of each revision, as they were written last. */
  readonly revisions: ReadonlyMap<number, Edits>
}

/** Chunks that are being read while an earlier one is parsed. */
const ahead = 8

/** Sorts the names of the snapshots by the keys of the parts. Throws Failure. */
export async function findChunks(snapshots: SnapshotStore): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, { files: string[]; revisions: Map<number, Map<number, number>> }>()
  for (const name of await snapshots.names()) {
    const read = readChunkName(name)
    if (read === null) continue
    const { key, revision, chunk, edit } = read
    const part = found.get(key) ?? { files: [], revisions: new Map<number, Map<number, number>>() }
    found.set(key, part)
    part.files.push(name)
    const chunks = part.revisions.get(revision) ?? new Map<number, number>()
    part.revisions.set(revision, chunks.set(chunk, Math.max(edit, chunks.get(chunk) ?? 0)))
  }
  return found
}

export const nothingFound: Found = { files: [], revisions: new Map() }

/** Are these the same files? */
export function isSameFiles(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false
  const names = new Set(one)
  return other.every((name) => names.has(name))
}

export function newestFirst({ revisions }: Found): number[] {
  return [...revisions.keys()].sort((a, b) => b - a)
}

/** Reads and parses; says so when it is missing or unreadable. Throws only when the vault is closed. */
export async function tolerant<T>(
  snapshots: SnapshotStore,
  name: string,
  parse: (bytes: Buffer) => T,
): Promise<T | 'missing' | 'unreadable'> {
  try {
    const bytes = await snapshots.read(name)
    return bytes === undefined ? 'missing' : parse(bytes)
  } catch (error) {
    if (error instanceof Failure && error.error.kind === 'vault-locked') throw error
    return 'unreadable'
  }
}

/** A revision as far as it can be read. */
export interface Read {
  readonly revision: number
  readonly complete: boolean
  /** A later version has written some of it. */
  readonly later: boolean
  readonly header: Chunk | undefined
  readonly tokens: readonly Token[]
  readonly chunks: string[][]
  readonly edits: number[]
}

/** Why there is no chunk; `later`: a later version has written it. */
type Without = 'missing' | 'unreadable' | 'later'

function parseChunk(bytes: Buffer | 'missing' | 'unreadable', owner?: Owner): Chunk | Without {
  if (typeof bytes === 'string') return bytes
  try {
    return readChunk(bytes, owner)
  } catch (error) {
    return error instanceof LaterChunk ? 'later' : 'unreadable'
  }
}

/** Throws Failure('vault-locked') only. */
export async function readRevision(
  snapshots: SnapshotStore,
  key: string,
  revision: number,
  found: Edits,
): Promise<Read> {
  const count = Math.max(...found.keys(), -1) + 1
  const tokens: Token[] = []
  const chunks: string[][] = []
  const edits: number[] = []
  let header: Chunk | undefined
  let complete = found.size === count
  let later = false
  const reads: Promise<Buffer | 'missing' | 'unreadable'>[] = []
  let begun = 0
  for (let number = 0; number < count; number += 1) {
    for (; begun < Math.min(count, number + ahead); begun += 1) {
      const read = tolerant(snapshots, chunkName(key, revision, begun, found.get(begun)), (bytes) => bytes)
      // Awaited in its turn; until then nobody is to be told that the vault was closed.
      read.catch(() => undefined)
      reads.push(read)
    }
    const bytes = await (reads.shift() ?? 'missing')
    // All tokens of a part share one owner object.
    const chunk = parseChunk(bytes, header?.part.owner)
    await giveWay()
    if (typeof chunk === 'string') {
      complete = false
      if (chunk === 'later') later = true
      continue
    }
    header ??= { ...chunk, tokens: [] }
    if (number === count - 1 && !chunk.last) complete = false
    tokens.push(...chunk.tokens)
    chunks.push(chunk.tokens.map(({ id }) => id))
    edits.push(found.get(number) ?? 0)
  }
  return { revision, complete, later, header, tokens, chunks, edits }
}

/** One chunk, as it was written last. Throws Failure('vault-locked') only. */
export async function readOne(snapshots: SnapshotStore, name: string): Promise<Chunk | Without> {
  return parseChunk(await tolerant(snapshots, name, (bytes) => bytes))
}
