import type { ColumnId, Sort } from '#shared/model/preferences'
import type { Column } from '#renderer/data/view'

const narrowest = 56
const widest = 800

/** A width inside of what a column may have, in whole pixels. */
export function columnWidth(width: number): number {
  return Math.round(Math.max(narrowest, Math.min(widest, width)))
}

export function withWidth(columns: readonly Column[], id: ColumnId, width: number): Column[] {
  return columns.map((column) => (column.id === id ? { ...column, width: columnWidth(width) } : column))
}

export function withVisible(columns: readonly Column[], visible: readonly ColumnId[]): Column[] {
  return columns.map((column) => ({ ...column, visible: column.id === 'name' || visible.includes(column.id) }))
}

/** The value of `grid-template-columns`; what is left over stays empty at the end. */
export function templateOf(columns: readonly Column[]): string {
  return `${columns.map(({ width }) => `${width}px`).join(' ')} 1fr`
}

/** The order after a column's name was pressed: that column, or the other way round. */
export function sortBy(sort: Sort, column: ColumnId): Sort {
  const again = sort.column === column && sort.direction === 'ascending'
  return { column, direction: again ? 'descending' : 'ascending' }
}
