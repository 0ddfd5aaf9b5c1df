import type { Column, Placed, Timeline } from './months.ts'
import { isWithinYear } from './months.ts'
import { monthLong, timelineText as text } from '#renderer/text/timeline'

/** The part of the chart that the list shows; null in a direction: all of it. */
export interface Picked {
  readonly group: string | null
  /** Of the chart; months are picked by their place. */
  readonly column: number | null
}

export const nothingPicked: Picked = { group: null, column: null }

export function samePick(one: Picked, other: Picked): boolean {
  return one.group === other.group && one.column === other.column
}

/** A line of the list. */
export type Line = { readonly column: number; readonly count: number } | { readonly placed: Placed }

/** The tokens of what is picked, soonest first, under a line for each month. Without a column: those of the next year. */
export function linesOf({ placed }: Timeline, picked: Picked): readonly Line[] {
  const lines: Line[] = []
  let heading = { column: -1, count: 0 }
  for (const one of placed) {
    if (picked.group !== null && one.group !== picked.group) continue
    if (picked.column === null ? !isWithinYear(one.column) : one.column !== picked.column) continue
    if (heading.column !== one.column) lines.push((heading = { column: one.column, count: 0 }))
    heading.count += 1
    lines.push({ placed: one })
  }
  return lines
}

/** A column in full: `March 2027`, `Expired already`. */
export function columnInFull(column: Column): string {
  return column.kind === 'month' ? monthLong(column.from) : text.columnsInFull[column.kind]
}

/** What is picked, in words; null when nothing is. */
export function pickedText({ columns, groups }: Timeline, picked: Picked): string | null {
  const group = groups.find(({ key }) => key === picked.group)?.label
  const column = picked.column === null ? undefined : columns[picked.column]
  const parts = [group, column && columnInFull(column)].filter((part) => part !== undefined)
  return parts.length === 0 ? null : parts.join(', ')
}
