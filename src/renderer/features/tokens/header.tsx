import { useRef, type PointerEvent } from 'react'
import type { ColumnId, Sort } from '#shared/model/preferences'
import type { Column } from '#renderer/data/view'
import { columnLabels, tokensText } from '#renderer/text/tokens'
import { classNames } from '#renderer/ui/class-names'
import styles from './grid.module.css'

export interface HeaderProps {
  readonly columns: readonly Column[]
  readonly sort: Sort
  /** The column that holds the keyboard, if it is in the header; -1 otherwise. */
  readonly activeColumn: number
  readonly onSort: (column: ColumnId) => void
  /** While a column is dragged, then once more with `done`. */
  readonly onResize: (column: ColumnId, width: number, done: boolean) => void
}

/** The line of column names: sorts on a click, and its right edges can be dragged. */
export function Header({ columns, sort, activeColumn, onSort, onResize }: HeaderProps) {
  return (
    <div role="row" aria-rowindex={1} className={styles['header']}>
      {columns.map(({ id, width }, column) => (
        <div
          key={id}
          role="columnheader"
          aria-colindex={column + 1}
          aria-sort={sort.column === id ? sort.direction : 'none'}
          tabIndex={column === activeColumn ? 0 : -1}
          data-column={id}
          className={classNames(styles['head'], styles[id])}
          title={`${columnLabels[id]}\n${tokensText.resizeHint}`}
          onClick={() => onSort(id)}
        >
          <span className={styles['text']}>{columnLabels[id]}</span>
          <Edge width={width} onResize={(next, done) => onResize(id, next, done)} />
        </div>
      ))}
    </div>
  )
}

interface EdgeProps {
  readonly width: number
  readonly onResize: (width: number, done: boolean) => void
}

/** What is dragged to make a column wider; the keyboard does it with Alt and the arrows on the column's name. */
function Edge({ width, onResize }: EdgeProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null)

  function widthAt(event: PointerEvent): number {
    return start.current === null ? width : start.current.width + event.clientX - start.current.x
  }

  return (
    <span
      aria-hidden
      className={styles['edge']}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (start.current !== null) onResize(widthAt(event), false)
      }}
      onPointerUp={(event) => {
        if (start.current !== null) onResize(widthAt(event), true)
        start.current = null
      }}
    />
  )
}
