import type { Token } from '#shared/model/token'
import type { SnapshotStore } from '../ports/records.ts'
import {
  findChunks,
  isSameFiles,
  newestFirst,
  nothingFound,
  readOne,
  readRevision,
  type Edits,
  type Read,
} from './chunks.ts'
import { giveWay } from './give-way.ts'
import { countActive, type PartState } from './part-state.ts'
import { chunkName } from './snapshot-format.ts'

/** Tokens merged between two breaths of the event loop; also the most that are reported as changed at once. */
const slice = 250

export type CaughtUp = 'same' | 'caught-up' | 'gone'

export interface Joint {
  readonly snapshots: SnapshotStore
  changed(tokenIds: readonly string[]): void
  isHeld(tokenId: string): boolean
  /** The next moment, on the counter that `touched` uses. */
  moment(): number
}

/**
 * Takes over what another process has written of a part, unless this one has changed the same token and not saved it yet.
 * What was learnt there after our own listing began, that listing says nothing against. Nobody else may be writing the part.
 * Gives whether its snapshots are gone altogether. Throws Failure.
 */
export async function catchUpPart(part: PartState, joint: Joint): Promise<CaughtUp> {
  const { snapshots } = joint
  const found = (await findChunks(snapshots)).get(part.key) ?? nothingFound
  if (isSameFiles(found.files, part.files)) return 'same'
  const wasThere = part.files.length > 0
  part.files = [...found.files]
  part.later = false
  const revisions = newestFirst(found)
  const [newest] = revisions
  if (newest === undefined) {
    part.chunks = []
    part.edits = []
    return wasThere ? 'gone' : 'same'
  }
  let taken: number | null = null
  for (const revision of revisions) {
    const edits = found.revisions.get(revision) ?? new Map<number, number>()
    if (revision === part.revision && part.chunks.length > 0) {
      if (await takeEdits(part, edits, joint)) taken = revision
      break
    }
    // What is older than what is known here was overtaken already.
    if (revision < part.revision && part.chunks.length > 0) break
    const read = await readRevision(snapshots, part.key, revision, edits)
    if (read.later) part.later = true
    if (!read.complete) continue
    await takeWhole(part, read, joint)
    taken = revision
    break
  }
  part.revision = Math.max(newest, part.revision)
  // What somebody left half written is written whole the next time.
  if (taken !== part.revision) {
    part.chunks = []
    part.edits = []
  }
  part.facts = { ...part.facts, tokens: countActive(part.tokens.values()) }
  return 'caught-up'
}

/** False where something cannot be read. */
async function takeEdits(part: PartState, edits: Edits, joint: Joint): Promise<boolean> {
  let isWhole = edits.size >= part.chunks.length
  for (const [number, edit] of [...edits].sort(([a], [b]) => a - b)) {
    if (part.edits[number] === edit) continue
    const read = await readOne(joint.snapshots, chunkName(part.key, part.revision, number, edit))
    if (typeof read === 'string') {
      isWhole = false
      if (read === 'later') part.later = true
      continue
    }
    const ours = part.chunks[number] ?? []
    const theirs = read.tokens.map(({ id }) => id)
    // One that we have put there and could not save is ours to save.
    part.chunks[number] = [...theirs, ...ours.filter((id) => part.unsaved.has(id) && !theirs.includes(id))]
    part.edits[number] = edit
    await takeTokens(part, read.tokens, joint)
  }
  return isWhole
}

async function takeWhole(part: PartState, read: Read, joint: Joint): Promise<void> {
  await takeTokens(part, read.tokens, joint)
  const there = new Set(read.tokens.map(({ id }) => id))
  const forgotten = [...part.tokens.keys()].filter((id) => !there.has(id) && !part.unsaved.has(id) && !joint.isHeld(id))
  for (const id of forgotten) part.tokens.delete(id)
  if (forgotten.length > 0) joint.changed(forgotten)
  part.chunks = read.chunks
  part.edits = read.edits
  const { header } = read
  if (header === undefined) return
  const { asOf, owner } = header.part
  const isOver = part.facts.failedAt !== null && asOf !== null && asOf >= part.facts.failedAt
  part.facts = { ...part.facts, owner, asOf, ...(isOver ? { failure: null, failedAt: null } : {}) }
}

async function takeTokens(part: PartState, tokens: readonly Token[], joint: Joint): Promise<void> {
  let ids: string[] = []
  for (const token of tokens) {
    if (part.unsaved.has(token.id)) continue
    // All tokens of a part share one owner object.
    part.tokens.set(token.id, { ...token, owner: part.facts.owner })
    if (part.listedFrom !== null && learntAt(token) >= part.listedFrom) part.touched.set(token.id, joint.moment())
    if (ids.push(token.id) < slice) continue
    joint.changed(ids)
    ids = []
    await giveWay()
  }
  if (ids.length > 0) joint.changed(ids)
}

/** When what is known of a token was learnt. */
function learntAt({ asOf, goneAt = 0 }: Token): number {
  return Math.max(asOf, goneAt)
}
