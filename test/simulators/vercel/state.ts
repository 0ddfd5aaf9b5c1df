import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'

export interface VercelUser {
  readonly id: string
  readonly username: string
}

export interface VercelToken {
  readonly id: string
  readonly value: string
  readonly user: VercelUser
  readonly name: string
  readonly createdAt: number
  /** Grows with the time it was made, and is no other token's. */
  readonly place: number
  readonly activeAt: number | null
  readonly expiresAt: number | null
  /** Team that it is limited to; null for the whole account. */
  readonly teamId: string | null
  readonly leaked: { readonly at: number; readonly url: string } | null
}

type NewToken = Pick<VercelToken, 'name'> & Partial<Omit<VercelToken, 'id' | 'place' | 'value' | 'user' | 'name'>>

/** Everything that Vercel knows of its people and their tokens. */
export class VercelState {
  readonly now: () => number
  readonly tokens: VercelToken[] = []
  readonly #values: SeededValues
  #count = 0

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'vercel')
  }

  addUser(username: string): VercelUser {
    return { id: this.#values.hex(24), username }
  }

  addToken(user: VercelUser, token: NewToken): VercelToken {
    const usual = { createdAt: this.now(), activeAt: null, expiresAt: null, teamId: null, leaked: null }
    this.#count += 1
    const facts = { ...usual, ...token }
    const place = facts.createdAt * 1000 + (this.#count % 1000)
    const added = { ...facts, place, id: this.#values.hex(64), value: `vcp_EXAMPLE${this.#values.hex(40)}`, user }
    this.tokens.push(added)
    return added
  }

  remove(token: VercelToken): void {
    this.tokens.splice(this.tokens.indexOf(token), 1)
  }

  caller(value: string): VercelToken | undefined {
    return this.tokens.find((token) => token.value === value && this.isActive(token))
  }

  isActive({ expiresAt }: VercelToken): boolean {
    return expiresAt === null || expiresAt > this.now()
  }
}
