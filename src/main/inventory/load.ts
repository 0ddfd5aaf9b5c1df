import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import type { Log } from '../ports/log.ts'
import type { SnapshotStore } from '../ports/records.ts'
import {
  findChunks,
  isSameFiles,
  newestFirst,
  nothingFound,
  readRevision,
  tolerant,
  type Found,
  type Read,
} from './chunks.ts'
import { countActive, type PartState } from './part-state.ts'
import { indexName, readIndex, type IndexedPart } from './snapshot-format.ts'

/** Another process may write a part while it is read; then it is read once more, so often. */
const attempts = 5

/** Which accounts there are. */
export interface Known {
  readonly accounts: ReadonlySet<string>
  /** The same, asked anew: another process may have added one since. Null: that cannot be told, and nothing is deleted. */
  readonly now: () => Promise<ReadonlySet<string> | null>
}

/** What the snapshots tell. */
export interface Loaded {
  readonly parts: PartState[]
  /** Keys of parts whose account is no more: they were deleted. */
  readonly dropped: string[]
}

/**
 * Everything the snapshots tell, one state a part; with `only`, of the parts with these keys. A part of which something cannot
 * be read keeps what can be, says `vault-unreadable`, and counts as never completely listed, so that the next refresh fetches
 * it anew. Parts of accounts that are no more are deleted. Throws Failure('vault-locked') when the vault closes meanwhile, and
 * nothing else.
 */
export async function loadParts(
  snapshots: SnapshotStore,
  known: Known,
  now: Instant,
  log: Log,
  only?: ReadonlySet<string>,
): Promise<Loaded> {
  const found = await findChunks(snapshots)
  const entries = await loadIndex(snapshots, log)
  const parts = new Map<string, PartState>()
  const dropped: string[] = []
  let accounts = known.accounts
  for (const key of new Set([...entries.keys(), ...found.keys()])) {
    if (only?.has(key) === false) continue
    const part = await loadWhole(snapshots, key, found.get(key) ?? nothingFound, entries.get(key), now)
    if (part === null) {
      log.warn('inventory: a part cannot be read and cannot be named', { files: found.get(key)?.files.length ?? 0 })
      continue
    }
    if (part.facts.failure?.kind === 'vault-unreadable') log.warn('inventory: a part cannot be read whole')
    // An account is in the vault before anything of it is here: asked now, the vault has every account that this can be of.
    if (!accounts.has(part.facts.accountId)) {
      const anew = await known.now()
      if (anew === null) continue
      accounts = anew
    }
    const other = parts.get(part.facts.id)
    const stale = !accounts.has(part.facts.accountId) ? part : other === undefined ? null : older(part, other)
    if (stale !== null) {
      await removeFiles(snapshots, stale.files)
      dropped.push(stale.key)
    }
    if (stale !== part) parts.set(part.facts.id, part)
  }
  return { parts: [...parts.values()], dropped }
}

function older(left: PartState, right: PartState): PartState {
  return (left.facts.asOf ?? 0) < (right.facts.asOf ?? 0) ? left : right
}

async function removeFiles(snapshots: SnapshotStore, names: readonly string[]): Promise<void> {
  for (const name of names) await snapshots.remove(name)
}

/** What the index says of each part, by its key. Throws Failure('vault-locked') only. */
export async function loadIndex(snapshots: SnapshotStore, log: Log): Promise<Map<string, IndexedPart>> {
  const index = await tolerant(snapshots, indexName, readIndex)
  if (index === 'unreadable') log.warn('inventory: the index cannot be read, the parts speak for themselves')
  return new Map(typeof index === 'string' ? [] : index.parts.map((entry) => [entry.key, entry]))
}

/** Reads a part again as long as its files change meanwhile. */
async function loadWhole(
  snapshots: SnapshotStore,
  key: string,
  found: Found,
  entry: IndexedPart | undefined,
  now: Instant,
): Promise<PartState | null> {
  let files = found
  for (let attempt = 1; ; attempt += 1) {
    const { part, isWhole } = await loadPart(snapshots, key, files, entry, now)
    if (isWhole || attempt === attempts) return part
    const after = (await findChunks(snapshots)).get(key) ?? nothingFound
    if (isSameFiles(after.files, files.files)) return part
    files = after
  }
}

async function loadPart(
  snapshots: SnapshotStore,
  key: string,
  found: Found,
  entry: IndexedPart | undefined,
  now: Instant,
): Promise<{ readonly part: PartState | null; readonly isWhole: boolean }> {
  let best: Read | undefined
  let later = false
  const revisions = newestFirst(found)
  for (const revision of revisions) {
    const read = await readRevision(
      snapshots,
      key,
      revision,
      found.revisions.get(revision) ?? new Map<number, number>(),
    )
    if (read.later) later = true
    // A revision that was being written when the app ended is not whole; the one before it still is.
    if (best === undefined || read.complete || best.tokens.length === 0) best = read
    if (read.complete) break
  }
  const newest = revisions[0] ?? entry?.revision ?? 0
  const isWhole = best?.complete === true
  const facts = factsOf(best, entry, now)
  const provider = best?.header?.provider ?? entry?.provider
  if (facts === null || provider === undefined) return { part: null, isWhole }
  const tokens = new Map<string, Token>()
  for (const token of best?.tokens ?? []) tokens.set(token.id, token)
  const isNewest = best?.complete === true && best.revision === newest
  const part: PartState = {
    key,
    provider,
    facts: { ...facts, tokens: countActive(tokens.values()) },
    tokens,
    touched: new Map(),
    unsaved: new Map(),
    listedFrom: null,
    revision: newest,
    chunks: isNewest && best !== undefined ? best.chunks : [],
    edits: isNewest && best !== undefined ? best.edits : [],
    files: [...found.files],
    removed: false,
    later,
  }
  return { part, isWhole }
}

function factsOf(best: Read | undefined, entry: IndexedPart | undefined, now: Instant): PartState['facts'] | null {
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
