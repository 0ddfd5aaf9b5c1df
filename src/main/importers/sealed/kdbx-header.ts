import { Refused } from '../candidate.ts'
import { Reader } from './reader.ts'

/** What the outer header of a KDBX 4 file says, in the clear. https://keepass.info/help/kb/kdbx.html */
export interface KdbxHeader {
  /** All bytes of it, for its hash. */
  readonly bytes: Uint8Array
  readonly cipher: string
  readonly isCompressed: boolean
  readonly seed: Uint8Array
  readonly iv: Uint8Array
  readonly kdf: ReadonlyMap<string, Uint8Array>
}

const kdbx = 0xb54bfb67
const id = { end: 0, cipher: 2, compression: 3, seed: 4, iv: 7, kdf: 11 } as const

/** Reads the header that `reader` stands before. Throws Refused for what is not KDBX 4. */
export function readHeader(reader: Reader): KdbxHeader {
  // The signature, by which it was known as such.
  reader.skip(4)
  // KeePass 1, and the version before this one, which does not tell whether a file was changed.
  if (reader.u32() !== kdbx) throw new Refused('old-format')
  reader.skip(2)
  const major = reader.u16()
  if (major < 4) throw new Refused('old-format')
  if (major > 4) throw new Refused('unknown-protection')
  const fields = new Map<number, Uint8Array>()
  for (let field = reader.u8(); ; field = reader.u8()) {
    fields.set(field, reader.sized())
    if (field === id.end) break
  }
  const [cipher, compression, seed, iv, kdf] = [id.cipher, id.compression, id.seed, id.iv, id.kdf].map((one) =>
    fields.get(one),
  )
  if (!cipher || !compression || !iv || !kdf || seed?.length !== 32) throw new Refused('broken')
  return {
    bytes: reader.read(),
    cipher: Buffer.from(cipher).toString('hex'),
    isCompressed: new Reader(compression).u32() === 1,
    seed,
    iv,
    kdf: readVariants(new Reader(kdf)),
  }
}

/** Names and values, whatever type they are of: the numbers among them are little-endian. */
function readVariants(reader: Reader): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  reader.skip(2)
  while (reader.u8() !== 0) {
    const name = Buffer.from(reader.sized()).toString('utf8')
    found.set(name, reader.sized())
  }
  return found
}
