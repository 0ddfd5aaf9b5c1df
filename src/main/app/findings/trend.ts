import { z } from 'zod'
import { auditPointSchema, type AuditPoint } from '#shared/model/finding'
import { doesCount } from '#shared/rules/finding-state'
import type { Judged } from '../../audit/index.ts'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { SnapshotStore } from '../../ports/records.ts'
import { dayOf } from '../backup/backup-files.ts'

const name = 'audit.trend'
/** So many audits are remembered: more than a year of one a day. */
const mostPoints = 400

const keptSchema = z.strictObject({
  format: z.literal(1),
  points: z.array(auditPointSchema),
  /** Ids of the findings of the last point that counted, and of those that did not. */
  counted: z.array(z.string()),
  others: z.array(z.string()),
  /** Of all of them those that had come since the point before. */
  came: z.array(z.string()),
})
export type Trend = z.infer<typeof keptSchema>

const nothingKept: Trend = { format: 1, points: [], counted: [], others: [], came: [] }

/** Was a finding there before the last audit that was kept? In the first one nothing is new. */
export function wasThereIn({ points, counted, others, came }: Trend): (findingId: string) => boolean {
  if (points.length === 0) return () => true
  const known = new Set([...counted, ...others])
  for (const id of came) known.delete(id)
  return (id) => known.has(id)
}

/** The point that an audit would be, after those that are kept. */
export function pointOf({ points, counted }: Trend, { at, tokens, counts, findings }: Judged): AuditPoint {
  const last = points.at(-1)
  if (last === undefined) return { at, tokens, counts, since: null }
  const before = new Set(counted)
  const now = findings.filter(doesCount)
  const stayed = now.filter(({ id }) => before.has(id)).length
  return { at, tokens, counts, since: { at: last.at, came: now.length - stayed, went: before.size - stayed } }
}

/** Is there a point of this day already? One that is from the future, by a clock that was wrong, does not count. */
export function hasPointOf({ points }: Trend, at: number): boolean {
  const last = points.at(-1)
  return last !== undefined && last.at <= at && dayOf(last.at) === dayOf(at)
}

/** Is the last audit that is kept a newer one, of another process? One from the future, by a clock that was wrong, is none. */
function hasNewer({ points }: Trend, at: number, now: number): boolean {
  const last = points.at(-1)
  return last !== undefined && last.at > at && last.at <= now
}

/** The points up to an audit, which is the last of them. `before`: what was kept when it began. */
export function pointsTo(trend: Trend, judged: Judged, before: Trend): AuditPoint[] {
  const points = trend.points.filter(({ at }) => at <= judged.at)
  const compared = points.length < trend.points.length ? before : trend
  return [...points, pointOf(compared, judged)].slice(-mostPoints)
}

/**
 * With an audit that was made `before` another process may have kept one of its own: each has its point, and what was found
 * is what the newer one has found.
 */
export function extended(trend: Trend, judged: Judged, before: Trend, now: number): Trend {
  const until = pointsTo(trend, judged, before)
  if (hasNewer(trend, judged.at, now)) {
    const later = trend.points.filter(({ at }) => at > judged.at && at <= now)
    return { ...trend, points: [...until, ...later].slice(-mostPoints) }
  }
  const known = new Set([...trend.counted, ...trend.others])
  const ids = (counting: boolean) => judged.findings.filter((one) => doesCount(one) === counting).map(({ id }) => id)
  const [counted, others] = [ids(true), ids(false)]
  const came = trend.points.length === 0 ? [] : [...counted, ...others].filter((id) => !known.has(id))
  return { format: 1, points: until, counted, others, came }
}

/** The audits that are remembered, sealed beside the vault. */
export class TrendKeep {
  readonly #snapshots: SnapshotStore
  readonly #log: Log

  constructor(snapshots: SnapshotStore, log: Log) {
    this.#snapshots = snapshots
    this.#log = log
  }

  /** Nothing where it cannot be read: the next audit begins anew. Never throws. */
  async read(): Promise<Trend> {
    try {
      const bytes = await this.#snapshots.read(name)
      return bytes === undefined ? nothingKept : keptSchema.parse(JSON.parse(bytes.toString('utf8')))
    } catch (error) {
      this.#log.warn('earlier audits cannot be read', { type: typeOf(error) })
      return nothingKept
    }
  }

  /**
   * Keeps what is made of the audits as any process has left them, and gives it; the same again is not written. Never throws:
   * without it a point is missing, and nothing else.
   */
  async change(make: (trend: Trend) => Trend): Promise<Trend> {
    let made: Trend | undefined
    try {
      await this.#snapshots.exclusively(name, async () => {
        const trend = await this.read()
        made = make(trend)
        if (made !== trend) await this.#snapshots.write(name, Buffer.from(JSON.stringify(made)))
      })
    } catch (error) {
      this.#log.warn('an audit could not be kept', { type: typeOf(error) })
    }
    return made ?? make(await this.read())
  }
}
