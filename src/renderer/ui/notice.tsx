import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './notice.module.css'

export interface NoticeAction {
  readonly label: string
  readonly onPress: () => void
  readonly busy?: boolean
}

export interface NoticeProps {
  readonly tone: 'info' | 'warn' | 'error'
  readonly children: ReactNode
  /** The next step. */
  readonly action?: NoticeAction
  readonly secondAction?: NoticeAction
  /** `band` goes from edge to edge, without corners; `line` is a single quiet line. */
  readonly shape?: 'box' | 'band' | 'line'
  readonly id?: string
}

const icons = { info: Info, warn: TriangleAlert, error: CircleAlert } as const

/** One thing the person should know, with its next step. An error is told to screen readers at once. */
export function Notice({ tone, children, action, secondAction, shape = 'box', id }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div
      className={classNames(styles['notice'], styles[tone], styles[shape])}
      role={tone === 'error' ? 'alert' : 'status'}
      {...(id && { id })}
    >
      <Icon size={15} aria-hidden className={styles['icon']} />
      <div className={styles['text']}>{children}</div>
      {(action ?? secondAction) && (
        <div className={styles['actions']}>
          {[action, secondAction].map(
            (step) =>
              step && (
                <Button key={step.label} size="small" variant="plain" busy={step.busy ?? false} onPress={step.onPress}>
                  {step.label}
                </Button>
              ),
          )}
        </div>
      )}
    </div>
  )
}
