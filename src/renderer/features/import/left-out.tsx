import { importText as text } from '#renderer/text/import'
import type { Read } from './use-import.ts'
import styles from './import.module.css'

/** What of the file is not offered, and why. */
export function LeftOutList({ read: { leftOut, moreLeftOut } }: { readonly read: Read }) {
  if (leftOut.length === 0) return null
  return (
    <details className={styles['quiet']}>
      <summary>{text.leftOut(leftOut.length + moreLeftOut)}</summary>
      <ul>
        {leftOut.map(({ line, entry, reason }, number) => (
          <li key={number}>
            {[entry, text.spot({ line })].filter(Boolean).join(', ')}: {text.leftOutReasons[reason]}
          </li>
        ))}
        {moreLeftOut > 0 && <li>{text.moreLeftOut(moreLeftOut)}</li>}
      </ul>
    </details>
  )
}
