import { parseDate, type CalendarDate } from '@internationalized/date'
import { DateField as AriaDateField, DateInput, DateSegment } from 'react-aria-components/DateField'
import { ariaFieldProps, FieldHelp, FieldLabel, type FieldProps } from './field-parts.tsx'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

/** A day in the calendar, without a time or a zone: `YYYY-MM-DD`. */
export type Day = string

export interface DateFieldProps extends FieldProps {
  readonly value: Day | null
  /** Null while the date is not complete. */
  readonly onChange: (day: Day | null) => void
  readonly min?: Day
  readonly max?: Day
  readonly autoFocus?: boolean
}

/** A date typed part by part, in the order the system's language writes it. */
export function DateField(props: DateFieldProps) {
  return (
    <AriaDateField<CalendarDate>
      {...ariaFieldProps(props)}
      value={props.value === null ? null : parseDate(props.value)}
      onChange={(value) => props.onChange(value === null ? null : value.toString())}
      granularity="day"
      shouldForceLeadingZeros
      {...(props.min && { minValue: parseDate(props.min) })}
      {...(props.max && { maxValue: parseDate(props.max) })}
      {...(props.autoFocus && { autoFocus: true })}
    >
      <FieldLabel {...props} />
      <DateInput className={classNames(styles['input'], styles['date'])}>
        {(segment) => <DateSegment segment={segment} className={styles['segment'] ?? ''} />}
      </DateInput>
      <FieldHelp {...props} />
    </AriaDateField>
  )
}
