import type { PlaceRecord } from '../../places/index.ts'
import type { Vault } from '../../vault/index.ts'

const mostKept = 50

/** Places that a person removed and may want back, in memory while the vault is open. */
export class RemovedPlaces {
  readonly #kept = new Map<string, PlaceRecord>()

  constructor(vault: Pick<Vault, 'onChange'>) {
    vault.onChange(({ kind }) => {
      if (kind !== 'open') this.#kept.clear()
    })
  }

  keep(placeId: string, place: PlaceRecord): void {
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= mostKept && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(placeId, place)
  }

  find(placeId: string): PlaceRecord | undefined {
    return this.#kept.get(placeId)
  }

  drop(placeId: string): void {
    this.#kept.delete(placeId)
  }
}
