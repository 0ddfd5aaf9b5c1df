import type { SlotKind } from '#shared/model/vault'
import { sealOverhead } from './aead.ts'
import { ByteReader, ByteWriter, damaged } from './bytes.ts'
import { keyBytes } from './keys.ts'
import { limits } from './limits.ts'

/** Cost of scrypt: N is a power of two; memory is 128 * N * r bytes; p multiplies the time. */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

interface SlotHead {
  /** 8 random bytes. */
  readonly id: Buffer
  readonly createdAt: number
  /** The data key: `nonce | ciphertext | tag`. */
  readonly wrapped: Buffer
}

/** A random slot key as the OS keystore has sealed it. */
export interface SealedKey {
  /** `process.platform` and the first bytes of `sealed` at the time: what the protection is judged by. */
  readonly platform: string
  readonly tag: string
  /** The person agreed to a keystore that protects little. */
  readonly weakAccepted: boolean
  readonly sealed: Buffer
}

/** How a key is made from a passphrase. */
export interface Derivation {
  readonly cost: ScryptCost
  readonly salt: Buffer
}

/** The data key under a random slot key that the OS keystore has sealed. */
export interface OsSlot extends SlotHead, SealedKey {
  readonly kind: 'os'
}

/** The data key under a key made from a passphrase. */
export interface PassphraseSlot extends SlotHead, Derivation {
  readonly kind: 'passphrase'
}

/** The data key under a key that is made from both. */
export interface OsPassphraseSlot extends SlotHead, SealedKey, Derivation {
  readonly kind: 'os-passphrase'
  /** Made from the slot key alone: tells a keystore that gave another key from a wrong passphrase. */
  readonly check: Buffer
}

/** The data key under a key made from a recovery code. */
export interface RecoverySlot extends SlotHead {
  readonly kind: 'recovery'
}

/** A kind of slot that this version does not know. It is carried along unchanged and opens nothing here. */
export interface ForeignSlot {
  readonly kind: 'foreign'
  readonly code: number
  readonly id: Buffer
  readonly createdAt: number
  readonly body: Buffer
}

export type KnownSlot = OsSlot | PassphraseSlot | OsPassphraseSlot | RecoverySlot
export type Slot = KnownSlot | ForeignSlot
/** A slot that is being made: all but the wrapped key, which is bound to the rest. */
export type Unwrapped<S extends KnownSlot = KnownSlot> = S extends KnownSlot ? Omit<S, 'wrapped'> : never

const codes = { os: 1, passphrase: 2, 'os-passphrase': 3, recovery: 4 } as const
const kinds = new Map<number, SlotKind>((Object.keys(codes) as SlotKind[]).map((kind) => [codes[kind], kind] as const))
const scryptCode = 1
const directCode = 1
export const saltBytes = 32
export const slotIdBytes = 8
export const checkBytes = 16
const wrappedBytes = keyBytes + sealOverhead
/** 256 MiB, the most that deriving a key may take. */
const maxLogMemory = 28

/** Everything of a slot's body but the wrapped key: bound to it as associated data. */
function bodyHead(slot: Unwrapped): Buffer {
  const writer = new ByteWriter()
  switch (slot.kind) {
    case 'os':
      return writeSealedKey(writer, slot).done()
    case 'passphrase':
      return writeDerivation(writer, slot).done()
    case 'os-passphrase':
      return writeDerivation(writeSealedKey(writer, slot).bytes(slot.check), slot).done()
    case 'recovery':
      return writer.u8(directCode).done()
  }
}

function writeSealedKey(writer: ByteWriter, { platform, tag, weakAccepted, sealed }: SealedKey): ByteWriter {
  writer
    .word(platform)
    .word(tag)
    .u8(weakAccepted ? 1 : 0)
  return writer.u16(sealed.length).bytes(sealed)
}

function writeDerivation(writer: ByteWriter, { cost, salt }: Derivation): ByteWriter {
  return writer.u8(scryptCode).u8(Math.log2(cost.N)).u8(cost.r).u8(cost.p).bytes(salt)
}

