import { useId, type ReactNode } from 'react'
import styles from './pane.module.css'

/** A part of what stands beside the list, under a heading. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h3 id={id} className={styles['heading']}>
        {title}
      </h3>
      {children}
    </section>
  )
}

/** One line of a list of facts (`styles.facts`). */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{label}</dt>
      <dd data-selectable>{children}</dd>
    </div>
  )
}
