import { useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type RefObject } from 'react'
import type { Entry } from '#renderer/data/entry'
import { useDesk, useView } from '#renderer/data/use-desk'

export interface GridPosition {
  /** The row that can be tabbed to: the current one, else the first; -1: the header. */
  readonly row: number
  readonly column: number
  /** The row of the current token; -1 when it is not in the list. */
  readonly current: number
  readonly moveTo: (row: number, column: number) => void
  /** Where a range of selected rows starts. */
  readonly anchor: () => number
  readonly setAnchor: (row: number) => void
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
}

/**
 * Where the keyboard is in the grid. The row follows the current token: when the list changes around it the focus moves
 * along, and when it leaves the list the one that took its place becomes the current one.
 */
export function useGridPosition(
  list: readonly Entry[],
  columnCount: number,
  grid: RefObject<HTMLElement | null>,
): GridPosition {
  const { view, index: rows } = useDesk()
  const currentId = useView((state) => state.currentId)
  const [wanted, setWanted] = useState({ inHeader: false, column: 0 })
  const hasFocus = useRef(false)
  const lastRow = useRef(0)
  const anchorId = useRef<string | null>(null)

  const current = useMemo(() => indexIn(list, rows.entries.get(currentId ?? '')), [list, rows, currentId])
  const column = Math.min(wanted.column, Math.max(0, columnCount - 1))
  const row = wanted.inHeader ? -1 : Math.min(Math.max(0, current), list.length - 1)

  useLayoutEffect(() => {
    if (current >= 0) lastRow.current = current
    if (!hasFocus.current) return
    const next = list[Math.min(lastRow.current, list.length - 1)]
    if (current < 0 && next !== undefined && currentId !== null) {
      view.setCurrent(next.row.token.id)
      return
    }
    const active = grid.current?.querySelector<HTMLElement>('[aria-colindex][tabindex="0"]')
    if (active && active !== document.activeElement) active.focus({ preventScroll: true })
  })

  return {
    row,
    column,
    current,
    moveTo: (newRow, newColumn) => {
      setWanted({ inHeader: newRow < 0, column: newColumn })
      const entry = list[newRow]
      if (entry) view.setCurrent(entry.row.token.id)
    },
    anchor: () => {
      const index = indexIn(list, rows.entries.get(anchorId.current ?? ''))
      return index >= 0 ? index : Math.max(0, current)
    },
    setAnchor: (index) => {
      anchorId.current = list[index]?.row.token.id ?? null
    },
    onFocus: (event) => {
      hasFocus.current = true
      const index = Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
      const entry = list[index]
      if (entry && entry.row.token.id !== currentId) view.setCurrent(entry.row.token.id)
    },
    onBlur: (event) => {
      // A cell that is drawn anew loses the focus to nothing; only a focus that goes elsewhere has left.
      if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) {
        hasFocus.current = false
      }
    },
  }
}

function indexIn(list: readonly Entry[], entry: Entry | undefined): number {
  return entry === undefined ? -1 : list.indexOf(entry)
}
