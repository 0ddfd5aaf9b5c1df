import { z } from 'zod'
import { bulkKindSchema } from '#shared/contract/bulk'
import { instantSchema } from '#shared/model/time'
import { mostInBulk } from '#shared/rules/bulk-revoke'
import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { OwnProcess } from '../ports/own-process.ts'
import type { SnapshotStore } from '../ports/records.ts'

const name = 'bulk.run'
const keptSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().max(100),
  what: bulkKindSchema,
  tokenIds: z.array(z.string().max(900)).max(mostInBulk),
  startedAt: instantSchema,
  machine: z.string(),
  pid: z.int(),
})
/** What a run over many tokens is about. What became of each is in the journal and in the list of tokens. */
export type KeptBulk = Pick<z.infer<typeof keptSchema>, 'id' | 'what' | 'tokenIds' | 'startedAt'>

/** The run that is under way, sealed beside the vault, so that one that a crash has cut off is not forgotten. */
export class BulkKeep {
  readonly #snapshots: SnapshotStore
  readonly #log: Log
  readonly #process: OwnProcess
  #turn: Promise<void> = Promise.resolve()

  constructor(ports: { readonly snapshots: SnapshotStore; readonly log: Log; readonly process: OwnProcess }) {
    this.#snapshots = ports.snapshots
    this.#log = ports.log
    this.#process = ports.process
  }

  /** The run that was cut off; null when there is none, or when a process that is alive is at work on it. Never throws. */
  async read(): Promise<KeptBulk | null> {
    await this.#turn
    try {
      const bytes = await this.#snapshots.read(name)
      if (bytes === undefined) return null
      const { machine, pid, ...kept } = keptSchema.parse(JSON.parse(bytes.toString('utf8')))
      const own = this.#process
      const isElsewhere = machine === own.machine && pid !== own.pid && own.isRunning(pid)
      return isElsewhere ? null : kept
    } catch (error) {
      this.#log.warn('the run over many tokens cannot be read', { type: typeOf(error) })
      return null
    }
  }

  /** Never throws: without it a crash leaves the journal alone to tell. */
  async write(kept: KeptBulk): Promise<void> {
    const { machine, pid } = this.#process
    const bytes = Buffer.from(JSON.stringify({ format: 1, ...kept, machine, pid }))
    await this.#inTurn(() => this.#snapshots.write(name, bytes))
  }

  /** Never throws. */
  async remove(): Promise<void> {
    await this.#inTurn(() => this.#snapshots.remove(name))
  }

  async #inTurn(action: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(action).catch((error: unknown) => {
      this.#log.warn('the run over many tokens could not be kept', { type: typeOf(error) })
    })
    await this.#turn
  }
}
