import { argon2d, argon2id } from 'hash-wasm'
import { Consts, Credentials, CryptoEngine, Kdbx, KdbxUuid, ProtectedValue, type KdbxEntry } from 'kdbxweb'

CryptoEngine.setArgon2Impl(async (password, salt, memory, iterations, length, parallelism, type) => {
  const hash = type === CryptoEngine.Argon2TypeArgon2d ? argon2d : argon2id
  const options = { password: new Uint8Array(password), salt: new Uint8Array(salt), memorySize: memory }
  const bytes = await hash({ ...options, iterations, parallelism, hashLength: length, outputType: 'binary' })
  return new Uint8Array(bytes).buffer
})

/** Fields by their names; what begins with `*` is hidden, as passwords always are. */
export type KdbxFields = Readonly<Record<string, string>>

export interface KdbxOptions {
  readonly kdf?: keyof typeof Consts.KdfId
  readonly cipher?: keyof typeof Consts.CipherId
  readonly isCompressed?: boolean
  readonly version?: 3 | 4
  readonly change?: (database: Kdbx, add: (fields: KdbxFields) => KdbxEntry) => void
}

/** A database of KeePass with these entries, as a library of others writes it. */
export async function kdbxOf(
  password: string,
  entries: readonly KdbxFields[],
  options: KdbxOptions = {},
): Promise<Buffer> {
  const { kdf = 'Argon2id', cipher = 'Aes', isCompressed = true, version = 4, change } = options
  const database = Kdbx.create(new Credentials(ProtectedValue.fromString(password)), 'Test')
  database.setVersion(version)
  if (version === 4) database.setKdf(Consts.KdfId[kdf])
  database.header.dataCipherUuid = new KdbxUuid(Consts.CipherId[cipher])
  database.header.compression = Consts.CompressionAlgorithm[isCompressed ? 'GZip' : 'None']
  const add = (fields: KdbxFields): KdbxEntry => {
    const entry = database.createEntry(database.getDefaultGroup())
    entry.fields.clear()
    for (const [name, value] of Object.entries(fields)) {
      const isHidden = name === 'Password' || name.startsWith('*')
      entry.fields.set(name.replace('*', ''), isHidden ? ProtectedValue.fromString(value) : value)
    }
    return entry
  }
  for (const fields of entries) add(fields)
  change?.(database, add)
  return Buffer.from(await database.save())
}
