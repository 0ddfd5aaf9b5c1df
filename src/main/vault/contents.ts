import { createSecretKey, type KeyObject } from 'node:crypto'
import type { RecordKind, RecordName } from '../ports/records.ts'
import type { Random } from '../ports/random.ts'
import { open, openParts } from './aead.ts'
import { damaged } from './bytes.ts'
import { writeDraft, type Change, type Written } from './draft.ts'
import { FileSpace } from './file-space.ts'
import type { VaultFile } from './format.ts'
import type { Header } from './header.ts'
import type { Keys } from './keys.ts'
import { isSecretKind, keyUseOf, kindCodes, kindOf } from './kinds.ts'
import { readEntries, RecordAad, sealOf, type Entry } from './manifest.ts'
import type { Slot } from './slots.ts'
import { nextTurn } from './turns.ts'

/** A new generation, ready to be written; `accept` makes it the contents once it is durable. */
export interface Draft {
  readonly file: Buffer
  readonly header: Header
  accept(): void
}

/** The subkeys that seal records. */
export type RecordUse = ReturnType<typeof keyUseOf>

/** How many records are opened at a stretch: a few milliseconds. */
const slice = 250

/**
 * What an opened vault file holds. Records without secret values are open in memory, the others stay ciphertext until
 * they are asked for. It always shows one durable generation: a draft changes nothing before it is accepted.
 */
export class Contents {
  #header: Header
  #list: Buffer
  #bodies: Buffer
  #entries: Entry[]
  readonly #byKind = new Map<number, Map<string, Entry>>()
  readonly #values = new Map<number, Map<string, unknown>>()
  readonly #keys: Keys
  readonly #aad: RecordAad
  readonly #space = new FileSpace()

  private constructor(header: Header, list: Buffer, bodies: Buffer, entries: Entry[], keys: Keys) {
    this.#header = header
    this.#list = list
    this.#bodies = bodies
    this.#entries = entries
    this.#keys = keys
    this.#aad = new RecordAad(header.vaultId)
    for (const code of Object.values(kindCodes)) {
      this.#byKind.set(code, new Map())
      this.#values.set(code, new Map())
    }
    for (const entry of entries) this.#byKind.get(entry.code)?.set(entry.id, entry)
  }

  /** Contents without a record, for a vault that is being made; its header counts as generation 0. */
  static empty(header: Header, keys: Keys): Contents {
    return new Contents(header, Buffer.alloc(0), Buffer.alloc(0), [], keys)
  }

