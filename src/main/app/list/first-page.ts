import { z } from 'zod'
import { tokenSchema, type Token } from '#shared/model/token'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { SnapshotStore } from '../../ports/records.ts'

/** More rows than the tallest screens show at once. */
export const firstPageSize = 100

const name = 'grid.first-page'
const pageSchema = z.strictObject({ format: z.literal(1), tokens: z.array(tokenSchema).max(firstPageSize) })

/**
 * The tokens that the grid showed first when the vault was last closed, sealed beside it. Ten thousand tokens take their
 * time to load; these are on the screen meanwhile. Everything in it is in the inventory too, so it may be lost or stale.
 */
export class FirstPage {
  readonly #snapshots: SnapshotStore
  readonly #log: Log

  constructor({ snapshots, log }: { readonly snapshots: SnapshotStore; readonly log: Log }) {
    this.#snapshots = snapshots
    this.#log = log
  }

  /** Empty when there is none, or none that can be read. Never throws. */
  async read(): Promise<readonly Token[]> {
    try {
      const bytes = await this.#snapshots.read(name)
      return bytes === undefined ? [] : pageSchema.parse(JSON.parse(bytes.toString('utf8'))).tokens
    } catch (error) {
      this.#log.warn('the first page cannot be read', { type: typeOf(error) })
      return []
    }
  }

  /** Never throws: without it the next start only takes longer. */
  async write(tokens: readonly Token[]): Promise<void> {
    try {
      await this.#snapshots.write(name, Buffer.from(JSON.stringify({ format: 1, tokens })))
    } catch (error) {
      this.#log.warn('the first page could not be written', { type: typeOf(error) })
    }
  }
}
