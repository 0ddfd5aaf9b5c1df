import { createCipheriv, createHash, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { argon2d, argon2id } from 'hash-wasm'
import { Refused } from '../candidate.ts'

const keyLength = 32
/** As much work as a file may ask for; more would stop the computer rather than a thief. */
const most = {
  argonMemoryKiB: 1024 * 1024,
  /** Memory times passes. */
  argonWorkKiB: 16 * 1024 * 1024,
  argonThreads: 64,
  pbkdf2Rounds: 10_000_000,
  aesRounds: 100_000_000,
} as const

export interface Argon2 {
  readonly kind: 'argon2d' | 'argon2id'
  readonly salt: Uint8Array
  readonly memoryKiB: number
  readonly passes: number
  readonly threads: number
}

/** A key of 32 bytes. Throws Refused for costs that no program would choose. */
export async function argon2(
  password: Uint8Array,
  { kind, salt, memoryKiB, passes, threads }: Argon2,
): Promise<Buffer> {
  const areCounts = [memoryKiB, passes, threads].every((count) => Number.isSafeInteger(count) && count > 0)
  if (!areCounts || salt.length < 8 || salt.length > 1024 || memoryKiB < 8 * threads) throw new Refused('broken')
  const isTooMuch = memoryKiB > most.argonMemoryKiB || memoryKiB * passes > most.argonWorkKiB
  if (isTooMuch || threads > most.argonThreads) throw new Refused('costly-key')
  const hash = kind === 'argon2d' ? argon2d : argon2id
  const options = { password, salt, iterations: passes, parallelism: threads, memorySize: memoryKiB } as const
  return Buffer.from(await hash({ ...options, hashLength: keyLength, outputType: 'binary' }))
}

/** PBKDF2 with SHA-256: a key of 32 bytes. Throws Refused. */
export async function pbkdf2Sha256(password: Uint8Array, salt: Uint8Array, rounds: number): Promise<Buffer> {
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Refused('broken')
  if (rounds > most.pbkdf2Rounds) throw new Refused('costly-key')
  return await promisify(pbkdf2)(password, salt, rounds, keyLength, 'sha256')
}

/** KeePass's own: both halves of a key encrypted by AES again and again, then hashed. Throws Refused. */
export function aesKdf(key: Uint8Array, seed: Uint8Array, rounds: number): Buffer {
  if (seed.length !== keyLength || !Number.isSafeInteger(rounds) || rounds < 0) throw new Refused('broken')
  if (rounds > most.aesRounds) throw new Refused('costly-key')
  const halves = [key.subarray(0, 16), key.subarray(16, 32)].map((half) => again(half, seed, rounds))
  return createHash('sha256').update(Buffer.concat(halves)).digest()
}

/** CBC over zeros is the block encrypted again and again. */
function again(block: Uint8Array, key: Uint8Array, rounds: number): Uint8Array {
  if (rounds === 0) return block
  const chunk = Buffer.alloc(Math.min(rounds, 65_536) * 16)
  const cipher = createCipheriv('aes-256-cbc', key, block)
  let last: Buffer = chunk
  for (let left = rounds * 16; left > 0; left -= chunk.length) {
    last = cipher.update(left < chunk.length ? chunk.subarray(0, left) : chunk)
  }
  return last.subarray(-16)
}
