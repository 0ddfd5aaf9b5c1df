import type { TimelineGrouping } from '#shared/model/preferences'
import type { Instant } from '#shared/model/time'
import type { Entry } from '#renderer/data/entry'
import { ownerKeyOf } from '#shared/rules/filter'
import { ownerText } from '#shared/text/words'

/** This month and the twelve after it: what lives a year from today ends in the last of them. */
const monthCount = 13

/** A column of the timeline. Months are those of the calendar where the person is. */
export type Column =
  | { readonly kind: 'overdue' | 'later' | 'never' | 'unknown' }
  /** `from`: its first instant. */
  | { readonly kind: 'month'; readonly from: Instant }

/** Tokens of one provider or one owner. */
export interface Group {
  readonly key: string
  readonly label: string
  /** How many of its tokens are in each column. */
  readonly counts: readonly number[]
  readonly total: number
  /** How many of them have expired or expire within the year. */
  readonly soon: number
}

/** What expires when. */
export interface Timeline {
  readonly columns: readonly Column[]
  readonly groups: readonly Group[]
  /** How many tokens are in each column. */
  readonly counts: readonly number[]
  readonly total: number
  /** The most tokens of the year in one column, and in one column of one group. */
  readonly highest: number
  readonly highestOfGroup: number
  /** Each token with where it stands, soonest first. */
  readonly placed: readonly Placed[]
}

export interface Placed {
  readonly entry: Entry
  readonly column: number
  readonly group: string
}

/** The first instant of this month. */
export function monthOf(now: Instant): Instant {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime()
}

/** Expired, the months from that of `now` on, and what is beyond them. */
export function columnsFrom(now: Instant): readonly Column[] {
  const first = new Date(monthOf(now))
  const months = Array.from({ length: monthCount }, (_, index): Column => {
    return { kind: 'month', from: new Date(first.getFullYear(), first.getMonth() + index, 1).getTime() }
  })
  return [{ kind: 'overdue' }, ...months, { kind: 'later' }, { kind: 'never' }, { kind: 'unknown' }]
}

const [overdue, firstMonth, later] = [0, 1, monthCount + 1]

/** Is the column within the next year, or before it? Those are what the timeline is about. */
export function isWithinYear(column: number): boolean {
  return column < later
}

/** The first instant after the last month. */
function endOf(columns: readonly Column[]): Instant {
  const last = columns[later - 1]
  if (last?.kind !== 'month') return Infinity
  const date = new Date(last.from)
  return new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime()
}

/** Lays the living tokens out over the months. `now` tells the month; which have expired, their statuses tell. */
export function layOut(entries: Iterable<Entry>, now: Instant, by: TimelineGrouping): Timeline {
  const columns = columnsFrom(now)
  const starts = columns.flatMap((column) => (column.kind === 'month' ? [column.from] : []))
  const end = endOf(columns)
  const counts = columns.map(() => 0)
  const groups = new Map<string, { key: string; label: string; counts: number[]; total: number; soon: number }>()
  let [highest, highestOfGroup] = [0, 0]
  const placed: Placed[] = []
  for (const entry of entries) {
    const column = columnOf(entry, starts, end)
    if (column === null) continue
    const { key, label } = groupOf(entry, by)
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { key, label, counts: columns.map(() => 0), total: 0, soon: 0 }))
    const ofGroup = (group.counts[column] ?? 0) + 1
    const ofAll = (counts[column] ?? 0) + 1
    group.counts[column] = ofGroup
    counts[column] = ofAll
    group.total += 1
    if (isWithinYear(column)) {
      group.soon += 1
      highest = Math.max(highest, ofAll)
      highestOfGroup = Math.max(highestOfGroup, ofGroup)
    }
    placed.push({ entry, column, group: key })
  }
  return {
    columns,
    groups: [...groups.values()].sort(byUrgency),
    counts,
    total: placed.length,
    highest,
    highestOfGroup,
    placed: placed.sort(bySoonest),
  }
}

/** Null for what lives no more. */
function columnOf({ status, row: { token } }: Entry, starts: readonly Instant[], end: Instant): number | null {
  if (status.kind === 'revoked' || status.kind === 'gone') return null
  if (status.kind === 'expired') return overdue
  if (token.expiry.kind !== 'at') return later + (token.expiry.kind === 'never' ? 1 : 2)
  const { at } = token.expiry
  if (at >= end) return later
  return (
    firstMonth +
    Math.max(
      0,
      starts.findLastIndex((from) => from <= at),
    )
  )
}

function groupOf({ row: { token }, names }: Entry, by: TimelineGrouping): { key: string; label: string } {
  if (by === 'provider') {
    return { key: `${token.provider}\n${token.service ?? ''}`, label: token.service ?? names.provider }
  }
  const label = ownerText(token)
  if (token.service !== undefined) return { key: `service\n${label}`, label: label || names.account }
  // A person is the same one in all of their accounts; an organization's name may be another's elsewhere.
  return { key: token.owner.kind === 'me' ? 'me' : `${token.provider}\n${ownerKeyOf(token.owner)}`, label }
}

/** Those with something to do first: by how many expire within the year, then by name. */
function byUrgency(one: Group, other: Group): number {
  return other.soon - one.soon || other.total - one.total || compare(one.label.toLowerCase(), other.label.toLowerCase())
}

/** How many tokens have expired or expire within a year. */
export function withinYear({ counts }: Pick<Timeline, 'counts'>): number {
  return counts.reduce((sum, number, column) => (isWithinYear(column) ? sum + number : sum), 0)
}

function bySoonest(one: Placed, other: Placed): number {
  return (
    one.column - other.column ||
    endOfToken(one) - endOfToken(other) ||
    compare(one.entry.nameKey ?? '', other.entry.nameKey ?? '')
  )
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function endOfToken({ entry }: Placed): number {
  const { expiry } = entry.row.token
  return expiry.kind === 'at' ? expiry.at : 0
}
