import { z } from 'zod'
import { activityEntrySchema, type ActivityEntry } from '#shared/model/activity'
import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { chainedSchema, noEnd, type Chained, type End } from './chain.ts'

/** Entries in one sealed file; only the newest file is ever written again. */
export const perSegment = 500

const plainSchema = z.strictObject({ format: z.literal(1), entries: z.array(activityEntrySchema) })
const chainSchema = z.strictObject({
  format: z.literal(2),
  /** The hash of the entry before the first; empty where there was none, or none that could be read. */
  previous: z.string().max(43),
  entries: z.array(chainedSchema),
})
const segmentSchema = z.discriminatedUnion('format', [plainSchema, chainSchema])
const namePattern = /^activity\.(\d{1,9})$/

/** One sealed file of the log. */
export type Segment =
  | { readonly chained: true; readonly number: number; readonly previous: string; readonly entries: readonly Chained[] }
  /** Of before entries were chained. */
  | { readonly chained: false; readonly number: number; readonly entries: readonly ActivityEntry[] }

/** The end of the chain in a segment; of a segment without one, nothing. */
export function endOf(segment: Segment | null): End {
  if (segment?.chained !== true) return noEnd
  return segment.entries.at(-1) ?? { seq: 0, hash: segment.previous }
}

/** The sealed files of the log. */
export class Segments {
  readonly #snapshots: SnapshotStore
  readonly #log: Log

  constructor(snapshots: SnapshotStore, log: Log) {
    this.#snapshots = snapshots
    this.#log = log
  }

  /** The numbers of those that are there, oldest first. Throws Failure. */
  async numbers(): Promise<number[]> {
    const names = await this.#snapshots.names()
    return names
      .flatMap((name) => namePattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other)
  }

  /** Null when it is not there or cannot be read. Throws Failure('vault-locked') only. */
  async read(number: number): Promise<Segment | null> {
    try {
      const bytes = await this.#snapshots.read(`activity.${number}`)
      if (bytes === undefined) return null
      const segment = segmentSchema.parse(JSON.parse(bytes.toString('utf8')))
      if (segment.format === 1) return { chained: false, number, entries: segment.entries }
      return { chained: true, number, previous: segment.previous, entries: segment.entries }
    } catch (error) {
      if (typeOf(error) === 'vault-locked') throw error
      this.#log.warn('activity: a segment cannot be read', { segment: number })
      return null
    }
  }

  /** Throws Failure. */
  async write({ number, previous, entries }: Segment & { readonly chained: true }): Promise<void> {
    const text = JSON.stringify({ format: 2, previous, entries })
    await this.#snapshots.write(`activity.${number}`, Buffer.from(text))
  }

  /** Throws Failure. */
  async remove(number: number): Promise<void> {
    await this.#snapshots.remove(`activity.${number}`)
  }
}
