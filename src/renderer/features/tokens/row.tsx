import { memo } from 'react'
import type { ColumnId } from '#shared/model/preferences'
import type { Column } from '#renderer/data/view'
import type { Entry } from '#renderer/data/entry'
import { tokensText } from '#renderer/text/tokens'
import { classNames } from '#renderer/ui/class-names'
import marks from '#renderer/ui/mark.module.css'
import { cellTexts } from './cells.ts'
import styles from './grid.module.css'

export interface RowProps {
  readonly entry: Entry
  /** Place in the list, from 0. */
  readonly index: number
  readonly top: number
  readonly columns: readonly Column[]
  readonly selected: boolean
  readonly current: boolean
  /** The column that holds the keyboard, if it is in this row; -1 otherwise. */
  readonly activeColumn: number
}

/** One token. Plain elements and no handlers: the grid listens for all rows, and a key press redraws thirty of these. */
export const Row = memo(function Row(props: RowProps) {
  const { entry, index, columns, selected, current } = props
  const texts = cellTexts(entry)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-current={current ? '' : undefined}
      className={classNames(
        styles['row'],
        current && styles['current'],
        selected && styles['selected'],
        entry.row.token.state !== 'active' && styles['dead'],
      )}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {columns.map(({ id }, column) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={column + 1}
          tabIndex={column === props.activeColumn ? 0 : -1}
          className={classNames(styles['cell'], styles[id])}
        >
          {content(id, texts[id], entry)}
        </div>
      ))}
    </div>
  )
})

function content(id: ColumnId, text: string, entry: Entry) {
  switch (id) {
    case 'name':
      return (
        <>
          <span className={classNames(marks['mark'], styles['mark'])} data-check="" aria-hidden>
            {entry.names.initials}
          </span>
          <span className={styles['text']}>{text}</span>
          {entry.row.own === 'yes' && <span className={styles['own']}>{tokensText.ownMark}</span>}
        </>
      )
    case 'state':
      return <span className={classNames(styles['status'], styles[entry.status.kind])}>{text}</span>
    case 'stored':
      return text === '' ? null : <span className={styles['held']}>{text}</span>
    case 'tags':
      return entry.row.tags.map((tag) => (
        <span key={tag} className={styles['tag']}>
          {tag}
        </span>
      ))
    case 'provider':
    case 'account':
    case 'owner':
    case 'kind':
    case 'created':
    case 'lastUsed':
    case 'expires':
    case 'scopes':
      return text
  }
}
