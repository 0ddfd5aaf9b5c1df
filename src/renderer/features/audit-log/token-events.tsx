import { useState } from 'react'
import type { AuditLine } from '#shared/contract/audit'
import type { Instant } from '#shared/model/time'
import { useRow } from '#renderer/data/use-mirror'
import { auditText, tokenLogText as text } from '#renderer/text/audit'
import { ageText, instantTitle } from '#shared/text/ages'
import { momentText } from '#shared/text/dates'
import { calledBy } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { Notice } from '#renderer/ui/notice'
import type { Listing } from './use-log.ts'
import styles from './audit-log.module.css'

/** So many events are drawn, and so many more each time. */
const step = 20

interface TokenEventsProps {
  readonly listing: Listing
  readonly tokenId: string
  /** Every event has to do with the token; otherwise they are whatever was noted. */
  readonly namesTokens: boolean
  readonly now: Instant
}

/** What a log has of one token, one event under the other. */
export function TokenEvents({ listing: { lines, more, asOf }, tokenId, namesTokens, now }: TokenEventsProps) {
  const [drawn, setDrawn] = useState(step)
  return (
    <>
      <p className={styles['quiet']} role="status" title={instantTitle(asOf)}>
        {text.found(lines.length, ageText(asOf, now))}
      </p>
      {more && <Notice tone="warn">{auditText.more(lines.length)}</Notice>}
      {lines.length === 0 && <p>{namesTokens ? text.none : auditText.empty}</p>}
      <ul className={styles['events']} aria-label={text.list}>
        {lines.slice(0, drawn).map((line) => (
          <Event key={line.event.id} line={line} tokenId={tokenId} />
        ))}
      </ul>
      {lines.length > drawn && (
        <div>
          <Button onPress={() => setDrawn(drawn + step)}>{auditText.showMore}</Button>
        </div>
      )}
    </>
  )
}

function Event({ line, tokenId }: { readonly line: AuditLine; readonly tokenId: string }) {
  const { event, aboutTokenId, byTokenId } = line
  const other = useRow(byTokenId === tokenId ? '' : (byTokenId ?? ''))
  const told = event.signedInWith?.name || event.signedInWith?.issuerId
  const otherName = other === undefined ? told : calledBy(other.token)
  const details = [event.description, event.target].filter(Boolean).join(' · ')
  const facts = [
    aboutTokenId === tokenId && text.about,
    byTokenId === tokenId ? text.with : otherName && text.withOther(otherName),
    event.actor,
    event.from !== '' && auditText.fromAddress(event.from),
  ]
  return (
    <li className={styles['event']}>
      <span className={styles['action']} data-selectable>
        {event.action}
        {event.succeeded === false && <span className={styles['failed']}> {auditText.failed}</span>}
      </span>
      {details !== '' && <span data-selectable>{details}</span>}
      <span className={styles['quiet']}>
        <time dateTime={new Date(event.at).toISOString()}>{momentText(event.at)}</time>
        {facts.filter(Boolean).map((fact) => ` · ${fact}`)}
      </span>
    </li>
  )
}
