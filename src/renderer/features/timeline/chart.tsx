import { useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { monthShort, shortNumber, timelineText as text, yearText } from '#renderer/text/timeline'
import { classNames } from '#renderer/ui/class-names'
import { useVirtualRows } from '#renderer/ui/use-virtual-rows'
import { isWithinYear, type Column, type Timeline } from './months.ts'
import { columnInFull, nothingPicked, samePick, type Picked } from './picked.ts'
import styles from './timeline.module.css'

export interface ChartProps {
  readonly timeline: Timeline
  /** What the rows are. */
  readonly groupsLabel: string
  readonly picked: Picked
  readonly onPick: (picked: Picked) => void
}

const rowHeight = 26
/** The names of the columns, and the bars under them. */
const headHeight = 118
const mostRows = 7
const barHeight = 56

/** A cell of the chart: row 0 is all groups together, column 0 the name of the row. */
interface Position {
  readonly row: number
  readonly column: number
}

/**
 * A bar a month, and under the bars how many of each provider or owner. Every number can be picked, with the mouse or the
 * keyboard; picking it once more takes it back.
 */
export function Chart({ timeline, groupsLabel, picked, onPick }: ChartProps) {
  const { columns, groups, counts, highest, highestOfGroup } = timeline
  const chartId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [wanted, setPosition] = useState<Position>({ row: 0, column: 1 })
  const position = { ...wanted, row: Math.min(wanted.row, groups.length) }
  const rows = useVirtualRows({
    count: groups.length,
    rowHeight,
    headerHeight: headHeight,
    scroller,
    pinned: position.row - 1,
  })

  function moveTo(next: Position): void {
    setPosition(next)
    if (next.row > 0) rows.scrollTo(next.row - 1)
  }

  function pick({ row, column }: Position): void {
    const group = row === 0 ? null : groups[row - 1]
    const numbers = group?.counts ?? counts
    if (group === undefined || (column > 0 && (numbers[column - 1] ?? 0) === 0)) return
    const next = { group: group?.key ?? null, column: column === 0 ? null : column - 1 }
    onPick(samePick(next, picked) ? nothingPicked : next)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') pick(position)
    else if (event.key === 'Escape') onPick(nothingPicked)
    else {
      const next = moved(event.key, position, { rows: groups.length, columns: columns.length })
      if (next === null) return
      moveTo(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
    const [row, column] = (cell?.dataset['cell'] ?? '').split(' ').map(Number)
    if (row === undefined || column === undefined || cell === null) return
    setPosition({ row, column })
    pick({ row, column })
  }

  const cellId = ({ row, column }: Position): string => `${chartId}-${row}-${column}`

  function row(index: number, label: string, key: string | null, numbers: readonly number[], content: Content) {
    const isPicked = (column: number | null): boolean =>
      samePick(picked, { group: key, column }) && (key ?? column) !== null
    const total = numbers.reduce((sum, number) => sum + number, 0)
    const at = (column: number) => ({
      id: cellId({ row: index, column }),
      'data-cell': `${index} ${column}`,
      'data-active': index === position.row && column === position.column ? '' : undefined,
    })
    return (
      <>
        <div
          {...at(0)}
          role="rowheader"
          aria-selected={isPicked(null)}
          aria-label={text.row(label, total)}
          className={styles['rowName']}
          title={text.row(label, total)}
        >
          {label}
        </div>
        {columns.map((column, place) => {
          const number = numbers[place] ?? 0
          const inFull = text.cell(label, columnInFull(column), number)
          return (
            <div
              key={place}
              {...at(place + 1)}
              role="gridcell"
              aria-selected={isPicked(place)}
              aria-label={inFull}
              title={inFull}
              className={classNames(styles['cell'], styles[column.kind], number === 0 && styles['none'])}
            >
              {content(number, place, column)}
            </div>
          )
        })}
      </>
    )
  }

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={text.chart}
      aria-rowcount={groups.length + 2}
      aria-colcount={columns.length + 1}
      aria-activedescendant={cellId(position)}
      className={styles['chart']}
      style={{ height: headHeight + Math.min(groups.length, mostRows) * rowHeight + 1 }}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['line']}>
          <div role="columnheader" className={styles['corner']}>
            {groupsLabel}
          </div>
          {columns.map((column, place) => (
            <div
              key={place}
              role="columnheader"
              aria-label={columnInFull(column)}
              className={classNames(styles['columnName'], styles[column.kind])}
            >
              <span>{column.kind === 'month' ? monthShort(column.from) : text.columns[column.kind]}</span>
              <span className={styles['year']}>{yearAbove(columns, place)}</span>
            </div>
          ))}
        </div>
        <div role="row" aria-rowindex={2} className={classNames(styles['line'], styles['bars'])}>
          {row(0, text.everything, null, counts, (number, place) => (
            <>
              {number > 0 && <span className={styles['number']}>{shortNumber(number)}</span>}
              {isWithinYear(place) && number > 0 && (
                <span className={styles['bar']} style={{ height: Math.max(3, (number / highest) * barHeight) }} />
              )}
            </>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles['groups']} style={{ height: rows.totalHeight }}>
        {rows.indexes.map((index) => {
          const group = groups[index]
          if (group === undefined) return null
          return (
            <div
              key={group.key}
              role="row"
              aria-rowindex={index + 3}
              className={classNames(styles['line'], styles['group'])}
              style={{ transform: `translateY(${index * rowHeight}px)` }}
            >
              {row(index + 1, group.label, group.key, group.counts, (number, place, column) => {
                if (number === 0) return null
                if (!isWithinYear(place)) return shortNumber(number)
                return (
                  <span className={styles['heat']} style={{ background: shade(column, number / highestOfGroup) }}>
                    {shortNumber(number)}
                  </span>
                )
              })}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The more tokens, the darker; always light enough for the number on it. */
function shade(column: Column, share: number): string {
  const tone = column.kind === 'overdue' ? '--danger-solid' : '--accent-solid'
  return `color-mix(in srgb, var(${tone}) ${Math.round(12 + share * 36)}%, transparent)`
}

type Content = (number: number, place: number, column: Column) => React.ReactNode

/** The year stands at the first month and at each January. */
function yearAbove(columns: readonly Column[], place: number): string {
  const column = columns[place]
  if (column?.kind !== 'month') return ''
  return columns[place - 1]?.kind !== 'month' || new Date(column.from).getMonth() === 0 ? yearText(column.from) : ''
}

/** Where a key leads; null for one that is not the chart's. */
function moved(key: string, { row, column }: Position, size: { rows: number; columns: number }): Position | null {
  switch (key) {
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) }
    case 'ArrowRight':
      return { row, column: Math.min(size.columns, column + 1) }
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column }
    case 'ArrowDown':
      return { row: Math.min(size.rows, row + 1), column }
    case 'PageUp':
      return { row: Math.max(0, row - mostRows), column }
    case 'PageDown':
      return { row: Math.min(size.rows, row + mostRows), column }
    case 'Home':
      return { row, column: 0 }
    case 'End':
      return { row, column: size.columns }
    default:
      return null
  }
}
