import type { Token } from '#shared/model/token'
import type { Instant } from '#shared/model/time'
import { Failure } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { giveWay } from './give-way.ts'
import { countActive, type PartState } from './part-state.ts'
import {
  chunkName,
  indexName,
  readChunk,
  readChunkName,
  readIndex,
  tokensOf,
  type Chunk,
  type PartsIndex,
} from './snapshot-format.ts'

type Entry = PartsIndex['parts'][number]

/** The chunks found of one revision, by their numbers. */
type Revisions = ReadonlyMap<number, ReadonlySet<number>>

/** Chunks that are being read while an earlier one is parsed. */
const ahead = 8

interface Read {
  readonly revision: number
  readonly complete: boolean
  readonly header: Chunk | undefined
  readonly tokens: readonly Token[]
  readonly chunks: string[][]
}

/**
 * Everything the snapshots tell, one state a part. A part of which something cannot be read keeps what can be, says
 * `vault-unreadable`, and counts as never completely listed, so that the next refresh fetches it anew. Parts of accounts
 * that are no more are deleted. Throws Failure('vault-locked') when the vault closes meanwhile, and nothing else.
 */
export async function loadParts(
  snapshots: SnapshotStore,
  accounts: ReadonlySet<string>,
  now: Instant,
  log: Log,
): Promise<PartState[]> {
  const found = await findChunks(snapshots)
  const entries = await loadIndex(snapshots, log)
  const parts = new Map<string, PartState>()
  for (const key of new Set([...entries.keys(), ...found.keys()])) {
    const revisions = found.get(key) ?? new Map<number, Set<number>>()
    const part = await loadPart(snapshots, key, revisions, entries.get(key), now)
    if (part === null) {
      log.warn('inventory: a part cannot be read and cannot be named', { files: revisions.size })
      continue
    }
    if (part.facts.failure?.kind === 'vault-unreadable') log.warn('inventory: a part cannot be read whole')
    const other = parts.get(part.facts.id)
    const stale = !accounts.has(part.facts.accountId) ? part : other === undefined ? null : older(part, other)
    if (stale !== null) await removeFiles(snapshots, stale.files)
    if (stale !== part) parts.set(part.facts.id, part)
  }
  return [...parts.values()]
}

function older(left: PartState, right: PartState): PartState {
  return (left.facts.asOf ?? 0) < (right.facts.asOf ?? 0) ? left : right
}

async function removeFiles(snapshots: SnapshotStore, names: readonly string[]): Promise<void> {
  for (const name of names) await snapshots.remove(name)
}

async function findChunks(snapshots: SnapshotStore): Promise<Map<string, Map<number, Set<number>>>> {
  const found = new Map<string, Map<number, Set<number>>>()
  for (const name of await snapshots.names()) {
    const read = readChunkName(name)
    if (read === null) continue
    const revisions = found.get(read.key) ?? new Map<number, Set<number>>()
    const chunks = revisions.get(read.revision) ?? new Set<number>()
    found.set(read.key, revisions.set(read.revision, chunks.add(read.chunk)))
  }
  return found
}

/** Reads and parses; undefined when it is missing or unreadable. Throws only when the vault is closed. */
async function tolerant<T>(
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

async function loadIndex(snapshots: SnapshotStore, log: Log): Promise<Map<string, Entry>> {
  const index = await tolerant(snapshots, indexName, readIndex)
  if (index === 'unreadable') log.warn('inventory: the index cannot be read, the parts speak for themselves')
  return new Map(typeof index === 'string' ? [] : index.parts.map((entry) => [entry.key, entry]))
}

async function loadPart(
  snapshots: SnapshotStore,
  key: string,
  revisions: Revisions,
  entry: Entry | undefined,
  now: Instant,
): Promise<PartState | null> {
  const newestFirst = [...revisions.keys()].sort((a, b) => b - a)
  let best: Read | undefined
  for (const revision of newestFirst) {
    const read = await readRevision(snapshots, key, revision, revisions.get(revision) ?? new Set())
    // A revision that was being written when the app ended is not whole; the one before it still is.
    if (best === undefined || read.complete || best.tokens.length === 0) best = read
    if (read.complete) break
  }
  const newest = newestFirst[0] ?? entry?.revision ?? 0
  const facts = factsOf(best, entry, now)
  const provider = best?.header?.provider ?? entry?.provider
  if (facts === null || provider === undefined) return null
  const tokens = new Map((best?.tokens ?? []).map((token) => [token.id, token]))
  return {
    key,
    provider,
    facts: { ...facts, tokens: countActive(tokens.values()) },
    tokens,
    touched: new Map(),
    revision: newest,
    chunks: best?.complete === true && best.revision === newest ? best.chunks : [],
    files: [...revisions].flatMap(([revision, chunks]) => [...chunks].map((chunk) => chunkName(key, revision, chunk))),
    removed: false,
  }
}

function factsOf(best: Read | undefined, entry: Entry | undefined, now: Instant): PartState['facts'] | null {
  const header = best?.header?.part
  const named =
    entry?.facts ?? (header === undefined ? undefined : { ...header, tokens: 0, failure: null, failedAt: null })
  if (named === undefined) return null
  // Nothing was written of it yet: the app ended before it could be listed.
  if (best === undefined && entry?.revision === 0) return named
  if (best?.complete !== true) return { ...named, asOf: null, failure: { kind: 'vault-unreadable' }, failedAt: now }
  if (entry?.revision === best.revision || header === undefined) return named
  // The chunks are of a listing that the index does not know yet.
  return { ...header, tokens: 0, failure: null, failedAt: null }
}

function parseChunk(bytes: Buffer | 'missing' | 'unreadable'): Chunk | 'missing' | 'unreadable' {
  if (typeof bytes === 'string') return bytes
  try {
    return readChunk(bytes)
  } catch {
    return 'unreadable'
  }
}

async function readRevision(
  snapshots: SnapshotStore,
  key: string,
  revision: number,
  numbers: ReadonlySet<number>,
): Promise<Read> {
  const count = Math.max(...numbers, -1) + 1
  const tokens: Token[] = []
  const chunks: string[][] = []
  let header: Chunk | undefined
  let complete = numbers.size === count
  const reads: Promise<Buffer | 'missing' | 'unreadable'>[] = []
  let begun = 0
  for (let number = 0; number < count; number += 1) {
    for (; begun < Math.min(count, number + ahead); begun += 1) {
      const read = tolerant(snapshots, chunkName(key, revision, begun), (bytes) => bytes)
      // Awaited in its turn; until then nobody is to be told that the vault was closed.
      read.catch(() => undefined)
      reads.push(read)
    }
    const chunk = parseChunk(await (reads.shift() ?? 'missing'))
    await giveWay()
    if (typeof chunk === 'string') {
      complete = false
      continue
    }
    header ??= { ...chunk, tokens: [] }
    if (number === count - 1 && !chunk.last) complete = false
    // All tokens of a part share one owner object.
    tokens.push(...tokensOf({ ...chunk, part: { ...chunk.part, owner: header.part.owner } }))
    chunks.push(chunk.tokens.map(({ id }) => id))
  }
  return { revision, complete, header, tokens, chunks }
}
