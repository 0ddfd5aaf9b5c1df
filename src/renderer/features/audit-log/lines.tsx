import { useDeferredValue, useMemo, useState } from 'react'
import { useMirror } from '#renderer/data/use-mirror'
import { auditText as text } from '#renderer/text/audit'
import { momentText } from '#shared/text/dates'
import { calledBy, ownerLabel } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { Checkbox } from '#renderer/ui/choices'
import { Notice } from '#renderer/ui/notice'
import { TextField } from '#renderer/ui/text-field'
import { fitting, namedLine, type NamedLine } from './filter.ts'
import type { Listing } from './use-log.ts'
import styles from './audit-log.module.css'

/** So many lines are drawn, and so many more each time. */
const step = 200

/** The events of a stretch, narrowed down by what the person types. */
export function Lines({ listing }: { readonly listing: Listing }) {
  const { lines, log, from, to, more } = listing
  const mirror = useMirror()
  const [query, setQuery] = useState('')
  const [tokensOnly, setTokensOnly] = useState(false)
  const named = useMemo(() => {
    // As they are called now: the log is of the past, and a moment old itself.
    const { rows } = mirror.store.getState()
    const nameOf = (tokenId: string) => {
      const row = rows.get(tokenId)
      return row === undefined ? undefined : calledBy(row.token)
    }
    return lines.map((line) => namedLine(line, nameOf))
  }, [lines, mirror])
  const wanted = useDeferredValue(query)
  const shown = useMemo(() => fitting(named, { query: wanted, tokensOnly }), [named, wanted, tokensOnly])
  const caption = text.caption(ownerLabel(log), momentText(from), momentText(to), lines.length)
  if (lines.length === 0) {
    return (
      <div role="status">
        <p>{caption}</p>
        <p>{text.empty}</p>
      </div>
    )
  }
  return (
    <>
      {more && <Notice tone="warn">{text.more(lines.length)}</Notice>}
      <div className={styles['filter']}>
        <TextField label={text.filter} value={query} onChange={setQuery} placeholder={text.filterHint} />
        <Checkbox isSelected={tokensOnly} onChange={setTokensOnly}>
          {text.tokensOnly}
        </Checkbox>
      </div>
      <p role="status">{shown.length === lines.length ? caption : text.shown(shown.length, lines.length)}</p>
      {shown.length === 0 ? <p>{text.filteredEmpty}</p> : <Table caption={caption} lines={shown} />}
    </>
  )
}

function Table({ caption, lines }: { readonly caption: string; readonly lines: readonly NamedLine[] }) {
  const [drawn, setDrawn] = useState(step)
  return (
    <>
      <table className={styles['table']} aria-label={caption}>
        <thead>
          <tr>
            {[text.when, text.what, text.who, text.token].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, drawn).map((line) => (
            <Line key={line.line.event.id} {...line} />
          ))}
        </tbody>
      </table>
      {lines.length > drawn && (
        <div>
          <Button onPress={() => setDrawn(drawn + step)}>{text.showMore}</Button>
        </div>
      )}
    </>
  )
}

function Line({ line: { event }, about, by }: NamedLine) {
  const details = [event.description, event.target].filter(Boolean).join(' · ')
  return (
    <tr>
      <td className={styles['when']}>
        <time dateTime={new Date(event.at).toISOString()}>{momentText(event.at)}</time>
      </td>
      <td>
        {event.action}
        {event.succeeded === false && <span className={styles['failed']}> {text.failed}</span>}
        {details !== '' && <div className={styles['quiet']}>{details}</div>}
      </td>
      <td>
        {event.actor}
        {event.from !== '' && <div className={styles['quiet']}>{text.fromAddress(event.from)}</div>}
      </td>
      <td>
        {about !== null && <div>{text.about(about)}</div>}
        {by !== null && <div>{text.by(by)}</div>}
      </td>
    </tr>
  )
}
