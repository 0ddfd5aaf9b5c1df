import { useId, type ReactNode } from 'react'
import type { Count } from '#renderer/data/counts'
import { shellText } from '#renderer/text/shell'
import { numberText } from '#shared/text/words'
import { classNames } from '#renderer/ui/class-names'
import { SrOnly } from '#renderer/ui/sr-only'
import styles from './sidebar.module.css'

export interface PlaceButtonProps {
  readonly icon?: ReactNode
  readonly label: string
  /** Read out before the label, where the place on the screen says it to the eye. */
  readonly before?: string
  readonly title?: string
  readonly count: Count
  readonly isCurrent: boolean
  /** How far in it stands: 0 for an account, 1 for its owners, 2 for the teams of one. */
  readonly depth?: 0 | 1 | 2
  readonly onPress: () => void
}

const depths = [undefined, 'indented', 'deeper'] as const

/**
 * One place of the side bar: its name, how many of its tokens have expired or are due, and how many there are. The
 * numbers describe the button and are not in its name, which stays the same whatever happens to the tokens.
 */
export function PlaceButton({ icon, label, before, title, count, isCurrent, depth = 0, onPress }: PlaceButtonProps) {
  const countsId = useId()
  const inset = depths[depth]
  return (
    <div className={classNames(styles['placeLine'], isCurrent && styles['here'], inset && styles[inset])}>
      <button
        type="button"
        className={styles['place']}
        aria-label={before === undefined ? undefined : `${before}${label}`}
        aria-describedby={countsId}
        aria-current={isCurrent ? 'page' : undefined}
        title={title}
        onClick={onPress}
      >
        {icon}
        <span className={styles['placeName']}>{label}</span>
      </button>
      <SrOnly id={countsId}>{shellText.counts(count.total, count.expired, count.due)}</SrOnly>
      <span className={styles['counts']} aria-hidden>
        {count.expired > 0 && <span className={styles['expired']}>{count.expired}</span>}
        {count.due > 0 && <span className={styles['due']}>{count.due}</span>}
        <span className={styles['total']}>{numberText(count.total)}</span>
      </span>
    </div>
  )
}
