import { useRef, type MouseEvent } from 'react'
import { focusPlaces, focusSoon } from '#renderer/data/focus'
import { useDesk } from '#renderer/data/use-desk'
import { auditViewText as text } from '#renderer/text/audit-view'
import { between } from '#renderer/ui/list-range'
import { useVirtualRows } from '#renderer/ui/use-virtual-rows'
import type { Arranged } from './arrange.ts'
import { FindingRow, GroupRow } from './finding-row.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useListPosition } from './use-list-position.ts'
import { useAuditDesk, useAuditView } from './use-audit.ts'
import styles from './list.module.css'

const rowHeight = 46

/** The findings under the headings of their groups. Only lines in sight are drawn; the keyboard is in one at a time. */
export function FindingList({ arranged }: { readonly arranged: Arranged }) {
  const desk = useDesk()
  const { view } = useAuditDesk()
  const { lines } = arranged
  const selected = useAuditView((state) => state.selected)
  const currentId = useAuditView((state) => state.currentId)
  const scroller = useRef<HTMLDivElement>(null)
  const position = useListPosition(arranged, scroller)
  const rows = useVirtualRows({ count: lines.length, rowHeight, headerHeight: 0, scroller, pinned: position.row })

  function moveTo(row: number): void {
    position.moveTo(row)
    if (row >= 0) rows.scrollTo(row)
  }

  function showDetails(): void {
    desk.view.setDetailOpen(true)
    // The pane may have to appear first.
    focusSoon('detail')
  }

  const onKeyDown = useListKeys({ arranged, position, page: rows.page, moveTo, showDetails })

  function onClick(event: MouseEvent<HTMLElement>): void {
    const target = event.target as HTMLElement
    const row = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
    const line = lines[row]
    if (line === undefined) return
    if (line.kind === 'group') {
      view.setClosed(line.group.key, line.isOpen)
    } else if (event.shiftKey) {
      const range = between(lines, position.anchor(), row).flatMap((one) => (one.kind === 'finding' ? [one.key] : []))
      view.setSelected([...selected, ...range])
    } else {
      position.setAnchor(row)
      if (event.ctrlKey || event.metaKey || target.closest('[data-check]')) {
        const others = [...selected].filter((id) => id !== line.key)
        view.setSelected(selected.has(line.key) ? others : [...selected, line.key])
      }
    }
    position.moveTo(row)
  }

  return (
    <div
      ref={scroller}
      id={focusPlaces.grid}
      role="treegrid"
      aria-label={text.list}
      aria-rowcount={lines.length}
      aria-colcount={1}
      aria-multiselectable
      tabIndex={lines.length === 0 ? -1 : undefined}
      data-picking={selected.size > 0 ? '' : undefined}
      className={styles['list']}
      onKeyDown={onKeyDown}
      onFocus={position.onFocus}
      onBlur={position.onBlur}
    >
      <div
        role="rowgroup"
        className={styles['rows']}
        style={{ height: rows.totalHeight }}
        onClick={onClick}
        onDoubleClick={() => desk.view.setDetailOpen(true)}
      >
        {rows.indexes.map((index) => {
          const line = lines[index]
          if (line === undefined) return null
          const place = { index, top: index * rowHeight, isActive: index === position.row }
          return line.kind === 'group' ? (
            <GroupRow key={index} {...place} group={line.group} isOpen={line.isOpen} />
          ) : (
            <FindingRow
              key={index}
              {...place}
              finding={line.finding}
              position={line.position}
              size={line.group.findings.length}
              isSelected={selected.has(line.key)}
              isCurrent={line.key === currentId}
            />
          )
        })}
      </div>
    </div>
  )
}
