import { dirname } from 'node:path'
import { z } from 'zod'
import { instantSchema, type Instant } from '#shared/model/time'
import { ended, stepAt } from '../../schedule/index.ts'
import type { Clock } from '../../ports/clock.ts'
import { codeOf, isMissing } from '../../ports/file-errors.ts'
import type { FileSystem } from '../../ports/file-system.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import { digest, withRetries } from '../../vault/index.ts'
import type { Watched } from './watched.ts'
import type { LockedWatching, OpenWatching } from './watching.ts'

/** As many prints as there are, filled up to a multiple of this: their number says nothing. */
const together = 64
const maxBytes = 8 * 1024 * 1024

const keptSchema = z.strictObject({
  format: z.literal(1),
  /** When something was told last. */
  at: instantSchema,
  prints: z.array(z.string().length(43)),
})

/** What an earlier run told while the vault was locked. */
export interface ToldBefore {
  readonly at: Instant
  readonly prints: ReadonlySet<string>
}

interface OutsidePorts {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/**
 * A file beside the vault, while there is something in it: what was told while the vault was locked and nothing could be
 * written into it, so that it is not told once more by an app that was ended before it was opened. It has hashes of ids that
 * the vault's key makes, and as many random values as hide how many: without the key nobody knows a token, a step or a time in
 * it, but when a notice was shown last.
 */
export class ToldOutside {
  readonly #ports: OutsidePorts
  readonly #path: string
  #isThere = false

  constructor(ports: OutsidePorts, path: string) {
    this.#ports = ports
    this.#path = path
  }

  /** Null when there is nothing, or nothing that can be read: then it is told once more. Never throws. */
  async read(): Promise<ToldBefore | null> {
    try {
      const bytes = await this.#ports.fs.read(this.#path, maxBytes)
      this.#isThere = true
      const { at, prints } = keptSchema.parse(JSON.parse(bytes.toString('utf8')))
      return { at, prints: new Set(prints) }
    } catch (error) {
      if (!isMissing(error)) this.#ports.log.warn('what was told before could not be read', { code: codeOf(error) })
      return null
    }
  }

  /** Keeps what is told and in no vault yet. Never throws: a disk that is full keeps nobody from being told. */
  async keep({ told, watches }: LockedWatching): Promise<void> {
    const { clock, fs, log, random } = this.#ports
    const prints = [...told.since].flatMap(([id, { end, tellings }]) => {
      const watch = watches.get(id)
      return watch === undefined ? [] : tellings.map(({ step }) => printOf(id, { ...watch, end }, step))
    })
    while (prints.length % together !== 0) prints.push(random.bytes(32).toString('base64url'))
    if (prints.length === 0) return
    const bytes = Buffer.from(JSON.stringify({ format: 1, at: clock.now(), prints: prints.sort() }))
    const temporary = `${this.#path}.tmp`
    try {
      // A crash may have left one.
      await fs.remove(temporary).catch(() => undefined)
      await fs.writeNew(temporary, bytes)
      await withRetries(clock, () => fs.rename(temporary, this.#path))
      this.#isThere = true
      await fs.syncFolder(dirname(this.#path))
    } catch (error) {
      log.warn('what was told could not be kept', { code: codeOf(error) })
      await fs.remove(temporary).catch(() => undefined)
    }
  }

  /** All of it is in the vault. Never throws: what stays is true, and is replaced the next time. */
  async remove(): Promise<void> {
    if (!this.#isThere) return
    this.#isThere = false
    await this.#ports.fs.remove(this.#path).catch((error: unknown) => {
      if (!isMissing(error)) this.#ports.log.warn('what was told could not be removed', { code: codeOf(error) })
    })
  }
}

/** Takes over what an earlier run told of the tokens that are at a step now. */
export function recall(
  { at, prints }: ToldBefore,
  { watches, told }: OpenWatching,
  now: Instant,
  opaque: (tokenId: string) => string,
): void {
  for (const [tokenId, watch] of watches) {
    const reached = stepAt({ end: watch.end, steps: watch.dueSteps }, now)
    if (reached === null) continue
    const id = opaque(tokenId)
    for (const step of [ended, ...watch.steps]) {
      if (prints.has(printOf(id, watch, step))) told.recall(tokenId, watch, step, at)
    }
  }
}

/** What is put off is told once more when that is over, so that belongs to it. */
function printOf(id: string, { end, quiet }: Pick<Watched, 'end' | 'quiet'>, step: number): string {
  return digest(JSON.stringify(['told', id, end, step, quiet]))
}
