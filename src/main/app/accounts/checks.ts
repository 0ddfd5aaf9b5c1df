import type { Identity } from '#shared/model/account'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import type { Secret } from '../../ports/secret.ts'
import { KeptAWhile } from '../kept-a-while.ts'

/** A credential whose owner is known and that nobody decided about yet. */
export interface Checked {
  readonly provider: string
  readonly origin: string
  readonly console: string
  readonly identity: Identity
  readonly secret: Secret
}

/** A person reads what an account is and types its name: five minutes. */
const keptMs = 300_000
const mostKept = 20

/** Checked credentials, in memory for five minutes and wiped afterwards. */
export class Checks extends KeptAWhile<Checked> {
  constructor(clock: Clock, random: Random) {
    super(clock, random, { ms: keptMs, most: mostKept, wipe: ({ secret }) => secret.wipe() })
  }
}
