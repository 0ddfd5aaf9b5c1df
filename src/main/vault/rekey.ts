import { createSecretKey, type KeyObject } from 'node:crypto'
import { fingerprintedBy, withPrints, type RecordOf } from '../ports/records.ts'
import type { Random } from '../ports/random.ts'
import { sealParts } from './aead.ts'
import { damaged } from './bytes.ts'
import { throwIfCancelled } from './cancel.ts'
import type { Replacement } from './commit.ts'
import type { Contents, RecordUse } from './contents.ts'
import { assemble } from './draft.ts'
import { commitIdBytes, type Header } from './header.ts'
import { deriveKeys, fingerprintOf, keyBytes, wipeKeys, type Keys } from './keys.ts'
import { keyUseOf, kindCodes, kindOf } from './kinds.ts'
import { limits } from './limits.ts'
import { RecordAad, writeEntry } from './manifest.ts'
import type { Slot } from './slots.ts'
import { nextTurn } from './turns.ts'

/** Records sealed at a stretch, and bytes: a few milliseconds. */
const slice = 50
const sliceBytes = 512 * 1024
/** How many records there are between two reports. */
const told = 100

/** A data key that is to take the place of another. */
export interface NewKey {
  readonly dataKey: Buffer
  readonly keys: Keys
  readonly keyNumber: number
}

export function drawKey({ vaultId, keyNumber }: Header, random: Random): NewKey {
  const dataKey = random.bytes(keyBytes)
  return { dataKey, keys: deriveKeys(dataKey, vaultId), keyNumber: keyNumber + 1 }
}

export function wipeKey({ dataKey, keys }: NewKey): void {
  dataKey.fill(0)
  wipeKeys(keys)
}

export interface RekeyMeans {
  /** Of the generation that is made. */
  readonly number: number
  readonly slots: readonly Slot[]
  readonly now: number
  readonly random: Random
  /** Told how many records are done, of how many. */
  readonly report: (done: number, total: number) => void
  readonly signal: AbortSignal
}

/**
 * The next generation with every record sealed anew under another data key, and with fingerprints that fit it. Slots that
 * nobody here knows open nothing any more and are left out. `renamed` gets each old fingerprint with its new one. Throws
 * FormatError for a record that cannot be opened, Failure('cancelled'), Failure('too-large').
 */
export async function resealAll(
  old: Contents,
  key: NewKey,
  renamed: Map<string, string>,
  means: RekeyMeans,
): Promise<Replacement> {
  const generation = means.number
  const header: Header = {
    ...old.header,
    keyNumber: key.keyNumber,
    keySince: generation,
    generation,
    writtenAt: means.now,
    history: [means.random.bytes(commitIdBytes), ...old.header.history].slice(0, limits.history),
    slots: means.slots,
  }
  return { header, file: await sealAnew(old, header, key, renamed, means) }
}

/** A whole file with this header, every record of `old` sealed anew in it. Throws as `resealAll`. */
export async function sealAnew(
  old: Contents,
  header: Header,
  key: Pick<NewKey, 'keys'>,
  renamed: Map<string, string>,
  means: Pick<RekeyMeans, 'random' | 'report' | 'signal'>,
): Promise<Buffer> {
  const writer = new Writer(old, key, header, means)
  const prints = new Map<string, string>()
  for (const { entry, use, plaintext } of old.everything()) {
    const kind = kindOf(entry.code)
    try {
      if (kind === 'credential' || kind === 'secret') {
        prints.set(`${kind} ${entry.id}`, fingerprintOf(key.keys, valueOf(plaintext)))
      }
      // These wait for the fingerprint of their secret.
      const waits = kind !== undefined && (kind in fingerprintedBy || kind === 'place')
      if (!waits) await writer.add(entry.code, entry.id, use, plaintext)
    } finally {
      plaintext.fill(0)
    }
  }
  for (const kind of Object.keys(fingerprintedBy) as (keyof typeof fingerprintedBy)[]) {
    for (const [id, value] of old.values(kind)) {
      const fingerprint = prints.get(`${fingerprintedBy[kind]} ${id}`)
      const before = value as { readonly fingerprint: string }
      if (fingerprint !== undefined) renamed.set(before.fingerprint, fingerprint)
      const now = fingerprint === undefined ? before : { ...before, fingerprint }
      await writer.add(kindCodes[kind], id, keyUseOf(kind), Buffer.from(JSON.stringify(now), 'utf8'))
    }
  }
  // Theirs are those of secrets that the vault has, or had; the latter are no longer told apart from any other value.
  for (const [id, value] of old.values('place')) {
    const place = withPrints(value as RecordOf<'place'>, (print) => renamed.get(print) ?? print)
    await writer.add(kindCodes.place, id, keyUseOf('place'), Buffer.from(JSON.stringify(place), 'utf8'))
  }
  return writer.file()
}

function valueOf(plaintext: Buffer): string {
  const record: unknown = JSON.parse(plaintext.toString('utf8'))
  if (typeof record === 'object' && record !== null && 'value' in record && typeof record.value === 'string') {
    return record.value
  }
  throw damaged('a secret without a value')
}

/** Collects records that are sealed anew, in slices. */
class Writer {
  readonly #key: Pick<NewKey, 'keys'>
  readonly #prepared: Readonly<Record<RecordUse, KeyObject>>
  readonly #aad: RecordAad
  readonly #header: Header
  readonly #means: Pick<RekeyMeans, 'random' | 'report' | 'signal'>
  readonly #total: number
  readonly #list: Buffer[] = []
  readonly #bodies: Buffer[] = []
  #bytes = 0

  constructor(
    old: Contents,
    key: Pick<NewKey, 'keys'>,
    header: Header,
    means: Pick<RekeyMeans, 'random' | 'report' | 'signal'>,
  ) {
    this.#key = key
    this.#prepared = { records: createSecretKey(key.keys.records), journal: createSecretKey(key.keys.journal) }
    this.#aad = new RecordAad(header.vaultId)
    this.#header = header
    this.#means = means
    this.#total = old.size
  }

  async add(code: number, id: string, use: RecordUse, plaintext: Buffer): Promise<void> {
    const { generation } = this.#header
    const aad = this.#aad.of(code, id, generation)
    const sealed = sealParts(this.#prepared[use], plaintext, aad, this.#means.random)
    this.#list.push(writeEntry(code, id, generation, sealed))
    this.#bodies.push(sealed.ciphertext)
    this.#bytes += sealed.ciphertext.length
    if (this.#list.length % slice !== 0 && this.#bytes < sliceBytes) return
    this.#bytes = 0
    if (this.#list.length % told === 0) this.#means.report(this.#list.length, this.#total)
    await nextTurn()
    throwIfCancelled(this.#means.signal)
  }

  async file(): Promise<Buffer> {
    const { random } = this.#means
    const pieces = { list: this.#list, bodies: this.#bodies }
    const { file } = await assemble(this.#header, pieces, { keys: this.#key.keys, random, space: Buffer.alloc })
    this.#means.report(this.#total, this.#total)
    throwIfCancelled(this.#means.signal)
    return file
  }
}

/** Opens every record of contents once. Throws FormatError. */
export async function checkAll(contents: Contents): Promise<void> {
  let opened = 0
  let bytes = 0
  for (const { plaintext } of contents.everything()) {
    opened += 1
    bytes += plaintext.length
    plaintext.fill(0)
    if (opened % slice !== 0 && bytes < sliceBytes) continue
    bytes = 0
    await nextTurn()
  }
}
