import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { chacha20 } from '@noble/ciphers/chacha.js'
import { importLimits, Refused } from '../candidate.ts'
import { readHeader, type KdbxHeader } from './kdbx-header.ts'
import { aesKdf, argon2 } from './kdf.ts'
import { Reader } from './reader.ts'

const ciphers: Readonly<Record<string, (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array>> = {
  '31c1f2e6bf714350be5805216afc5aff': (key, iv, data) => {
    const cipher = createDecipheriv('aes-256-cbc', key, iv)
    return Buffer.concat([cipher.update(data), cipher.final()])
  },
  d6038a2b8b6f4cb5a524339a31dbb59a: (key, iv, data) => chacha20(key, iv, data),
}

const kdfs: Readonly<Record<string, 'aes' | 'argon2d' | 'argon2id'>> = {
  c9d9f39a628a4460bf740d08c18a4fea: 'aes',
  '7c02bb8279a74ac0927d114a00648238': 'aes',
  ef636ddf8c29444b91f7a9a403e30a0c: 'argon2d',
  '9e298b1956db4773b23dfc3ec6f0a1e6': 'argon2id',
}
const argonVersion = 0x13
const innerChaCha20 = 3
const headerBlock = 0xffff_ffff_ffff_ffffn

export interface Opened {
  readonly xml: Buffer
  /** Opens the values that are sealed once more in the XML: all of them at once, in the order they stand in. */
  readonly reveal: (sealed: Uint8Array) => Uint8Array
}

/** Opens a KDBX 4 file by its password: nothing is unpacked before it is known to be as it was saved. Throws Refused. */
export async function openKdbx(bytes: Uint8Array, password: Uint8Array): Promise<Opened> {
  const reader = new Reader(bytes)
  const header = readHeader(reader)
  if (!reader.take(32).equals(sha256(header.bytes))) throw new Refused('broken')
  const decrypt = ciphers[header.cipher]
  if (decrypt === undefined) throw new Refused('unknown-protection')
  const main = await mainKey(sha256(sha256(password)), header)
  const macKey = sha512(header.seed, main, Buffer.of(1))
  if (!timingSafeEqual(reader.take(32), macOf(headerBlock, macKey, header.bytes))) throw new Refused('wrong-key')
  const plain = decrypt(sha256(header.seed, main), header.iv, blocks(reader, macKey))
  return readInner(header.isCompressed ? await unzipped(plain) : Buffer.from(plain))
}

async function mainKey(key: Buffer, { kdf }: KdbxHeader): Promise<Buffer> {
  const bytes = (name: string): Buffer => Buffer.from(kdf.get(name) ?? [])
  const number = (name: string): number => {
    const value = bytes(name)
    if (value.length === 8) return Number(value.readBigUInt64LE())
    if (value.length === 4) return value.readUInt32LE()
    throw new Refused('broken')
  }
  const kind = kdfs[bytes('$UUID').toString('hex')]
  if (kind === 'aes') return aesKdf(key, bytes('S'), number('R'))
  if (kind === undefined || number('V') !== argonVersion || kdf.has('K') || kdf.has('A'))
    throw new Refused('unknown-protection')
  const cost = { memoryKiB: Math.floor(number('M') / 1024), passes: number('I'), threads: number('P') }
  return await argon2(key, { kind, salt: bytes('S'), ...cost })
}

/** The blocks of the file in one, each checked. */
function blocks(reader: Reader, macKey: Uint8Array): Buffer {
  const found: Buffer[] = []
  for (let number = 0n; ; number += 1n) {
    const mac = reader.take(32)
    const data = reader.sized()
    const size = Buffer.alloc(4)
    size.writeUInt32LE(data.length)
    if (!timingSafeEqual(mac, macOf(number, macKey, numbered(number), size, data))) throw new Refused('broken')
    if (data.length === 0) return Buffer.concat(found)
    found.push(data)
  }
}

function macOf(number: bigint, key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const mac = createHmac('sha256', sha512(numbered(number), key))
  for (const part of parts) mac.update(part)
  return mac.digest()
}

function numbered(number: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(number)
  return bytes
}

async function unzipped(data: Uint8Array): Promise<Buffer> {
  const { unpackedBytes: limit } = importLimits
  try {
    return await promisify(gunzip)(data, { maxOutputLength: limit })
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooLarge ? new Refused('unpacks-too-large', { limit }) : new Refused('broken')
  }
}

function readInner(plain: Buffer): Opened {
  const reader = new Reader(plain)
  const fields = new Map<number, Buffer>()
  for (let field = reader.u8(); ; field = reader.u8()) {
    const data = reader.sized()
    if (field === 0) break
    fields.set(field, data)
  }
  const [kind, key] = [fields.get(1), fields.get(2)]
  if (kind?.length !== 4 || key === undefined) throw new Refused('broken')
  if (kind.readUInt32LE() !== innerChaCha20) throw new Refused('unknown-protection')
  const stream = sha512(key)
  return { xml: reader.rest(), reveal: (sealed) => chacha20(stream.subarray(0, 32), stream.subarray(32, 44), sealed) }
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', parts)
}

function sha512(...parts: readonly Uint8Array[]): Buffer {
  return hash('sha512', parts)
}

function hash(name: string, parts: readonly Uint8Array[]): Buffer {
  const hashing = createHash(name)
  for (const part of parts) hashing.update(part)
  return hashing.digest()
}
