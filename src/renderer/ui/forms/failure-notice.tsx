import type { AppError } from '#shared/model/error'
import { explain, type NextAction } from '#shared/text/errors'
import { Notice, type NoticeAction } from '../notice.tsx'
import styles from './forms.module.css'

export interface FailureNoticeProps {
  readonly error: AppError
  /** Buttons for the next steps that can be taken from here. */
  readonly actions?: Partial<Readonly<Record<NextAction, NoticeAction>>>
  /** An error by default; a `warn` does not stand in the way. */
  readonly tone?: 'error' | 'warn'
  /** Said before the failure: what did not work. */
  readonly lead?: string
}

/** A failure as the person meets it: one sentence, the next step, and a button for it where there is one. */
export function FailureNotice({ error, actions, tone = 'error', lead }: FailureNoticeProps) {
  const { sentence, nextStep, action } = explain(error)
  const step = action === undefined ? undefined : actions?.[action]
  return (
    <Notice tone={tone} {...(step && { action: step })}>
      <p>
        {lead !== undefined && `${lead} `}
        {sentence}
      </p>
      <p className={styles['next']}>{nextStep}</p>
    </Notice>
  )
}
