import { useId, type ReactNode } from 'react'
import type { Count } from '#renderer/data/counts'
import { shellText } from '#renderer/text/shell'
import { numberText } from '#renderer/text/words'
import { classNames } from '#renderer/ui/class-names'
import styles from './sidebar.module.css'

export interface PlaceButtonProps {
  readonly icon?: ReactNode
  readonly label: string
  readonly title?: string
  readonly count: Count
  readonly isCurrent: boolean
  readonly indented?: boolean
  readonly onPress: () => void
}

/** One place of the side bar: its name, how many of its tokens have expired or are due, and how many there are. */
export function PlaceButton({ icon, label, title, count, isCurrent, indented, onPress }: PlaceButtonProps) {
  const id = useId()
  return (
    <button
      type="button"
      className={classNames(styles['place'], isCurrent && styles['here'], indented && styles['indented'])}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-counts`}
      aria-current={isCurrent ? 'page' : undefined}
      title={title}
      onClick={onPress}
    >
      {icon}
      <span id={`${id}-name`} className={styles['placeName']}>
        {label}
      </span>
      <span id={`${id}-counts`} className={styles['srOnly']}>
        {shellText.counts(count.total, count.expired, count.due)}
      </span>
      {count.expired > 0 && (
        <span className={styles['expired']} aria-hidden>
          {count.expired}
        </span>
      )}
      {count.due > 0 && (
        <span className={styles['due']} aria-hidden>
          {count.due}
        </span>
      )}
      <span className={styles['total']} aria-hidden>
        {numberText(count.total)}
      </span>
    </button>
  )
}
