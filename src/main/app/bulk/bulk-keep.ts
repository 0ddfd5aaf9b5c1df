import { z } from 'zod'
import { bulkKindSchema } from '#shared/contract/bulk'
import { instantSchema } from '#shared/model/time'
import { mostInBulk } from '#shared/rules/bulk-revoke'
import { claimedMs } from '../../operations/index.ts'
import type { Clock } from '../../ports/clock.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { OwnProcess } from '../../ports/own-process.ts'
import type { SnapshotStore } from '../../ports/records.ts'

const name = 'bulk.run'
const keptSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().max(100),
  what: bulkKindSchema,
  tokenIds: z.array(z.string().max(900)).max(mostInBulk),
  startedAt: instantSchema,
  machine: z.string(),
  pid: z.int(),
  /** When its process has last said that it goes on. */
  at: instantSchema,
})
type Stored = z.infer<typeof keptSchema>
/** What a run over many tokens is about. What became of each is in the journal and in the list of tokens. */
export type KeptBulk = Pick<Stored, 'id' | 'what' | 'tokenIds' | 'startedAt'>

/** The run that is under way, sealed beside the vault, so that one that a crash has cut off is not forgotten. */
export class BulkKeep {
  readonly #snapshots: SnapshotStore
  readonly #log: Log
  readonly #process: OwnProcess
  readonly #clock: Clock
  #turn: Promise<void> = Promise.resolve()

  constructor(ports: {
    readonly snapshots: SnapshotStore
    readonly log: Log
    readonly process: OwnProcess
    readonly clock: Clock
  }) {
    this.#snapshots = ports.snapshots
    this.#clock = ports.clock
    this.#log = ports.log
    this.#process = ports.process
  }

  /**
   * The run that was cut off; null when there is none, or when a process that is alive is at work on it. One that has said
   * nothing for long has ended: its number may be another program's by now. Never throws.
   */
  async read(): Promise<KeptBulk | null> {
    await this.#turn
    try {
      const stored = await this.#stored()
      if (stored === undefined) return null
      const { machine: _machine, pid: _pid, at: _at, ...kept } = stored
      return this.#isElsewhere(stored) ? null : kept
    } catch (error) {
      this.#log.warn('the run over many tokens cannot be read', { type: typeOf(error) })
      return null
    }
  }

  /**
   * Keeps a run, unless another process is at work on one of its own. Never throws: without it a crash leaves the journal
   * alone to tell.
   */
  async write(kept: KeptBulk): Promise<void> {
    await this.#inTurn(() => this.#write(kept))
  }

  /**
   * Keeps a run that is about to begin. Throws Failure('busy', code `elsewhere`) while another process is at work on one of its
   * tokens, or was a moment ago; not for what the disk refuses, like `write`.
   */
  async claim(kept: KeptBulk): Promise<void> {
    const others = new Set<string>()
    await this.#inTurn(async () => {
      for (const tokenId of await this.#write(kept)) others.add(tokenId)
    })
    if (kept.tokenIds.some((tokenId) => others.has(tokenId))) throw new Failure('busy', { code: 'elsewhere' })
  }

  /** Gives the tokens that another process is at work on; where there are some nothing is written. */
  async #write(kept: KeptBulk): Promise<readonly string[]> {
    const { machine, pid } = this.#process
    const bytes = Buffer.from(JSON.stringify({ format: 1, ...kept, machine, pid, at: this.#clock.now() }))
    // One that cannot be read is no use to anybody.
    const stored = await this.#stored().catch(() => undefined)
    if (stored !== undefined && this.#isElsewhere(stored)) return stored.tokenIds
    await this.#snapshots.write(name, bytes)
    return []
  }

  /** Forgets this run; another process may have one of its own. Never throws. */
  async remove(bulkId: string): Promise<void> {
    await this.#inTurn(async () => {
      if ((await this.#stored())?.id === bulkId) await this.#snapshots.remove(name)
    })
  }

  #isElsewhere({ machine, pid, at }: Stored): boolean {
    const own = this.#process
    const isLately = Math.abs(this.#clock.now() - at) <= claimedMs
    return isLately && machine === own.machine && pid !== own.pid && own.isRunning(pid)
  }

  async #stored(): Promise<Stored | undefined> {
    const bytes = await this.#snapshots.read(name)
    return bytes === undefined ? undefined : keptSchema.parse(JSON.parse(bytes.toString('utf8')))
  }

  async #inTurn(action: () => Promise<unknown>): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#snapshots.exclusively(name, action))
      .then(() => undefined)
      .catch((error: unknown) => {
        this.#log.warn('the run over many tokens could not be kept', { type: typeOf(error) })
      })
    await this.#turn
  }
}
