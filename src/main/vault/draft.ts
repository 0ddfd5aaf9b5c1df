import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import type { RecordKind } from '../ports/records.ts'
import { sealOverhead, sealParts } from './aead.ts'
import { checksumBytes, writeFront } from './format.ts'
import { commitIdBytes, type Header } from './header.ts'
import type { Keys } from './keys.ts'
import { keyUseOf, kindCodes } from './kinds.ts'
import { limits } from './limits.ts'
import { writeEntry, type Entry, type RecordAad } from './manifest.ts'
import type { Slot } from './slots.ts'
import { checksum, nextTurn } from './turns.ts'

/** How many records are sealed at a stretch. */
const slice = 200
/** Pieces of a file put together at a stretch: runs of records that stay are one each. */
const piecesAtOnce = 1000

/** One record to put (`plaintext` is its JSON) or to remove (null). */
export interface Change {
  readonly kind: RecordKind
  readonly id: string
  readonly plaintext: Buffer | null
}

/** What the next generation is made from: the old one, without the records that change. */
interface Old {
  readonly header: Header
  readonly list: Buffer
  readonly bodies: Buffer
  readonly entries: readonly Entry[]
}

interface Means {
  /** Of the generation that is made. */
  readonly number: number
  readonly slots: readonly Slot[]
  readonly now: number
  readonly random: Random
  readonly keys: Keys
  readonly aad: RecordAad
  /** Room for the file; what is in it does not matter. */
  readonly space: (bytes: number) => Buffer
}

export interface Written {
  readonly file: Buffer
  readonly header: Header
  /** The opened manifest of the file, and its bodies as a part of `file`. */
  readonly list: Buffer
  readonly bodies: Buffer
  /** Entries of the changed records; they stand after the kept ones. */
  readonly entries: readonly Entry[]
}

/** Writes a whole vault file. Unchanged records are copied, in runs, without being opened. */
export async function writeDraft(old: Old, changes: readonly Change[], means: Means): Promise<Written> {
  const header: Header = {
    ...old.header,
    generation: means.number,
    writtenAt: means.now,
    history: [means.random.bytes(commitIdBytes), ...old.header.history].slice(0, limits.history),
    slots: means.slots,
  }
  const kept = keptRuns(old)
  const fresh = await sealChanges(changes, header.generation, means, kept)
  const pieces = { list: [...kept.list, ...fresh.list], bodies: [...kept.bodies, ...fresh.bodies] }
  return { ...(await assemble(header, pieces, means)), header, entries: fresh.entries }
}

/** A whole file of sealed records: `list` are lines of the manifest, `bodies` their ciphertexts. Throws Failure('too-large'). */
export async function assemble(
  header: Header,
  { list: lines, bodies }: { readonly list: readonly Buffer[]; readonly bodies: readonly Buffer[] },
  means: Pick<Means, 'keys' | 'random' | 'space'>,
): Promise<Pick<Written, 'file' | 'list' | 'bodies'>> {
  const list = Buffer.concat(lines)
  const bodiesLength = bodies.reduce((sum, piece) => sum + piece.length, 0)
  const front = writeFront(header, list.length + sealOverhead, bodiesLength)
  const total = front.length + list.length + sealOverhead + bodiesLength + checksumBytes
  if (total > limits.fileBytes) throw new Failure('too-large', { limit: limits.fileBytes })
  if (lines.length > piecesAtOnce) await nextTurn()
  const manifest = sealParts(means.keys.manifest, list, front, means.random)
  if (lines.length > piecesAtOnce) await nextTurn()
  const file = means.space(total)
  let at = 0
  let copied = 0
  for (const piece of [front, manifest.nonce, manifest.ciphertext, manifest.tag, ...bodies]) {
    file.set(piece, at)
    at += piece.length
    copied += 1
    if (copied % piecesAtOnce === 0) await nextTurn()
  }
  file.set(await checksum(file.subarray(0, at)), at)
  return { file, list, bodies: file.subarray(at - bodiesLength, at) }
}

interface Runs {
  readonly list: Buffer[]
  readonly bodies: Buffer[]
  listLength: number
  bodiesLength: number
}

/** Neighbours that both stay are copied as one piece: 10,000 records are a handful of copies. */
function keptRuns(old: Old): Runs {
  const runs: Runs = { list: [], bodies: [], listLength: 0, bodiesLength: 0 }
  let first: Entry | undefined
  let last: Entry | undefined
  const close = () => {
    if (first === undefined || last === undefined) return
    runs.list.push(old.list.subarray(first.listStart, last.listStart + last.listLength))
    runs.bodies.push(old.bodies.subarray(first.bodyStart, last.bodyStart + last.bodyLength))
  }
  for (const entry of old.entries) {
    if (last === undefined || last.listStart + last.listLength !== entry.listStart) {
      close()
      first = entry
    }
    last = entry
    runs.listLength += entry.listLength
    runs.bodiesLength += entry.bodyLength
  }
  close()
  return runs
}

/** Seals the changed records, in slices of a few milliseconds. */
async function sealChanges(changes: readonly Change[], revision: number, means: Means, kept: Runs) {
  const fresh = { list: [] as Buffer[], bodies: [] as Buffer[], entries: [] as Entry[] }
  let { listLength: listStart, bodiesLength: bodyStart } = kept
  for (const { kind, id, plaintext } of changes) {
    if (plaintext === null) continue
    const code = kindCodes[kind]
    const sealed = sealParts(means.keys[keyUseOf(kind)], plaintext, means.aad.of(code, id, revision), means.random)
    const line = writeEntry(code, id, revision, sealed)
    const bodyLength = sealed.ciphertext.length
    if (fresh.list.push(line) % slice === 0) await nextTurn()
    fresh.bodies.push(sealed.ciphertext)
    fresh.entries.push({ code, id, revision, listStart, listLength: line.length, bodyStart, bodyLength })
    listStart += line.length
    bodyStart += bodyLength
  }
  return fresh
}
