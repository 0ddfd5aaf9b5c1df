import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './badge.module.css'

export interface BadgeProps {
  readonly children: ReactNode
  readonly tone?: 'quiet' | 'accent' | 'good' | 'warn' | 'danger'
  readonly title?: string
}

/** One or two words with a tint. The words say it; the colour only helps. */
export function Badge({ children, tone = 'quiet', title }: BadgeProps) {
  return (
    <span className={classNames(styles['badge'], styles[tone])} {...(title && { title })}>
      {children}
    </span>
  )
}
