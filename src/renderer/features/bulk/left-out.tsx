import type { TokenRow } from '#shared/model/token'
import { bulkRevokeText as text } from '#renderer/text/bulk-revoke'
import { calledBy, listed } from '#shared/text/words'
import styles from './bulk-revoke.module.css'

interface LeftOutProps {
  readonly guided: readonly TokenRow[]
  readonly refused: readonly (readonly [reason: string, rows: readonly TokenRow[]])[]
  readonly ended: readonly TokenRow[]
  readonly words: { readonly none: string; readonly guidedHelp: (number: number) => string }
}

/** The tokens that nothing is done with, and why. */
export function LeftOut({ guided, refused, ended, words }: LeftOutProps) {
  const names = (rows: readonly TokenRow[]) => listed(rows.map(({ token }) => calledBy(token)))
  return (
    <>
      {guided.length > 0 && (
        <section>
          <h3 className={styles['heading']}>{text.guided}</h3>
          <p>{names(guided)}</p>
          <p className={styles['about']}>{words.guidedHelp(guided.length)}</p>
        </section>
      )}
      {refused.length > 0 && (
        <section>
          <h3 className={styles['heading']}>{words.none}</h3>
          <ul className={styles['left']}>
            {refused.map(([reason, rows]) => (
              <li key={reason}>
                {names(rows)} <span className={styles['about']}>{reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {ended.length > 0 && <p className={styles['about']}>{text.ended(ended.length)}</p>}
    </>
  )
}
