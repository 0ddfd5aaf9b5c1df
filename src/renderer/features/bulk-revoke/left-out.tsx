import type { TokenRow } from '#shared/model/token'
import { bulkRevokeText as text } from '#renderer/text/bulk-revoke'
import { calledBy, listed } from '#renderer/text/words'
import type { Plan } from './plan.ts'
import styles from './bulk-revoke.module.css'

/** The tokens that nothing is done with, and why. */
export function LeftOut({ plan: { ways, refused } }: { readonly plan: Plan }) {
  const names = (rows: readonly TokenRow[]) => listed(rows.map(({ token }) => calledBy(token)))
  return (
    <>
      {ways.guided.length > 0 && (
        <section>
          <h3 className={styles['heading']}>{text.guided}</h3>
          <p>{names(ways.guided)}</p>
          <p className={styles['about']}>{text.guidedHelp(ways.guided.length)}</p>
        </section>
      )}
      {refused.length > 0 && (
        <section>
          <h3 className={styles['heading']}>{text.none}</h3>
          <ul className={styles['left']}>
            {refused.map(([reason, rows]) => (
              <li key={reason}>
                {names(rows)} <span className={styles['about']}>{reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {ways.ended.length > 0 && <p className={styles['about']}>{text.ended(ways.ended.length)}</p>}
    </>
  )
}
