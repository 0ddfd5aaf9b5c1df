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
}

/** The data key under a random slot key that the OS keystore has sealed. */
export interface OsSlot extends SlotHead {
  readonly kind: 'os'
  /** `process.platform` and the first bytes of `sealed` at the time: what the protection is judged by. */
  readonly platform: string
  readonly tag: string
  /** The person agreed to a keystore that protects little. */
  readonly weakAccepted: boolean
  readonly sealed: Buffer
  /** `nonce | ciphertext | tag`. */
  readonly wrapped: Buffer
}

/** The data key under a key made from a passphrase. */
export interface PassphraseSlot extends SlotHead {
  readonly kind: 'passphrase'
  readonly cost: ScryptCost
  readonly salt: Buffer
  readonly wrapped: Buffer
}

/** A kind of slot that this version does not know. It is carried along unchanged and opens nothing here. */
export interface ForeignSlot extends SlotHead {
  readonly kind: 'foreign'
  readonly code: number
  readonly body: Buffer
}

export type Slot = OsSlot | PassphraseSlot | ForeignSlot

const codes = { os: 1, passphrase: 2 } as const
const scryptCode = 1
export const saltBytes = 32
export const slotIdBytes = 8
const wrappedBytes = keyBytes + sealOverhead
/** 256 MiB, the most that deriving a key may take. */
const maxLogMemory = 28

/** Everything of a slot's body but the wrapped key: bound to it as associated data. */
function bodyHead(slot: OsSlot | PassphraseSlot): Buffer {
  const writer = new ByteWriter()
  if (slot.kind === 'os') {
    writer
      .word(slot.platform)
      .word(slot.tag)
      .u8(slot.weakAccepted ? 1 : 0)
    return writer.u16(slot.sealed.length).bytes(slot.sealed).done()
  }
  writer.u8(scryptCode).u8(Math.log2(slot.cost.N)).u8(slot.cost.r).u8(slot.cost.p)
  return writer.bytes(slot.salt).done()
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
  if (code !== codes.os && code !== codes.passphrase) return { kind: 'foreign', code, id, createdAt, body: bytes }
  const body = new ByteReader(bytes)
  const slot = code === codes.os ? readOsBody(body, id, createdAt) : readPassphraseBody(body, id, createdAt)
  body.end()
  return slot
}

function readOsBody(body: ByteReader, id: Buffer, createdAt: number): OsSlot {
  const platform = body.word(20)
  const tag = body.word(10)
  const accepted = body.u8()
  if (accepted > 1) throw damaged('odd consent')
  const length = body.u16()
  if (length > limits.sealedBytes) throw damaged('sealed key too long')
  const sealed = body.take(length)
  const wrapped = body.take(wrappedBytes)
  return { kind: 'os', id, createdAt, platform, tag, weakAccepted: accepted === 1, sealed, wrapped }
}

/** The bounds are checked here, before anything is derived: a hostile file must not make Keyrack take gigabytes. */
function readPassphraseBody(body: ByteReader, id: Buffer, createdAt: number): PassphraseSlot {
  if (body.u8() !== scryptCode) throw damaged('unknown derivation')
  const logN = body.u8()
  const r = body.u8()
  const p = body.u8()
  if (logN < 1 || logN > 20 || r < 1 || p < 1 || p > 16) throw damaged('scrypt cost out of bounds')
  if (7 + logN + Math.log2(r) > maxLogMemory) throw damaged('scrypt memory out of bounds')
  const salt = body.take(saltBytes)
  const wrapped = body.take(wrappedBytes)
  return { kind: 'passphrase', id, createdAt, cost: { N: 2 ** logN, r, p }, salt, wrapped }
}

/** What a slot's wrapped key is bound to: this vault, and everything the slot says of itself. */
export function slotAad(vaultId: Uint8Array, slot: Omit<OsSlot, 'wrapped'> | Omit<PassphraseSlot, 'wrapped'>): Buffer {
  const head = bodyHead({ ...slot, wrapped: Buffer.alloc(0) })
  const writer = new ByteWriter().bytes(vaultId).u8(codes[slot.kind]).bytes(slot.id).u48(slot.createdAt)
  return writer.bytes(head).done()
}

/** Kinds of the slots that this version can use, each once, in the order of the file. */
export function slotKinds(slots: readonly Slot[]): SlotKind[] {
  return [...new Set(slots.flatMap((slot) => (slot.kind === 'foreign' ? [] : [slot.kind])))]
}
