import { useState } from 'react'
import type { Instant } from '#shared/model/time'
import { isDelay, longestDelay } from '#shared/rules/revoke-later'
import { dateFieldValue, momentText } from '#shared/text/dates'
import { formText } from '#renderer/text/forms'
import { operationText as text } from '#renderer/text/operations'
import { Button } from '../button.tsx'
import { DateField, type Day } from '../date-field.tsx'
import { Select } from '../select.tsx'
import styles from './forms.module.css'

const hour = 3_600_000
const delays = { hour: 1, day: 24, days: 72, week: 168, month: 720 } as const
type Delay = keyof typeof delays
/** On a day the person is reminded when they begin to work. */
const hourOfDay = 9

export interface RemindLaterProps {
  /** When the person wanted to be reminded; undefined where they did not say. */
  readonly at: Instant | undefined
  readonly isDisabled: boolean
  /** Null takes it back. */
  readonly onChange: (at: Instant | null) => void
}

/** When the person wants to be reminded to revoke the old token. Nothing is revoked then without their word. */
export function RemindLater({ at, isDisabled, onChange }: RemindLaterProps) {
  const [now] = useState(() => Date.now())
  const [chosen, setChosen] = useState<Delay | 'date'>('week')
  const [day, setDay] = useState<Day | null>(null)

  /** Undefined while no time to come is chosen. */
  function moment(): Instant | undefined {
    if (chosen !== 'date') return Date.now() + delays[chosen] * hour
    const [year, month, date] = (day ?? '').split('-').map(Number)
    if (year === undefined || month === undefined || date === undefined) return undefined
    return new Date(year, month - 1, date, hourOfDay).getTime()
  }

  function remind(): void {
    const wanted = moment()
    if (wanted !== undefined && isDelay(wanted, Date.now())) onChange(wanted)
  }

  return (
    <div className={styles['guide']} role="group" aria-label={text.reminder}>
      <p>
        {at === undefined ? text.remindHelp : text.reminded(momentText(at))}{' '}
        {at !== undefined && (
          <Button variant="link" isDisabled={isDisabled} onPress={() => onChange(null)}>
            {text.remindNot}
          </Button>
        )}
      </p>
      <div className={styles['ends']}>
        <Select<Delay | 'date'>
          label={text.remindWhen}
          options={[
            ...(Object.keys(delays) as Delay[]).map((id) => ({ id, label: text.delays[id] })),
            { id: 'date', label: formText.onDate },
          ]}
          value={chosen}
          onChange={setChosen}
          isDisabled={isDisabled}
        />
        {chosen === 'date' && (
          <DateField
            label={formText.date}
            value={day}
            onChange={setDay}
            min={dateFieldValue(now + 24 * hour)}
            max={dateFieldValue(now + longestDelay - 24 * hour)}
            isDisabled={isDisabled}
          />
        )}
        <Button isDisabled={isDisabled || (chosen === 'date' && day === null)} onPress={remind}>
          {at === undefined ? text.remind : text.remindThen}
        </Button>
      </div>
    </div>
  )
}
