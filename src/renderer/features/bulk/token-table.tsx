import type { Instant } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { nameOfPlace, placesInUse } from '#shared/rules/places'
import { useFacts } from '#renderer/data/use-mirror'
import { bulkRevokeText as text } from '#renderer/text/bulk-revoke'
import { dayText } from '#shared/text/dates'
import { calledBy, listed, ownerLabel } from '#shared/text/words'
import { accountName, isUsedToday } from './plan.ts'
import styles from './bulk-revoke.module.css'

/** Of one token so many places are named. */
const mostPlaces = 2

/** Nobody reads more lines than these. */
const mostLines = 200

/** What helps to judge whether somebody still needs these tokens. It can have the focus so that the keyboard can scroll it. */
export function TokenTable({ rows, now }: { readonly rows: readonly TokenRow[]; readonly now: Instant }) {
  const accounts = useFacts((facts) => facts.accounts)
  const hasPlaces = rows.some((row) => placesInUse(row).length > 0)
  return (
    <div className={styles['scroller']} tabIndex={0} role="region" aria-label={text.listLabel}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{text.columns.token}</th>
            <th scope="col">{text.columns.owner}</th>
            <th scope="col">{text.columns.account}</th>
            {hasPlaces && <th scope="col">{text.columns.places}</th>}
            <th scope="col">{text.columns.lastUsed}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostLines).map((row) => (
            <tr key={row.token.id}>
              <td>
                {calledBy(row.token)} {row.held !== null && <span className={styles['about']}>({text.stored})</span>}
              </td>
              <td>{ownerLabel(row.token.owner)}</td>
              <td>{accountName(accounts, row)}</td>
              {hasPlaces && (
                <td>
                  {listed(
                    placesInUse(row).map(({ where }) => nameOfPlace(where)),
                    mostPlaces,
                  )}
                </td>
              )}
              <td className={isUsedToday(row, now) ? styles['recent'] : undefined}>{lastUsed(row, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostLines && <p className={styles['about']}>{text.more(rows.length - mostLines)}</p>}
    </div>
  )
}

function lastUsed(row: TokenRow, now: Instant): string {
  const { lastUsed: use } = row.token
  if (use.kind !== 'at') return text[use.kind]
  return isUsedToday(row, now) ? text.today : dayText(use.at)
}
