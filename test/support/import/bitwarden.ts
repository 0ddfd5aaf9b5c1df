import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { argon2id } from 'hash-wasm'

/** Seals an export as Bitwarden does, by its description of the format. */
export async function sealedBitwarden(items: object, password: string, kdf: 'pbkdf2' | 'argon2id') {
  const salt = Buffer.alloc(16, 7).toString('base64')
  const cost =
    kdf === 'pbkdf2'
      ? { kdfType: 0, kdfIterations: 5000 }
      : { kdfType: 1, kdfIterations: 2, kdfMemory: 16, kdfParallelism: 2 }
  const main =
    kdf === 'pbkdf2'
      ? pbkdf2Sync(password, salt, 5000, 32, 'sha256')
      : await argon2id({
          password,
          salt: createHash('sha256').update(salt).digest(),
          iterations: 2,
          memorySize: 16 * 1024,
          parallelism: 2,
          hashLength: 32,
          outputType: 'binary',
        })
  const part = (use: string): Buffer => createHmac('sha256', main).update(`${use}\x01`).digest()
  const seal = (text: string): string => {
    const iv = Buffer.alloc(16, 3)
    const cipher = createCipheriv('aes-256-cbc', part('enc'), iv)
    const data = Buffer.concat([cipher.update(text), cipher.final()])
    const mac = createHmac('sha256', part('mac')).update(iv).update(data).digest()
    return `2.${[iv, data, mac].map((bytes) => bytes.toString('base64')).join('|')}`
  }
  return {
    encrypted: true,
    passwordProtected: true,
    salt,
    ...cost,
    encKeyValidation_DO_NOT_EDIT: seal('an id that is made up'),
    data: seal(JSON.stringify({ encrypted: false, items })),
  }
}
