import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Secret } from '../../ports/secret.ts'
import { Refused } from '../candidate.ts'
import { argon2, pbkdf2Sha256 } from './kdf.ts'

const sealedSchema = z.object({
  passwordProtected: z.literal(true),
  salt: z.string().min(1).max(1000),
  kdfType: z.number(),
  kdfIterations: z.number(),
  /** In MiB. */
  kdfMemory: z.number().nullish(),
  kdfParallelism: z.number().nullish(),
  encKeyValidation_DO_NOT_EDIT: z.string(),
  data: z.string(),
})
type Sealed = z.infer<typeof sealedSchema>

/**
 * The JSON in an export of Bitwarden that has a password of its own. One that is sealed for an account can be opened by
 * Bitwarden only. https://bitwarden.com/help/encrypted-export/
 */
export async function openBitwarden(tree: unknown, key: Secret | undefined): Promise<string> {
  if (typeof tree === 'object' && tree !== null && !('passwordProtected' in tree && tree.passwordProtected === true))
    throw new Refused('account-key')
  const { data: sealed } = sealedSchema.safeParse(tree)
  if (sealed === undefined) throw new Refused('broken')
  if (key === undefined) throw new Refused('key-needed')
  const password = key.use((text) => Buffer.from(text))
  const main = await mainKey(password, sealed)
  const keys = { cipher: expanded(main, 'enc'), mac: expanded(main, 'mac') }
  try {
    if (opened(sealed.encKeyValidation_DO_NOT_EDIT, keys) === null) throw new Refused('wrong-key')
    const plain = opened(sealed.data, keys)
    if (plain === null) throw new Refused('broken')
    return plain.toString('utf8')
  } finally {
    for (const bytes of [password, main, keys.cipher, keys.mac]) bytes.fill(0)
  }
}

async function mainKey(password: Uint8Array, sealed: Sealed): Promise<Buffer> {
  const { salt, kdfType, kdfIterations: passes, kdfMemory, kdfParallelism } = sealed
  if (kdfType === 0) return await pbkdf2Sha256(password, Buffer.from(salt), passes)
  if (kdfType !== 1) throw new Refused('unknown-protection')
  const hashed = createHash('sha256').update(salt).digest()
  const memoryKiB = (kdfMemory ?? 0) * 1024
  return await argon2(password, { kind: 'argon2id', salt: hashed, memoryKiB, passes, threads: kdfParallelism ?? 0 })
}

/** The one block of HKDF-Expand. */
function expanded(key: Uint8Array, use: string): Buffer {
  return createHmac('sha256', key).update(use).update(Buffer.of(1)).digest()
}

/** `2.<iv>|<data>|<mac>`, each in base64; null where it was not sealed by these keys. */
function opened(text: string, keys: { readonly cipher: Uint8Array; readonly mac: Uint8Array }): Buffer | null {
  const [iv, data, mac] =
    /^2\.([^|]+)\|([^|]+)\|([^|]+)$/
      .exec(text)
      ?.slice(1)
      .map((part) => Buffer.from(part, 'base64')) ?? []
  if (iv?.length !== 16 || data === undefined || mac?.length !== 32) throw new Refused('broken')
  const right = createHmac('sha256', keys.mac).update(iv).update(data).digest()
  if (!timingSafeEqual(mac, right)) return null
  const cipher = createDecipheriv('aes-256-cbc', keys.cipher, iv)
  return Buffer.concat([cipher.update(data), cipher.final()])
}
