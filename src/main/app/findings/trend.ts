import type { AuditPoint } from '#shared/model/finding'
import { doesCount } from '#shared/rules/finding-state'
import type { Judged } from '../../audit/index.ts'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { SnapshotStore } from '../../ports/records.ts'
import { dayOf } from '../backup/backup-files.ts'
import { inSlices, type Steps } from '../slices.ts'
import { trendBytes, trendFrom, type Trend } from './trend-format.ts'

const name = 'audit.trend'
/** So many audits are remembered: more than a year of one a day. */
const mostPoints = 400

const nothingKept: Trend = { points: [], counted: [], others: [], came: [] }

/** Was a finding there before the last audit that was kept? In the first one nothing is new. */
export function* wasThereSteps({ points, counted, others, came }: Trend): Steps<(findingId: string) => boolean> {
  if (points.length === 0) return () => true
  const known = yield* setOf([counted, others])
  for (const id of came) {
    known.delete(id)
    yield
  }
  return (id) => known.has(id)
}

function* setOf(lists: readonly (readonly string[])[]): Steps<Set<string>> {
  const all = new Set<string>()
  for (const list of lists) {
    for (const id of list) {
      all.add(id)
      yield
    }
  }
  return all
}

/** The point that an audit would be, after those that are kept. */
function* pointOf({ points, counted }: Trend, { at, tokens, counts, findings }: Judged): Steps<AuditPoint> {
  const last = points.at(-1)
  if (last === undefined) return { at, tokens, counts, since: null }
  const before = yield* setOf([counted])
  let [counting, stayed] = [0, 0]
  for (const finding of findings) {
    yield
    if (!doesCount(finding)) continue
    counting += 1
    if (before.has(finding.id)) stayed += 1
  }
  return { at, tokens, counts, since: { at: last.at, came: counting - stayed, went: before.size - stayed } }
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
export function* pointsSteps(trend: Trend, judged: Judged, before: Trend): Steps<AuditPoint[]> {
  const points = trend.points.filter(({ at }) => at <= judged.at)
  const compared = points.length < trend.points.length ? before : trend
  return [...points, yield* pointOf(compared, judged)].slice(-mostPoints)
}

/**
 * With an audit, up to which there are the points `until`. While it was made another process may have kept one of its own: each
 * has its point, and what was found is what the newer one has found.
 */
export function* extendedSteps(trend: Trend, judged: Judged, until: readonly AuditPoint[], now: number): Steps<Trend> {
  if (hasNewer(trend, judged.at, now)) {
    const later = trend.points.filter(({ at }) => at > judged.at && at <= now)
    return { ...trend, points: [...until, ...later].slice(-mostPoints) }
  }
  const known = yield* setOf([trend.counted, trend.others])
  const [counted, others, came] = [[] as string[], [] as string[], [] as string[]]
  for (const finding of judged.findings) {
    yield
    ;(doesCount(finding) ? counted : others).push(finding.id)
    if (trend.points.length > 0 && !known.has(finding.id)) came.push(finding.id)
  }
  return { points: until, counted, others, came }
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
      return bytes === undefined ? nothingKept : await inSlices(trendFrom(bytes))
    } catch (error) {
      this.#log.warn('earlier audits cannot be read', { type: typeOf(error) })
      return nothingKept
    }
  }

  /**
   * Keeps what is made of the audits as any process has left them, and gives it; the same again is not written. Never throws:
   * without it a point is missing, and nothing else.
   */
  async change(make: (trend: Trend) => Promise<Trend>): Promise<Trend> {
    let made: Trend | undefined
    try {
      await this.#snapshots.exclusively(name, async () => {
        const trend = await this.read()
        made = await make(trend)
        if (made !== trend) await this.#snapshots.write(name, await inSlices(trendBytes(made)))
      })
    } catch (error) {
      this.#log.warn('an audit could not be kept', { type: typeOf(error) })
    }
    return made ?? (await make(await this.read()))
  }
}
