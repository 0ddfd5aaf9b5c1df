import type { Scanned } from '#shared/contract/scan'
import { scanText as text } from '#renderer/text/scan'
import styles from './scan.module.css'

/** What was not looked into: how much of it, and by name what somebody may have expected to be. */
export function LeftOut({ scanned }: { readonly scanned: Scanned }) {
  const sentences = text.leftOut(scanned)
  if (sentences.length === 0) return null
  return (
    <details className={styles['part']}>
      <summary>
        {text.leftOutTitle}: {sentences.join('; ')}.
      </summary>
      <ul className={styles['named']}>
        {scanned.leftOut.map(({ path, why }, number) => (
          <li key={number}>
            <span className={styles['path']}>{path}</span> <span className={styles['quiet']}>{text.why(why)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
