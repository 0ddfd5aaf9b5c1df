import type { Severity } from '#shared/model/finding'
import { severityLabels } from '#shared/text/findings'
import styles from './list.module.css'

/** How bad a finding is, as a dot and a word. */
export function Level({ severity }: { readonly severity: Severity }) {
  return (
    <span className={styles['level']} data-severity={severity}>
      {severityLabels[severity]}
    </span>
  )
}
