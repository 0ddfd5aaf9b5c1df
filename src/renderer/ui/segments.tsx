import type { Option } from './select.tsx'
import styles from './segments.module.css'

export interface SegmentsProps<Id extends string> {
  readonly label: string
  readonly options: readonly Option<Id>[]
  readonly value: Id
  readonly onChange: (id: Id) => void
}

/** One of a few short words, side by side: for what a view shows, not for what is filled in. */
export function Segments<Id extends string>({ label, options, value, onChange }: SegmentsProps<Id>) {
  return (
    <div role="group" aria-label={label} className={styles['segments']}>
      <span className={styles['label']} aria-hidden>
        {label}
      </span>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === value}
          className={styles['segment']}
          onClick={() => onChange(option.id)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
