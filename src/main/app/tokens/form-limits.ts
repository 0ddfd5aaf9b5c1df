import type { FormOptions } from '#shared/model/provider'
import { partIdOf } from '../../inventory/index.ts'
import type { PartScope } from '../../ports/provider.ts'

/** The limits of organizations, as they were last told when a form opened. The provider itself has the last word. */
export class FormLimits {
  readonly #maxDays = new Map<string, number | null>()

  note(accountId: string, scope: PartScope, { maxDays }: FormOptions): void {
    this.#maxDays.set(partIdOf(accountId, scope), maxDays)
  }

  clear(): void {
    this.#maxDays.clear()
  }

  /** In days; null when there is none or none is known. */
  maxDays(accountId: string, scope: PartScope): number | null {
    return this.#maxDays.get(partIdOf(accountId, scope)) ?? null
  }
}
