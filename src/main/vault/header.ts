import { ByteReader, ByteWriter, damaged } from './bytes.ts'
import { formatNumber, limits } from './limits.ts'
import { readSlot, writeSlot, type Slot } from './slots.ts'

/** What a vault is for. Each root of the app opens its own kind only. */
const purposes = ['real', 'demo', 'test'] as const
export type Purpose = (typeof purposes)[number]

/** What a vault file is: the vault of a profile, or a backup, which is never opened in the vault's place. */
export type FileRole = 'vault' | 'backup'

/** Stands in the byte of the purpose, where the vaults of earlier versions have nothing. */
const backupMark = 0x80

export const vaultIdBytes = 16
export const commitIdBytes = 8

/** The part of the file that can be read without a key. The manifest's seal covers it. */
export interface Header {
  readonly vaultId: Buffer
  readonly purpose: Purpose
  /** True for a backup. */
  readonly backup?: boolean
  /** Which data key this is: 1 for the first, one more each time everything is sealed anew. */
  readonly keyNumber: number
  /** The first generation under this data key; all before it are under older ones. */
  readonly keySince: number
  /** Which generation this is: 1 for the first, the number in the file's name. */
  readonly generation: number
  readonly createdAt: number
  readonly writtenAt: number
  /** Random ids of this commit and the ones it stands on, newest first: tells "built upon mine" from "beside mine". */
  readonly history: readonly Buffer[]
  readonly slots: readonly Slot[]
}

export function writeHeader(header: Header): Buffer {
  const writer = new ByteWriter()
  const mark = header.backup === true ? backupMark : 0
  writer.bytes(header.vaultId).u8(mark | (purposes.indexOf(header.purpose) + 1))
  writer.u16(header.keyNumber).u48(header.keySince)
  writer.u48(header.generation).u48(header.createdAt).u48(header.writtenAt)
  writer.u8(header.history.length)
  for (const id of header.history) writer.bytes(id)
  writer.u8(header.slots.length)
  for (const slot of header.slots) writer.bytes(writeSlot(slot))
  return writer.done()
}

/** The same for what is written: somebody must be able to open it, and not only a later version. */
export function checkOpenable(slots: readonly Slot[]): void {
  checkSlots(slots)
  if (slots.every(({ kind }) => kind === 'foreign')) throw damaged('no slot that is known')
}

/**
 * There are some, each kind that is known once, and none that opens by half of what another one needs. Throws
 * FormatError.
 */
function checkSlots(slots: readonly Slot[]): void {
  const kinds = slots.flatMap(({ kind }) => (kind === 'foreign' ? [] : [kind]))
  const both = kinds.includes('os-passphrase') && (kinds.includes('os') || kinds.includes('passphrase'))
  if (slots.length < 1 || slots.length > limits.slots) throw damaged('odd number of slots')
  if (both || new Set(kinds).size < kinds.length) throw damaged('slots that do not go together')
}

/**
 * Reads the header of a file of this format. What a later one has added stands behind all that is known here. Throws
 * FormatError for anything that `writeHeader` cannot have made, and for a file of the other role.
 */
export function readHeader(bytes: Buffer, role: FileRole, format: number): Header {
  const reader = new ByteReader(bytes)
  const vaultId = reader.take(vaultIdBytes)
  const mark = reader.u8()
  const backup = (mark & backupMark) !== 0
  if (backup !== (role === 'backup')) throw damaged(backup ? 'a backup, not a vault' : 'a vault, not a backup')
  const purpose = purposes[(mark & ~backupMark) - 1]
  if (purpose === undefined) throw damaged('unknown purpose')
  const keyNumber = format === 1 ? 1 : reader.u16()
  const keySince = format === 1 ? 1 : reader.u48()
  const generation = reader.u48()
  if (generation < 1) throw damaged('no generation')
  if (keyNumber < 1 || keySince < 1 || keySince > generation) throw damaged('odd data key')
  const createdAt = reader.u48()
  const writtenAt = reader.u48()
  const commits = reader.u8()
  if (commits < 1 || commits > limits.history) throw damaged('odd history')
  const history = Array.from({ length: commits }, () => reader.take(commitIdBytes))
  const count = reader.u8()
  if (count > limits.slots) throw damaged('odd number of slots')
  const slots = Array.from({ length: count }, () => readSlot(reader))
  checkSlots(slots)
  if (format <= formatNumber) reader.end()
  const common = { vaultId, purpose, keyNumber, keySince, generation, createdAt, writtenAt, history, slots }
  return backup ? { ...common, backup } : common
}
