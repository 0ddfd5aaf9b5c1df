import { useLayoutEffect, useMemo, useRef, type MouseEvent, type PointerEvent } from 'react'
import type { ColumnId } from '#shared/model/preferences'
import { useDesk, useTokenList, useView } from '#renderer/data/use-desk'
import { focusPlaces } from '#renderer/data/focus'
import { tokensText } from '#renderer/text/tokens'
import { between } from '#renderer/ui/list-range'
import { useVirtualRows } from '#renderer/ui/use-virtual-rows'
import { cellTitle } from './cells.ts'
import { columnWidth, sortBy, templateOf, withWidth } from './columns.ts'
import { Header } from './header.tsx'
import { Row } from './row.tsx'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridPosition } from './use-grid-position.ts'
import styles from './grid.module.css'

const rowHeight = 30
const headerHeight = 30

/** The tokens as a grid: only rows in sight are drawn, the keyboard is in one cell at a time. */
export function Grid() {
  const { view } = useDesk()
  const list = useTokenList()
  const allColumns = useView((state) => state.columns)
  const sort = useView((state) => state.sort)
  const selected = useView((state) => state.selected)
  const columns = useMemo(() => allColumns.filter(({ visible }) => visible), [allColumns])
  const template = useMemo(() => templateOf(columns), [columns])
  const scroller = useRef<HTMLDivElement>(null)
  const position = useGridPosition(list, columns.length, scroller)
  const pinned = position.row >= 0 ? position.row : -1
  const rows = useVirtualRows({ count: list.length, rowHeight, headerHeight, scroller, pinned })

  useLayoutEffect(() => scroller.current?.style.setProperty('--columns', template), [template])

  function resize(id: ColumnId, width: number, done: boolean): void {
    // While it is dragged the browser alone lays out anew: React would redraw every cell for each pixel.
    scroller.current?.style.setProperty('--columns', templateOf(withWidth(columns, id, width)))
    if (done) view.setColumns(withWidth(allColumns, id, columnWidth(width)))
  }

  function moveTo(row: number, column: number): void {
    position.moveTo(row, column)
    if (row >= 0) rows.scrollTo(row)
  }

  const onKeyDown = useGridKeys({
    list,
    position,
    columns,
    page: rows.page,
    moveTo,
    onSort: (column) => view.setSort(sortBy(sort, column)),
    onResize: (column, by) => {
      const { width = 0 } = columns.find(({ id }) => id === column) ?? {}
      view.setColumns(withWidth(allColumns, column, width + by))
    },
  })

  /** The token and the column that an element of the grid is in. */
  function placeOf(target: HTMLElement) {
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
    const column = Number(target.closest('[aria-colindex]')?.getAttribute('aria-colindex') ?? 1) - 1
    return { index, column, entry: list[index] }
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const target = event.target as HTMLElement
    const { entry, index, column } = placeOf(target)
    if (entry === undefined) return
    const { id } = entry.row.token
    if (event.shiftKey) {
      view.setSelected([...selected, ...between(list, position.anchor(), index).map(({ row }) => row.token.id)])
    } else if (event.ctrlKey || event.metaKey || target.closest('[data-check]')) {
      position.setAnchor(index)
      view.setSelected(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id])
    } else {
      position.setAnchor(index)
    }
    position.moveTo(index, column)
  }

  function onPointerOver(event: PointerEvent<HTMLElement>): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[role="gridcell"]')
    const { entry, column } = cell === null ? {} : placeOf(cell)
    const id = columns[column ?? -1]?.id
    if (cell && entry && id) cell.title = cellTitle(entry, id)
  }

  return (
    <div
      ref={scroller}
      id={focusPlaces.grid}
      role="grid"
      aria-label={tokensText.grid}
      aria-rowcount={list.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      data-picking={selected.size > 0 ? '' : undefined}
      className={styles['grid']}
      onKeyDown={onKeyDown}
      onFocus={position.onFocus}
      onBlur={position.onBlur}
    >
      <div role="rowgroup" className={styles['headers']}>
        <Header
          columns={columns}
          sort={sort}
          activeColumn={position.row === -1 || list.length === 0 ? position.column : -1}
          onSort={(column) => view.setSort(sortBy(sort, column))}
          onResize={resize}
        />
      </div>
      <div
        role="rowgroup"
        className={styles['rows']}
        style={{ height: rows.totalHeight }}
        onClick={onClick}
        onPointerOver={onPointerOver}
        onDoubleClick={() => view.setDetailOpen(true)}
      >
        {rows.indexes.map((index) => {
          const entry = list[index]
          if (entry === undefined) return null
          return (
            <Row
              key={index}
              entry={entry}
              index={index}
              top={index * rowHeight}
              columns={columns}
              selected={selected.has(entry.row.token.id)}
              current={index === position.current}
              activeColumn={index === position.row ? position.column : -1}
            />
          )
        })}
      </div>
    </div>
  )
}
