import type { Instant } from '#shared/model/time'
import type { TimelineGrouping } from '#shared/model/preferences'
import { count, numberText } from '#shared/text/words'

/** Words of the timeline. */
export const timelineText = {
  title: 'Timeline',
  lead: (within: number, overdue: number) => {
    const soon = `${count(within, 'token expires', 'tokens expire')} within a year`
    return overdue === 0 ? soon : `${numberText(overdue)} expired, ${soon}`
  },
  groupBy: 'Group by',
  groupings: { provider: 'Provider', owner: 'Owner' } satisfies Record<TimelineGrouping, string>,
  chart: 'Tokens by month',
  everything: 'All',
  columns: { overdue: 'Expired', later: 'Later', never: 'Never', unknown: 'Unknown' },
  /** Read out, and in the tooltip. */
  columnsInFull: {
    overdue: 'Expired already',
    later: 'Expires later',
    never: 'Never expires',
    unknown: 'Expiry unknown',
  },
  cell: (group: string, column: string, tokens: number) =>
    `${group}, ${column}: ${tokens === 0 ? 'none' : count(tokens, 'token')}`,
  row: (group: string, tokens: number) => `${group}: ${count(tokens, 'token')}`,
  list: 'Tokens by expiry',
  listColumns: { name: 'Name', provider: 'Provider', owner: 'Owner', expires: 'Expires', when: 'When' },
  heading: (column: string, tokens: number) => `${column} · ${numberText(tokens)}`,
  only: (what: string) => `Only ${what}`,
  showAll: 'Show all',
  nothingSoon: 'Nothing expires within a year',
  nothingSoonHelp: 'What expires later, never, or nobody knows when, is counted at the end of the chart.',
  empty: 'No tokens yet',
  emptyHelp: 'Add an account, and Keyrack shows here what expires when over the next year.',
} as const

const shortMonth = new Intl.DateTimeFormat('en-GB', { month: 'short' })
const longMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' })
const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric' })

/** `Mar`. */
export function monthShort(at: Instant): string {
  return shortMonth.format(at)
}

/** `March 2027`. */
export function monthLong(at: Instant): string {
  return longMonth.format(at)
}

/** `2027`. */
export function yearText(at: Instant): string {
  return year.format(at)
}

/** `7`, `420`, `1.2k`, `14k`: for the cells of a chart. */
export function shortNumber(number: number): string {
  if (number < 1000) return String(number)
  const thousands = Math.floor(number / 100) / 10
  return `${thousands < 10 ? thousands : Math.floor(thousands)}k`
}
