import type { KeyboardEvent } from 'react'
import { useDesk } from '#renderer/data/use-desk'
import { between } from '#renderer/ui/list-range'
import type { Arranged, Line } from './arrange.ts'
import { useAuditDesk } from './use-audit.ts'
import type { ListPosition } from './use-list-position.ts'

interface ListKeys {
  readonly arranged: Arranged
  readonly position: ListPosition
  /** Lines that fit on the screen. */
  readonly page: number
  readonly moveTo: (row: number) => void
  readonly showDetails: () => void
}

/** What the keys do in the list, as the ARIA authoring practices say for trees. Others go on to the window. */
export function useListKeys({ arranged, position, page, moveTo, showDetails }: ListKeys) {
  const desk = useDesk()
  const { view } = useAuditDesk()
  const { lines } = arranged
  const { row } = position

  function findingsBetween(from: number, to: number): string[] {
    return between(lines, from, to).flatMap((line) => (line.kind === 'finding' ? [line.key] : []))
  }

  function toggle(findingIds: readonly string[]): void {
    const selected = new Set(view.store.getState().selected)
    const isOn = findingIds.every((id) => selected.has(id))
    for (const id of findingIds) {
      if (isOn) selected.delete(id)
      else selected.add(id)
    }
    view.setSelected(selected)
  }

  function headingOf(line: Line): number {
    const index = arranged.indexOf(`group ${line.group.key}`)
    return index < 0 ? row : index
  }

  /** Keys on one line. */
  function onLine({ key, shiftKey }: KeyboardEvent, line: Line): boolean {
    switch (key) {
      case 'Enter':
        if (line.kind === 'group') view.setClosed(line.group.key, line.isOpen)
        else showDetails()
        return true
      case ' ':
        if (shiftKey) {
          view.setSelected([...view.store.getState().selected, ...findingsBetween(position.anchor(), row)])
        } else {
          position.setAnchor(row)
          toggle(line.kind === 'group' ? line.group.findings.map(({ id }) => id) : [line.key])
        }
        return true
      case 'ArrowRight':
        if (line.kind === 'group' && !line.isOpen) view.setClosed(line.group.key, false)
        else if (line.kind === 'group') moveTo(row + 1)
        return true
      case 'ArrowLeft':
        if (line.kind === 'group') view.setClosed(line.group.key, true)
        else moveTo(headingOf(line))
        return true
      default:
        return false
    }
  }

  function movedBy(key: string): number | null {
    switch (key) {
      case 'ArrowDown':
        return row + 1
      case 'ArrowUp':
        return row - 1
      case 'Home':
        return 0
      case 'End':
        return lines.length - 1
      case 'PageDown':
        return row + page
      case 'PageUp':
        return row - page
      default:
        return null
    }
  }

  function anywhere(event: KeyboardEvent): boolean {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      view.setSelected(arranged.findings.map(({ id }) => id))
      return true
    }
    if (event.key === 'Escape') {
      if (view.store.getState().selected.size > 0) view.setSelected([])
      else desk.view.setDetailOpen(false)
      return true
    }
    const wanted = movedBy(event.key)
    if (wanted === null || lines.length === 0) return false
    const next = Math.max(0, Math.min(lines.length - 1, wanted))
    if (event.shiftKey) view.setSelected(findingsBetween(position.anchor(), next))
    else position.setAnchor(next)
    moveTo(next)
    return true
  }

  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey) return
    const line = lines[row]
    const isTaken = (line !== undefined && onLine(event, line)) || anywhere(event)
    if (isTaken) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
}
