import type { ReactNode } from 'react'
import styles from './screen.module.css'

export interface ScreenProps {
  readonly title: string
  /** The sentence beside the title; false while there is nothing to say. */
  readonly lead: string | false
  /** What stands at the end of the toolbar. */
  readonly tools: ReactNode
  /** What went wrong, above everything else. */
  readonly notice?: ReactNode
  readonly children: ReactNode
}

/** A view with a title that fills the window in place of the list of tokens. */
export function Screen({ title, lead, tools, notice, children }: ScreenProps) {
  return (
    <section className={styles['screen']} aria-label={title}>
      <header className={styles['toolbar']}>
        <h2 className={styles['title']}>{title}</h2>
        <p className={styles['lead']} role="status">
          {lead}
        </p>
        {tools}
      </header>
      {notice}
      <div className={styles['body']}>{children}</div>
    </section>
  )
}
