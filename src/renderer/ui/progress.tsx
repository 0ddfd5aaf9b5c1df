import { useId } from 'react'
import { shellText } from '#renderer/text/shell'
import { Button } from './button.tsx'
import { Spinner } from './spinner.tsx'
import styles from './progress.module.css'

export interface ProgressProps {
  /** What is under way, as a sentence. */
  readonly label: string
  /** Between 0 and 1; without it the end is not known. */
  readonly value?: number
  readonly onCancel?: () => void
}

/** Something that takes time, with its sentence and, where it can be cancelled, its "Cancel". */
export function Progress({ label, value, onCancel }: ProgressProps) {
  const labelId = useId()
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div className={styles['progress']}>
      <div className={styles['line']}>
        {value === undefined && <Spinner />}
        <span id={labelId} className={styles['label']} role="status">
          {label}
        </span>
        {onCancel && (
          <Button size="small" variant="quiet" onPress={onCancel}>
            {shellText.cancel}
          </Button>
        )}
      </div>
      {percent !== undefined && (
        <div
          className={styles['track']}
          role="progressbar"
          aria-labelledby={labelId}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <div className={styles['bar']} style={{ transform: `scaleX(${percent / 100})` }} />
        </div>
      )}
    </div>
  )
}
