// Written from docs/vault-format.md, with nothing of Keyrack's own code: if this cannot read a vault, the page is wrong.
import { createDecipheriv, createHash, createHmac, hkdfSync, scryptSync } from 'node:crypto'

export interface ReadRecord {
  readonly kind: number
  readonly id: string
  readonly revision: number
  readonly value: unknown
}

export interface ReadSlot {
  readonly kind: number
  readonly platform?: string
  readonly tag?: string
  /** What the OS keystore gave. */
  readonly sealed?: Buffer
}

/** What a person types, and what the OS keystore gives for what it has sealed. */
export interface Means {
  readonly passphrase?: string
  readonly code?: string
  readonly slotKey?: Buffer
}

export interface ReadVault {
  readonly format: number
  readonly purpose: number
  readonly keyNumber: number
  readonly keySince: number
  readonly generation: number
  readonly commits: number
  readonly slots: readonly ReadSlot[]
  readonly records: readonly ReadRecord[]
  readonly key: (use: string) => Buffer
  readonly vaultId: Buffer
}

const number = (value: number, size: number): Buffer => {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(value, 0, size)
  return bytes
}

function cursor(bytes: Buffer) {
  let at = 0
  const take = (count: number): Buffer => {
    if (at + count > bytes.length) throw new Error('cut short')
    at += count
    return bytes.subarray(at - count, at)
  }
  const int = (size: number): number => take(size).readUIntBE(0, size)
  return { take, int, at: () => at, left: () => bytes.length - at, word: () => take(int(1)).toString('latin1') }
}

function gcm(key: Buffer, nonce: Buffer, ciphertext: Buffer, tag: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
  decipher.setAAD(aad)
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}

const unseal = (key: Buffer, sealed: Buffer, aad: Buffer): Buffer =>
  gcm(key, sealed.subarray(0, 12), sealed.subarray(12, -16), sealed.subarray(-16), aad)

const hkdf = (key: Buffer, salt: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, `keyrack/1/${use}`, 32))

/** The 16 bytes of a recovery code; throws for a slip of the pen. */
export function readCode(code: string): Buffer {
  const plain = code.toUpperCase().replace(/[ -]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (!/^[0-9A-HJKMNP-TV-Z]{30}$/.test(plain)) throw new Error('not a code')
  let bits = 0n
  for (const letter of plain) bits = bits * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter))
  const key = Buffer.from((bits >> 22n).toString(16).padStart(32, '0'), 'hex')
  const sum = createHash('sha256').update(key).digest().readUIntBE(0, 3) >> 2
  if (BigInt(sum) !== (bits & 0x3fffffn)) throw new Error('checksum differs')
  return key
}

function scryptOf(fields: ReturnType<typeof cursor>, passphrase: string): Buffer {
  if (fields.int(1) !== 1) throw new Error('not scrypt')
  const [logN, r, p] = [fields.int(1), fields.int(1), fields.int(1)]
  const cost = { N: 2 ** logN, r, p, maxmem: 2 ** 29 }
  return scryptSync(Buffer.from(passphrase.normalize('NFKC')), fields.take(32), 32, cost)
}

