import type { Vault } from '../../vault/index.ts'

/** What a person was shown of a file before it is written. No value is kept, only what tells whether it is still the same. */
export interface Plan {
  readonly placeId: string
  readonly by: string
  readonly digest: string
}

const mostPlans = 50

/** The previews of files that are about to be written, while the vault is open. */
export class Replacements {
  readonly #plans = new Map<string, Plan>()

  constructor(vault: Pick<Vault, 'onChange'>) {
    vault.onChange(({ kind }) => {
      if (kind !== 'open') this.#plans.clear()
    })
  }

  keep(planId: string, plan: Plan): void {
    const [oldest] = this.#plans.keys()
    if (this.#plans.size >= mostPlans && oldest !== undefined) this.#plans.delete(oldest)
    this.#plans.set(planId, plan)
  }

  /** Each is for once. */
  take(planId: string): Plan | undefined {
    const plan = this.#plans.get(planId)
    this.#plans.delete(planId)
    return plan
  }
}
