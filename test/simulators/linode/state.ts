import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'

export interface LinodeUser {
  readonly uid: number
  readonly username: string
}

export interface LinodeToken {
  readonly id: number
  /** 64 hexadecimal digits. */
  readonly value: string
  readonly user: LinodeUser
  label: string
  /** `*`, or names with blanks or commas between. */
  readonly scopes: string
  readonly created: number
  readonly expiry: number | null
}

/** Something that was done with a token. */
export interface LinodeEvent {
  readonly id: number
  readonly action: 'token_create' | 'token_update' | 'token_delete' | 'linode_boot'
  readonly created: number
  readonly user: LinodeUser
  readonly entity: { readonly id: number; readonly label: string }
}

type NewToken = Pick<LinodeToken, 'label'> & Partial<Pick<LinodeToken, 'scopes' | 'created' | 'expiry'>>

/** Everything that Linode knows of its people and their tokens. */
export class LinodeState {
  readonly now: () => number
  readonly tokens: LinodeToken[] = []
  /** Oldest first. */
  readonly events: LinodeEvent[] = []
  /** Tokens of applications, which are in no listing, by their values. */
  readonly #ofApplications = new Map<string, { readonly user: LinodeUser; readonly scopes: string }>()
  readonly #values: SeededValues
  #lastId = 1000

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'linode')
  }

  addUser(username: string): LinodeUser {
    return { uid: this.#nextId(), username }
  }

  addToken(user: LinodeUser, token: NewToken): LinodeToken {
    const usual = { scopes: '*', created: this.now(), expiry: null }
    const added = { ...usual, ...token, id: this.#nextId(), value: this.#values.hex(64), user }
    this.tokens.push(added)
    return added
  }

  /** Signs a user in to an application with these scopes, and gives its token. */
  authorize(user: LinodeUser, scopes: string): string {
    const value = this.#values.hex(64)
    this.#ofApplications.set(value, { user, scopes })
    return value
  }

  remove(token: LinodeToken): void {
    this.tokens.splice(this.tokens.indexOf(token), 1)
  }

  note(action: LinodeEvent['action'], { user, id, label }: LinodeToken, at = this.now()): void {
    this.events.push({ id: this.#nextId(), action, created: at, user, entity: { id, label } })
  }

  /** Who calls with a value, and what it may do; undefined for what is not accepted. */
  caller(value: string): { readonly user: LinodeUser; readonly scopes: string } | undefined {
    return this.tokens.find((token) => token.value === value && this.isActive(token)) ?? this.#ofApplications.get(value)
  }

  isActive({ expiry }: LinodeToken): boolean {
    return expiry === null || expiry > this.now()
  }

  #nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }
}