  /**
   * Opens a file: first the manifest, which proves header and list; then every record that is no secret. `known` are
   * contents of the same vault, whose opened records are taken over where their seal is the same. Throws FormatError.
   */
  static async open(file: VaultFile, keys: Keys, known?: Contents): Promise<Contents> {
    const list = open(keys.manifest, file.manifest, file.front)
    const entries = await readEntries(list, file.bodies.length)
    const contents = new Contents(file.header, list, file.bodies, entries, keys)
    // Node looks at a key given as bytes for longer than it takes to open a record: three quarters of the whole time.
    // These copies cannot be wiped from here; Node clears them when they are collected, soon after.
    const prepared = { records: createSecretKey(keys.records), journal: createSecretKey(keys.journal) }
    let opened = 0
    for (const entry of entries) {
      const kind = kindOf(entry.code)
      if (kind === undefined || isSecretKind(kind)) continue
      const same = known === undefined ? undefined : known.#sameValue(entry, list)
      const value = same ?? parse(contents.#openRecord(entry, prepared[keyUseOf(kind)]))
      contents.#values.get(entry.code)?.set(entry.id, value)
      opened += 1
      if (opened % slice === 0) await nextTurn()
    }
    return contents
  }

  get header(): Header {
    return this.#header
  }

  /** How many records there are, of every kind. */
  get size(): number {
    return this.#entries.length
  }

  ids(kind: RecordKind): readonly string[] {
    return [...(this.#byKind.get(kindCodes[kind])?.keys() ?? [])]
  }

  has(kind: RecordKind, id: string): boolean {
    return this.#byKind.get(kindCodes[kind])?.has(id) === true
  }

  /** The opened records of a kind without secret values. */
  values(kind: RecordKind): ReadonlyMap<string, unknown> {
    return this.#values.get(kindCodes[kind]) ?? new Map()
  }

  /** Opens one record of a kind with secret values; undefined when there is none. Throws FormatError. */
  openSecret(kind: RecordKind, id: string): unknown {
    const entry = this.#byKind.get(kindCodes[kind])?.get(id)
    if (entry === undefined) return undefined
    const plaintext = this.#openRecord(entry, this.#keys[keyUseOf(kind)])
    try {
      return parse(plaintext)
    } finally {
      plaintext.fill(0)
    }
  }

  /**
   * Opens every record, one after the other, also those of kinds that this version does not know, and tells the subkey that
   * opened it. Throws FormatError. Whoever takes a plaintext overwrites it.
   */
  *everything(): Generator<{ readonly entry: Entry; readonly use: RecordUse; readonly plaintext: Buffer }> {
    const prepared = { records: createSecretKey(this.#keys.records), journal: createSecretKey(this.#keys.journal) }
    for (const entry of this.#entries) {
      const kind = kindOf(entry.code)
      if (kind !== undefined) {
        const use = keyUseOf(kind)
        yield { entry, use, plaintext: this.#openRecord(entry, prepared[use]) }
        continue
      }
      const use = this.#opens(entry, prepared.records) ? 'records' : 'journal'
      yield { entry, use, plaintext: this.#openRecord(entry, prepared[use]) }
    }
  }

  #opens(entry: Entry, key: KeyObject): boolean {
    try {
      this.#openRecord(entry, key).fill(0)
      return true
    } catch {
      return false
    }
  }

  /** The records that are not the same in both, also those that only one has. */
  differences(other: Contents): RecordName[] {
    const names: RecordName[] = []
    for (const [kind, code] of Object.entries(kindCodes) as [RecordKind, number][]) {
      const mine = this.#byKind.get(code) ?? new Map<string, Entry>()
      const theirs = other.#byKind.get(code) ?? new Map<string, Entry>()
      for (const [id, entry] of mine) {
        const there = theirs.get(id)
        if (there === undefined || !this.#isSameSeal(entry, other.#list, there)) names.push({ kind, id })
      }
      for (const id of theirs.keys()) if (!mine.has(id)) names.push({ kind, id })
    }
    return names
  }

  #isSameSeal(mine: Entry, list: Buffer, entry: Entry): boolean {
    return mine.revision === entry.revision && sealOf(this.#list, mine).tag.equals(sealOf(list, entry).tag)
  }

  /** Forgets what was opened; the sealed rest says nothing. */
  wipe(): void {
    this.#list.fill(0)
    for (const values of this.#values.values()) values.clear()
  }

  #openRecord(entry: Entry, key: Uint8Array | KeyObject): Buffer {
    const { nonce, tag } = sealOf(this.#list, entry)
    const ciphertext = this.#bodies.subarray(entry.bodyStart, entry.bodyStart + entry.bodyLength)
    const aad = this.#aad.of(entry.code, entry.id, entry.revision)
    return openParts(key, nonce, ciphertext, tag, aad)
  }

  /** Equal seals of one record under one key were made of equal values. */
  #sameValue(entry: Entry, list: Buffer): unknown {
    const mine = this.#byKind.get(entry.code)?.get(entry.id)
    if (mine === undefined || !this.#isSameSeal(mine, list, entry)) return undefined
    return this.#values.get(entry.code)?.get(entry.id)
  }

  /**
   * The next generation, or the one with this number, with these changes and slots. Seals the changed records; all other bytes are copied as they are.
   * Throws Failure('too-large').
   */
  async draft(
    changes: readonly Change[],
    slots: readonly Slot[],
    now: number,
    random: Random,
    number: number = this.#header.generation + 1,
  ): Promise<Draft> {
    const stale = new Set<Entry>()
    for (const { kind, id } of changes) {
      const entry = this.#byKind.get(kindCodes[kind])?.get(id)
      if (entry !== undefined) stale.add(entry)
    }
    const kept = stale.size === 0 ? this.#entries : this.#entries.filter((entry) => !stale.has(entry))
    const old = { header: this.#header, list: this.#list, bodies: this.#bodies, entries: kept }
    const space = (bytes: number) => this.#space.give(bytes)
    const written = await writeDraft(old, changes, {
      number,
      slots,
      now,
      random,
      keys: this.#keys,
      aad: this.#aad,
      space,
    })
    const values = await shown(changes)
    return {
      file: written.file,
      header: written.header,
      accept: () => {
        this.#accept(kept, changes, written, values)
      },
    }
  }

  #accept(kept: Entry[], changes: readonly Change[], written: Written, values: readonly unknown[]): void {
    let listAt = 0
    let bodyAt = 0
    for (const entry of kept) {
      entry.listStart = listAt
      entry.bodyStart = bodyAt
      listAt += entry.listLength
      bodyAt += entry.bodyLength
    }
    this.#space.use()
    this.#header = written.header
    this.#list = written.list
    this.#bodies = written.bodies
    this.#entries = [...kept, ...written.entries]
    for (const { kind, id } of changes) {
      this.#byKind.get(kindCodes[kind])?.delete(id)
      this.#values.get(kindCodes[kind])?.delete(id)
    }
    for (const entry of written.entries) this.#byKind.get(entry.code)?.set(entry.id, entry)
    for (const [at, { kind, id, plaintext }] of changes.entries()) {
      if (plaintext === null || isSecretKind(kind)) continue
      this.#values.get(kindCodes[kind])?.set(id, values[at])
    }
  }
}

/**
 * What memory shows of each change once it is accepted, made from the very bytes that are sealed: it is what the next start
 * will read. Undefined for what is removed, and for kinds with secret values.
 */
async function shown(changes: readonly Change[]): Promise<unknown[]> {
  const values: unknown[] = []
  for (const { kind, plaintext } of changes) {
    values.push(plaintext === null || isSecretKind(kind) ? undefined : parse(plaintext))
    if (values.length % slice === 0) await nextTurn()
  }
  return values
}

function parse(plaintext: Buffer): unknown {
  try {
    return JSON.parse(plaintext.toString('utf8'))
  } catch {
    throw damaged('not JSON')
  }
}
