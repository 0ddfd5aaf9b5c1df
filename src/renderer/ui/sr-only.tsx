import type { ReactNode } from 'react'
import styles from './sr-only.module.css'

/** Read out, and not shown. */
export function SrOnly({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span id={id} className={styles['srOnly']}>
      {children}
    </span>
  )
}
