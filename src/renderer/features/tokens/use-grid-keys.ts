import type { KeyboardEvent } from 'react'
import type { ColumnId } from '#shared/model/preferences'
import { focusSoon } from '#renderer/data/focus'
import type { Entry } from '#renderer/data/entry'
import { useDesk } from '#renderer/data/use-desk'
import type { Column } from '#renderer/data/view'
import { openDialog } from '#renderer/dialogs'
import { between } from '#renderer/ui/list-range'
import { moveBy } from './keyboard.ts'
import type { GridPosition } from './use-grid-position.ts'

export interface GridKeys {
  readonly list: readonly Entry[]
  readonly position: GridPosition
  readonly columns: readonly Column[]
  readonly page: number
  readonly moveTo: (row: number, column: number) => void
  readonly onSort: (column: ColumnId) => void
  /** Makes a column wider or, with a negative number, narrower. */
  readonly onResize: (column: ColumnId, by: number) => void
}

const resizeStep = 16

/** What the keys do in the grid. Gives its listener; keys that are not the grid's go on to the window. */
export function useGridKeys(keys: GridKeys): (event: KeyboardEvent<HTMLElement>) => void {
  const { view } = useDesk()
  const { list, position, columns } = keys

  function select(ids: Iterable<string>): void {
    view.setSelected(ids)
  }

  function idsBetween(from: number, to: number): string[] {
    return between(list, from, to).map(({ row }) => row.token.id)
  }

  /** Keys on a column's name. */
  function inHeader({ key, altKey }: KeyboardEvent): boolean {
    const column = columns[position.column]
    if (column === undefined) return false
    if (key === 'Enter' || key === ' ') {
      keys.onSort(column.id)
      return true
    }
    if (!altKey || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return false
    keys.onResize(column.id, key === 'ArrowRight' ? resizeStep : -resizeStep)
    return true
  }

  /** Keys on a token. */
  function onToken(event: KeyboardEvent, entry: Entry): boolean {
    const { id } = entry.row.token
    const { selected } = view.store.getState()
    switch (event.key) {
      case 'Enter':
        view.setCurrent(id)
        view.setDetailOpen(true)
        // The pane may have to appear first.
        focusSoon('detail')
        return true
      case ' ':
        if (event.shiftKey) {
          select([...selected, ...idsBetween(position.anchor(), position.row)])
        } else {
          position.setAnchor(position.row)
          select(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id])
        }
        return true
      case 'Delete':
        if (selected.size > 1 && selected.has(id)) openDialog({ kind: 'bulk-revoke', tokenIds: [...selected] })
        else if (entry.row.token.state === 'active') openDialog({ kind: 'revoke', tokenId: id })
        return true
      default:
        return false
    }
  }

  function anywhere(event: KeyboardEvent): boolean {
    const ctrl = event.ctrlKey || event.metaKey
    if (ctrl && event.key.toLowerCase() === 'a') {
      select(list.map(({ row }) => row.token.id))
      return true
    }
    if (event.key === 'Escape') {
      const { selected, detailOpen } = view.store.getState()
      if (selected.size > 0) select([])
      else if (detailOpen) view.setDetailOpen(false)
      return true
    }
    if (event.altKey) return false
    const size = { rows: list.length, columns: columns.length, page: keys.page }
    const from = list.length === 0 ? { row: -1, column: position.column } : position
    const next = moveBy({ key: event.key, ctrl }, from, size)
    if (next === null) return false
    if (event.shiftKey && next.row >= 0) select(idsBetween(position.anchor(), next.row))
    else if (next.row >= 0) position.setAnchor(next.row)
    keys.moveTo(next.row, next.column)
    return true
  }

  return (event) => {
    const entry = position.row >= 0 ? list[position.row] : undefined
    const taken = (entry ? onToken(event, entry) : inHeader(event)) || anywhere(event)
    if (taken) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
}
