import type { Scanned } from '#shared/contract/scan'
import { scanText as text } from '#renderer/text/scan'
import styles from './scan.module.css'

/** What was not looked into: how much of it, and by name what somebody may have expected to be. */
export function LeftOut({ scanned }: { readonly scanned: Scanned }) {
  const sentences = text.leftOut(scanned)
  if (sentences.length === 0) return null
  const sentence = `${text.leftOutTitle}: ${sentences.join('; ')}.`
  if (scanned.leftOut.length === 0) return <p className={styles['quiet']}>{sentence}</p>
  return (
    <details className={styles['part']}>
      <summary>{sentence}</summary>
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
