import { randomBytes, randomUUID } from 'node:crypto'
import type { Random } from '../../ports/random.ts'

/** The system's cryptographic generator. */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  uuid: () => randomUUID(),
}