export function writeSlot(slot: Slot): Buffer {
  const body = slot.kind === 'foreign' ? slot.body : Buffer.concat([bodyHead(slot), slot.wrapped])
  const code = slot.kind === 'foreign' ? slot.code : codes[slot.kind]
  return new ByteWriter().u8(code).bytes(slot.id).u48(slot.createdAt).u16(body.length).bytes(body).done()
}

/** Throws FormatError for anything that `writeSlot` cannot have made. */
export function readSlot(reader: ByteReader): Slot {
  const code = reader.u8()
  const id = reader.take(slotIdBytes)
  const createdAt = reader.u48()
  const length = reader.u16()
  if (length > limits.slotBytes) throw damaged('slot too long')
  const bytes = reader.take(length)
  const kind = kinds.get(code)
  if (kind === undefined) return { kind: 'foreign', code, id, createdAt, body: bytes }
  const body = new ByteReader(bytes)
  const head = readBodyHead(kind, body)
  const wrapped = body.take(wrappedBytes)
  body.end()
  return { ...head, id, createdAt, wrapped }
}

type Head<S extends KnownSlot = KnownSlot> = S extends KnownSlot ? Omit<S, 'id' | 'createdAt' | 'wrapped'> : never

function readBodyHead(kind: SlotKind, body: ByteReader): Head {
  switch (kind) {
    case 'os':
      return { kind, ...readSealedKey(body) }
    case 'passphrase':
      return { kind, ...readDerivation(body) }
    case 'os-passphrase':
      return { kind, ...readSealedKey(body), check: body.take(checkBytes), ...readDerivation(body) }
    case 'recovery':
      if (body.u8() !== directCode) throw damaged('unknown derivation')
      return { kind }
  }
}

function readSealedKey(body: ByteReader): SealedKey {
  const platform = body.word(20)
  const tag = body.word(10)
  const accepted = body.u8()
  if (accepted > 1) throw damaged('odd consent')
  const length = body.u16()
  if (length > limits.sealedBytes) throw damaged('sealed key too long')
  return { platform, tag, weakAccepted: accepted === 1, sealed: body.take(length) }
}

/** The bounds are checked here, before anything is derived: a hostile file must not make Keyrack take gigabytes. */
function readDerivation(body: ByteReader): Derivation {
  if (body.u8() !== scryptCode) throw damaged('unknown derivation')
  const logN = body.u8()
  const r = body.u8()
  const p = body.u8()
  if (logN < 1 || logN > 20 || r < 1 || p < 1 || p > 16) throw damaged('scrypt cost out of bounds')
  if (7 + logN + Math.log2(r) > maxLogMemory) throw damaged('scrypt memory out of bounds')
  return { cost: { N: 2 ** logN, r, p }, salt: body.take(saltBytes) }
}

/** What a slot's wrapped key is bound to: this vault, and everything the slot says of itself. */
export function slotAad(vaultId: Uint8Array, slot: Unwrapped): Buffer {
  const writer = new ByteWriter().bytes(vaultId).u8(codes[slot.kind]).bytes(slot.id).u48(slot.createdAt)
  return writer.bytes(bodyHead(slot)).done()
}

/** Kinds of the slots that this version can use, each once, in the order of the file. */
export function slotKinds(slots: readonly Slot[]): SlotKind[] {
  return [...new Set(slots.flatMap((slot) => (slot.kind === 'foreign' ? [] : [slot.kind])))]
}

/**
 * Are these the same slots, in whatever order? A slot that is made anew has another id; one of the OS alone is the same all the
 * same: nobody has typed anything for it, and it is sealed again behind the open vault.
 */
export function areSame(some: readonly Slot[], others: readonly Slot[]): boolean {
  const isIn = ({ kind, id }: Slot) =>
    others.some((other) => (kind === 'os' ? other.kind === kind : other.id.equals(id)))
  return some.length === others.length && some.every(isIn)
}

/** The slots of one kind. */
export function slotsOf<K extends SlotKind>(slots: readonly Slot[], kind: K): Extract<KnownSlot, { kind: K }>[] {
  return slots.filter((slot): slot is Extract<KnownSlot, { kind: K }> => slot.kind === kind)
}
