import { classNames } from './class-names.ts'
import styles from './progress.module.css'

/** A turning ring. With a label it is told to screen readers, without one it is decoration. */
export function Spinner({ label, size = 14 }: { readonly label?: string; readonly size?: 14 | 24 }) {
  return (
    <span
      className={classNames(styles['spinner'], size === 24 && styles['large'])}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    />
  )
}
