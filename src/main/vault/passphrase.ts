import { scrypt } from 'node:crypto'
import { isTooShort, shortestPassphrase } from '#shared/rules/passphrase'
import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import type { Secret } from '../ports/secret.ts'
import { keyBytes } from './keys.ts'
import type { Derivation, ScryptCost } from './slots.ts'

/** N = 2^17, r = 8: 128 MiB, and about a second in Electron (which needs twice as long as Node). */
export const defaultScryptCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

/** The least that Keyrack has ever made a slot with (docs/vault-format.md); it stays when new slots cost more. */
const leastCost = { N: 2 ** 17, r: 8 } as const

/** What a slot with a passphrase is made with. */
export interface PassphraseMeans {
  readonly random: Random
  readonly now: number
  readonly cost: ScryptCost
}

/** The same passphrase gives the same bytes, however the keyboard composed its letters (NFKC). Wipe them after use. */
function passphraseBytes(passphrase: Secret): Buffer {
  return passphrase.use((text) => Buffer.from(text.normalize('NFKC'), 'utf8'))
}

/** Throws Failure('invalid-input') for a passphrase that is too short. */
export function checkPassphrase(passphrase: Secret | null): Secret {
  if (passphrase === null || passphrase.use(isTooShort)) {
    throw new Failure('invalid-input', { field: 'passphrase', limit: shortestPassphrase })
  }
  return passphrase
}

/** The key of a passphrase. Runs beside the event loop. Wipe it after use. */
export async function passphraseKey(passphrase: Secret, { salt, cost }: Derivation): Promise<Buffer> {
  const bytes = passphraseBytes(passphrase)
  // Node's own limit is 32 MiB; this is what the algorithm needs, and a little.
  const maxmem = 128 * cost.r * (cost.N + cost.p + 2) + 1024 * 1024
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(bytes, salt, keyBytes, { N: cost.N, r: cost.r, p: cost.p, maxmem }, (error, derived) => {
        if (error === null) resolve(derived)
        else reject(error)
      })
    })
  } finally {
    bytes.fill(0)
  }
}

/**
 * Throws Failure('vault-unreadable') for a slot that asks for less work than Keyrack has ever made one with, and less than
 * `now`, what it makes them with: the passphrase is not tried on it.
 */
export function checkCost({ cost }: Derivation, now: ScryptCost): void {
  const tooLittle = cost.N < Math.min(now.N, leastCost.N) || cost.r < Math.min(now.r, leastCost.r)
  if (tooLittle) throw new Failure('vault-unreadable')
}
