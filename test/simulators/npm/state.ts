import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'

export interface NpmUser {
  readonly login: string
  readonly password: string
  /** The one-time code that this user's changes need; null for a user without two steps. */
  oneTimeCode: string | null
}

export interface NpmToken {
  readonly key: string
  readonly value: string
  readonly user: NpmUser
  readonly name: string
  readonly description: string | null
  readonly created: number
  readonly expiry: number | null
  readonly accessed: number | null
  readonly canWrite: boolean
  readonly bypassesTwoSteps: boolean
  revoked: number | null
}

type NewToken = { readonly name: string } & Partial<
  Pick<NpmToken, 'description' | 'created' | 'expiry' | 'accessed' | 'canWrite' | 'bypassesTwoSteps' | 'revoked'>
>

/** Everything one registry knows of its people and their tokens. */
export class NpmState {
  readonly now: () => number
  readonly tokens: NpmToken[] = []
  /** Session tokens, which are in no listing, by their values. */
  readonly #sessions = new Map<string, NpmUser>()
  readonly #values: SeededValues

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'npm')
  }

  addUser(login: string): NpmUser {
    return { login, password: `${login}-password-EXAMPLE`, oneTimeCode: null }
  }

  /** Signs a user in, as `npm login` does, and gives the session's token. */
  signIn(user: NpmUser): string {
    const value = `npm_EXAMPLE${this.#values.alphanumeric(29)}`
    this.#sessions.set(value, user)
    return value
  }

  addToken(user: NpmUser, token: NewToken): NpmToken {
    const usual = {
      description: null,
      created: this.now(),
      expiry: null,
      accessed: null,
      canWrite: false,
      bypassesTwoSteps: false,
      revoked: null,
    }
    const value = `npm_${this.#values.alphanumeric(29)}EXAMPLE`
    const added = { ...usual, ...token, key: this.#values.uuid(), value, user }
    this.tokens.push(added)
    return added
  }

  /** Whose value it is, and with which token; undefined for what is not accepted. */
  caller(value: string): { readonly user: NpmUser; readonly token: NpmToken | null } | undefined {
    const session = this.#sessions.get(value)
    if (session) return { user: session, token: null }
    const token = this.tokens.find((one) => one.value === value)
    if (!token || token.revoked !== null || (token.expiry !== null && token.expiry <= this.now())) return undefined
    return { user: token.user, token }
  }
}
