/** What a person fills in on a service's page. */
export interface NewConsoleToken {
  readonly kind: string
  readonly name: string
  /** Null for one that never ends. */
  readonly days: number | null
  readonly scopes: readonly string[]
}

/** A token as the page lists it. */
export interface ConsoleToken {
  readonly id: string
  readonly name: string
  readonly kind: string
}

/** What can be done on a service's page, and in the simulator behind it. */
export interface ConsoleModel {
  readonly kinds: readonly { readonly id: string; readonly label: string }[]
  tokens(): readonly ConsoleToken[]
  /** Gives the secret, which the page shows once. */
  make(token: NewConsoleToken): string
  /** Gives the new secret; absent where the service has no such button. */
  regenerate?(id: string): string
  remove(id: string): void
}

/** Numbers what the page lists, for services whose tokens have no id that a page may show. */
export class Numbered<T extends object> {
  readonly #ids = new Map<T, string>()

  idOf(one: T): string {
    const id = this.#ids.get(one) ?? String(this.#ids.size + 1)
    this.#ids.set(one, id)
    return id
  }

  /** @throws for an id that was never given. */
  find(id: string): T {
    for (const [one, its] of this.#ids) if (its === id) return one
    throw new Error(`nothing has the number ${id}`)
  }
}