/** Reads a vault file with whatever opens it. */
export function readVault(bytes: Buffer, means: Means): ReadVault {
  const end = bytes.length - 32
  if (!createHash('sha256').update(bytes.subarray(0, end)).digest().equals(bytes.subarray(end))) throw new Error('torn')
  const file = cursor(bytes.subarray(0, end))
  if (file.take(8).toString('hex') !== '894b4559520d0a1a') throw new Error('not a vault')
  const format = file.int(2)
  const oldest = file.int(2)
  if (format === 1 ? oldest !== 0 : format !== 2 || oldest !== 2) throw new Error('another format')
  const lengths = [file.int(4), file.int(4), file.int(4)] as const
  const header = cursor(file.take(lengths[0]))
  const front = bytes.subarray(0, file.at())
  const sealedManifest = file.take(lengths[1])
  const bodies = cursor(file.take(lengths[2]))

  const vaultId = header.take(16)
  const purpose = header.int(1)
  const keyNumber = format === 1 ? 1 : header.int(2)
  const keySince = format === 1 ? 1 : header.int(6)
  const generation = header.int(6)
  header.take(12)
  const commits = header.int(1)
  header.take(8 * commits)
  const dataKeys: Buffer[] = []
  const slots = Array.from({ length: header.int(1) }, (): ReadSlot => {
    const kind = header.int(1)
    const head = Buffer.concat([number(kind, 1), header.take(14)])
    const body = header.take(header.int(2))
    const fields = cursor(body)
    const openWith = (key: Buffer, use: string): void => {
      const aad = Buffer.concat([vaultId, head, body.subarray(0, -60)])
      dataKeys.push(unseal(hkdf(key, vaultId, `slot/${use}`), fields.take(60), aad))
    }
    if (kind === 2 && means.passphrase !== undefined) openWith(scryptOf(fields, means.passphrase), 'passphrase')
    if (kind === 4 && means.code !== undefined) {
      if (fields.int(1) !== 1) throw new Error('not HKDF alone')
      openWith(readCode(means.code), 'recovery')
    }
    if (kind !== 1 && kind !== 3) return { kind }
    const [platform, tag] = [fields.word(), fields.word()]
    fields.take(1)
    const sealed = fields.take(fields.int(2))
    const { slotKey, passphrase } = means
    if (kind === 1 && slotKey !== undefined) openWith(slotKey, 'os')
    if (kind === 3 && slotKey !== undefined && passphrase !== undefined) {
      const check = hkdf(slotKey, vaultId, 'slot/os-passphrase/check').subarray(0, 16)
      if (!fields.take(16).equals(check)) throw new Error('another slot key')
      openWith(Buffer.concat([slotKey, scryptOf(fields, passphrase)]), 'os-passphrase')
    }
    return { kind, platform, tag, sealed }
  })
  const dataKey = dataKeys[0]
  if (header.left() !== 0 || dataKey === undefined) throw new Error('no way in')
  const key = (use: string): Buffer => hkdf(dataKey, vaultId, use)

  const manifest = cursor(unseal(key('manifest'), sealedManifest, front))
  const records: ReadRecord[] = []
  while (manifest.left() > 0) {
    const kind = manifest.int(1)
    const id = manifest.take(manifest.int(2))
    const revision = manifest.int(6)
    const body = bodies.take(manifest.int(4))
    const aad = Buffer.concat([vaultId, number(1, 2), number(kind, 1), number(revision, 6), id])
    const plain = gcm(key(kind === 7 ? 'journal' : 'records'), manifest.take(12), body, manifest.take(16), aad)
    records.push({ kind, id: id.toString(), revision, value: JSON.parse(plain.toString()) as unknown })
  }
  if (bodies.left() !== 0) throw new Error('bodies left over')
  return { format, purpose, keyNumber, keySince, generation, commits, slots, records, key, vaultId }
}

/** The name that a snapshot's file has. */
export function snapshotFile(vault: ReadVault, name: string): string {
  return createHmac('sha256', vault.key('snapshot-names')).update(name).digest('hex').slice(0, 32)
}

/** Reads a snapshot file. */
export function readSnapshotFile(vault: ReadVault, bytes: Buffer): { name: string; content: Buffer } {
  const file = cursor(bytes)
  if (file.take(8).toString('hex') !== '894b534e41500d0a') throw new Error('not a snapshot')
  const format = file.int(2)
  const mark = format === 1 ? Buffer.alloc(0) : file.take(10)
  if (format === 2) {
    const expected = Buffer.concat([number(vault.keyNumber, 2), vault.key('key-id').subarray(0, 8)])
    if (!mark.equals(expected)) throw new Error('sealed under another data key')
  }
  const key = vault.key('snapshots')
  const aad = (part: number): Buffer => Buffer.concat([vault.vaultId, number(format, 2), mark, number(part, 1)])
  const name = unseal(key, file.take(file.int(2)), aad(1))
  return { name: name.toString(), content: unseal(key, file.take(file.left()), Buffer.concat([aad(2), name])) }
}

/** Reads the counter; throws when it is not signed by this vault. */
export function readCounter(vault: ReadVault, bytes: Buffer): number {
  const mac = createHmac('sha256', vault.key('seen')).update(bytes.subarray(0, -32)).digest()
  const file = cursor(bytes)
  if (file.take(8).toString('hex') !== '894b5345454e0d0a' || !mac.equals(bytes.subarray(-32))) throw new Error('no')
  const format = file.int(2)
  file.take(16)
  if (format === 2 && file.int(2) !== vault.keyNumber) throw new Error('of another data key')
  return file.int(6)
}
