import { useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { focusPlaces, focusSoon } from '#renderer/data/focus'
import { useDesk, useMinute, useView } from '#renderer/data/use-desk'
import { endMark, endTitle } from '#renderer/text/end-said'
import { timelineText as text } from '#renderer/text/timeline'
import { classNames } from '#renderer/ui/class-names'
import marks from '#renderer/ui/mark.module.css'
import { useVirtualRows } from '#renderer/ui/use-virtual-rows'
import { distanceText } from '#shared/text/ages'
import { dayText } from '#shared/text/dates'
import { calledBy, ownerText } from '#shared/text/words'
import type { Column, Placed } from './months.ts'
import { columnInFull, type Line } from './picked.ts'
import styles from './timeline.module.css'

export interface ListProps {
  readonly lines: readonly Line[]
  readonly columns: readonly Column[]
  /** Takes back what is picked; null when nothing is. */
  readonly onEscape: (() => void) | null
}

const rowHeight = 30
const headHeight = 30

const tokenIn = (line: Line | undefined): Placed | null => (line && 'placed' in line ? line.placed : null)

/** The tokens under their months. The one that the keyboard is at is the current one, which the details show. */
export function List({ lines, columns, onEscape }: ListProps) {
  const { view } = useDesk()
  const currentId = useView((state) => state.currentId)
  const scroller = useRef<HTMLDivElement>(null)
  const current = lines.findIndex((line) => tokenIn(line)?.entry.row.token.id === currentId)
  const rows = useVirtualRows({ count: lines.length, rowHeight, headerHeight: headHeight, scroller, pinned: current })

  function goTo(index: number): void {
    const placed = tokenIn(lines[index])
    if (placed === null) return
    view.setCurrent(placed.entry.row.token.id)
    // With the first token of a month its heading comes into sight.
    if (tokenIn(lines[index - 1]) === null) rows.scrollTo(index - 1)
    rows.scrollTo(index)
  }

  function open(): void {
    if (current < 0) return
    view.setDetailOpen(true)
    // The pane may have to appear first.
    focusSoon('detail')
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const next = destination(event.key, lines, current, rows.page)
    if (event.key === 'Enter') open()
    else if (event.key === 'Escape') (onEscape ?? (() => view.setDetailOpen(false)))()
    else if (next !== null) goTo(next)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    goTo(Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1))
  }

  return (
    <div
      ref={scroller}
      id={focusPlaces.grid}
      role="grid"
      tabIndex={0}
      aria-label={text.list}
      aria-rowcount={lines.length + 1}
      aria-activedescendant={current < 0 ? undefined : `timeline-${current}`}
      className={styles['list']}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={open}
    >
      <div role="rowgroup" className={styles['listHead']}>
        <div role="row" aria-rowindex={1} className={styles['listLine']}>
          {Object.entries(text.listColumns).map(([id, label]) => (
            <div key={id} role="columnheader">
              {label}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles['rows']} style={{ height: rows.totalHeight }}>
        {rows.indexes.map((index) => (
          <div
            key={index}
            id={`timeline-${index}`}
            role="row"
            aria-rowindex={index + 2}
            aria-selected={index === current}
            data-index={index}
            className={classNames(styles['listLine'], styles['row'])}
            style={{ transform: `translateY(${index * rowHeight}px)` }}
          >
            <Cells line={lines[index]} columns={columns} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Cells({ line, columns }: { readonly line: Line | undefined; readonly columns: readonly Column[] }) {
  const now = useMinute()
  if (line === undefined) return null
  if ('count' in line) {
    const column = columns[line.column]
    return (
      <div role="gridcell" aria-colspan={5} className={styles['month']}>
        {column && text.heading(columnInFull(column), line.count)}
      </div>
    )
  }
  const { row, names, status } = line.placed.entry
  const { token } = row
  const at = token.expiry.kind === 'at' ? token.expiry.at : null
  return (
    <>
      <div role="gridcell" className={styles['name']} title={calledBy(token)}>
        <span className={marks['mark']} aria-hidden>
          {names.initials}
        </span>
        <span className={styles['nameText']}>{calledBy(token)}</span>
      </div>
      <div role="gridcell" className={styles['quiet']} title={names.account}>
        {token.service ?? names.provider}
      </div>
      <div role="gridcell" className={styles['quiet']}>
        {ownerText(token)}
      </div>
      <div role="gridcell" title={at === null ? undefined : endTitle(token.expiry)}>
        {at === null ? '' : `${dayText(at)}${endMark(token.expiry)}`}
      </div>
      <div role="gridcell" className={styles[status.kind]}>
        {at === null ? text.columns[token.expiry.kind === 'never' ? 'never' : 'unknown'] : distanceText(at, now)}
      </div>
    </>
  )
}

/** The line of the token that a key leads to; null for a key that is not the list's, or where it leads nowhere. */
function destination(key: string, lines: readonly Line[], from: number, page: number): number | null {
  const isToken = (index: number): boolean => tokenIn(lines[index]) !== null
  const towards = (start: number, step: 1 | -1): number | null => {
    for (let index = start; index >= 0 && index < lines.length; index += step) if (isToken(index)) return index
    return null
  }
  const last = lines.length - 1
  switch (key) {
    case 'ArrowDown':
      return towards(from + 1, 1)
    case 'ArrowUp':
      return towards(from < 0 ? last : from - 1, -1)
    case 'PageDown':
      return towards(Math.min(last, from + page), -1)
    case 'PageUp':
      return towards(Math.max(0, from - page), 1)
    case 'Home':
      return towards(0, 1)
    case 'End':
      return towards(last, -1)
    default:
      return null
  }
}
