import { nonceBytes, tagBytes, type SealedParts } from './aead.ts'
import { ByteWriter, damaged } from './bytes.ts'
import { vaultIdBytes } from './header.ts'
import { limits, recordFormat } from './limits.ts'
import { nextTurn } from './turns.ts'

/** Where one record stands. Offsets count from the start of the opened manifest and of the bodies. */
export interface Entry {
  readonly code: number
  readonly id: string
  /** The generation that sealed the record. */
  readonly revision: number
  listStart: number
  readonly listLength: number
  bodyStart: number
  readonly bodyLength: number
}

const headBytes = 3
const tailBytes = 6 + 4 + nonceBytes + tagBytes

/** One line of the manifest: kind, id, revision, length, nonce, tag. */
export function writeEntry(code: number, id: string, revision: number, sealed: SealedParts): Buffer {
  const name = Buffer.from(id, 'utf8')
  const writer = new ByteWriter().u8(code).u16(name.length).bytes(name).u48(revision)
  return writer.u32(sealed.ciphertext.length).bytes(sealed.nonce).bytes(sealed.tag).done()
}

/**
 * Reads an opened manifest in slices. Although it is authentic it is bounded and checked like a stranger's: a record must
 * stand in it once, and the lengths must add up to the bodies. Throws FormatError.
 */
export async function readEntries(list: Buffer, bodiesLength: number): Promise<Entry[]> {
  const entries: Entry[] = []
  const seen = new Map<number, Set<string>>()
  let at = 0
  let bodyStart = 0
  while (at < list.length) {
    const listStart = at
    if (list.length - at < headBytes) throw damaged('entry cut short')
    const code = list.readUInt8(at)
    const idLength = list.readUInt16BE(at + 1)
    at += headBytes
    if (idLength < 1 || idLength > limits.idBytes) throw damaged('odd id')
    if (list.length - at < idLength + tailBytes) throw damaged('entry cut short')
    const id = list.toString('utf8', at, at + idLength)
    at += idLength
    const revision = list.readUIntBE(at, 6)
    const bodyLength = list.readUInt32BE(at + 6)
    at += tailBytes
    if (bodyLength > bodiesLength - bodyStart) throw damaged('body past the end')
    const ids = seen.get(code) ?? new Set<string>()
    if (ids.has(id)) throw damaged('one record twice')
    seen.set(code, ids.add(id))
    entries.push({ code, id, revision, listStart, listLength: at - listStart, bodyStart, bodyLength })
    bodyStart += bodyLength
    if (entries.length % 4000 === 0) await nextTurn()
  }
  if (bodyStart !== bodiesLength) throw damaged('bodies left over')
  return entries
}

/** Nonce and tag of an entry, from the manifest it stands in. */
export function sealOf(list: Buffer, entry: Entry): { nonce: Buffer; tag: Buffer } {
  const end = entry.listStart + entry.listLength
  return { nonce: list.subarray(end - tagBytes - nonceBytes, end - tagBytes), tag: list.subarray(end - tagBytes, end) }
}

/** A record's associated data: vault id, format, kind, revision, id. Made once a vault, filled for each record. */
export class RecordAad {
  readonly #bytes = Buffer.alloc(vaultIdBytes + 2 + 1 + 6 + limits.idBytes)

  constructor(vaultId: Buffer) {
    vaultId.copy(this.#bytes)
    this.#bytes.writeUInt16BE(recordFormat, vaultIdBytes)
  }

  /** Valid until the next call. */
  of(code: number, id: string, revision: number): Buffer {
    const at = vaultIdBytes + 2
    this.#bytes.writeUInt8(code, at)
    this.#bytes.writeUIntBE(revision, at + 1, 6)
    return this.#bytes.subarray(0, at + 7 + this.#bytes.write(id, at + 7, 'utf8'))
  }
}
