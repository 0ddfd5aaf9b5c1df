import type { TokenRow } from '#shared/model/token'
import { revokeAllText as text } from '#renderer/text/revoke-all'
import { calledBy } from '#shared/text/words'
import styles from './revoke-all.module.css'

/** Nobody reads more names than these. */
const mostNames = 200

/** The tokens that end, by name. It can have the focus so that the keyboard can scroll it. */
export function TokenNames({ rows }: { readonly rows: readonly TokenRow[] }) {
  const sorted = rows.toSorted((a, b) => calledBy(a.token).localeCompare(calledBy(b.token)))
  return (
    <ul className={styles['names']} aria-label={text.listLabel} tabIndex={0}>
      {sorted.slice(0, mostNames).map((row) => (
        <li key={row.token.id}>
          {calledBy(row.token)} <span className={styles['about']}>{about(row)}</span>
        </li>
      ))}
      {sorted.length > mostNames && <li className={styles['about']}>{text.more(sorted.length - mostNames)}</li>}
    </ul>
  )
}

function about({ own, held }: TokenRow): string {
  const facts = [own === 'yes' && text.own, held !== null && text.stored].filter((fact) => fact !== false)
  return facts.length === 0 ? '' : `(${facts.join('; ')})`
}
