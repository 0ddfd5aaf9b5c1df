import { useRef } from 'react'
import type { NumberedEntry } from '#shared/model/activity'
import { useMirror } from '#renderer/data/use-mirror'
import { activityLabels, activityText as text, byLabels, whoText } from '#renderer/text/activity'
import { momentText } from '#shared/text/dates'
import { explain } from '#shared/text/errors'
import { calledBy } from '#shared/text/words'
import { useVirtualRows } from '#renderer/ui/use-virtual-rows'
import styles from './activity.module.css'

const rowHeight = 44
const headerHeight = 30
const headings = [text.when, text.what, text.who, text.account, text.token]

/** The entries as a table of which only the lines in sight are drawn. */
export function EntryList({ entries }: { readonly entries: readonly NumberedEntry[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualRows({ count: entries.length, rowHeight, headerHeight, scroller, pinned: -1 })
  return (
    <div
      ref={scroller}
      role="table"
      aria-label={text.list}
      aria-rowcount={entries.length + 1}
      tabIndex={0}
      className={styles['list']}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['row']}>
          {headings.map((heading) => (
            <div key={heading} role="columnheader" className={styles['heading']}>
              {heading}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles['rows']} style={{ height: rows.totalHeight }}>
        {rows.indexes.map((index) => {
          const entry = entries[index]
          return entry && <Entry key={index} entry={entry} index={index} />
        })}
      </div>
    </div>
  )
}

function Entry({ entry, index }: { readonly entry: NumberedEntry; readonly index: number }) {
  const { at, what, by, outcome, accountName } = entry
  const why = outcome === 'done' ? (by === undefined ? '' : byLabels[by]) : explain({ kind: outcome }).sentence
  const token = useTokenName(entry)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles['row']}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      data-entry
    >
      <div role="cell" className={styles['cell']}>
        <time dateTime={new Date(at).toISOString()}>{momentText(at)}</time>
      </div>
      <div role="cell" className={styles['cell']}>
        <span>
          {activityLabels[what]}
          {outcome !== 'done' && <span className={styles['failed']}> · {text.failed}</span>}
        </span>
        {why !== '' && (
          <span className={styles['quiet']} title={why}>
            {why}
          </span>
        )}
      </div>
      <div role="cell" className={styles['cell']}>
        <span title={whoText(entry)}>{whoText(entry)}</span>
      </div>
      <div role="cell" className={styles['cell']}>
        <span title={accountName}>{accountName}</span>
      </div>
      <div role="cell" className={styles['cell']}>
        <span title={token}>{token}</span>
      </div>
    </div>
  )
}

/** As it was called then; where that was not noted, as it is called now, or its id. */
function useTokenName({ tokenId, tokenName }: NumberedEntry): string {
  const mirror = useMirror()
  if (tokenName !== undefined) return tokenName
  if (tokenId === undefined) return ''
  const row = mirror.store.getState().rows.get(tokenId)
  return row === undefined ? tokenId : calledBy(row.token)
}
