import { useState } from 'react'
import type { Owner } from '#shared/model/owner'
import { auditText as text } from '#renderer/text/audit'
import { dateFieldValue } from '#shared/text/dates'
import { ownerLabel } from '#shared/text/words'
import { DateField, type Day } from '#renderer/ui/date-field'
import { Select } from '#renderer/ui/select'
import { betweenDays, dayChoices, lastDays, type Range } from '#renderer/ui/range'
import styles from './audit-log.module.css'

/** What is asked for. */
export interface Stretch extends Range {
  readonly log: Owner
}

export interface StretchState {
  readonly logs: readonly Owner[]
  readonly log: Owner | null
  readonly setLog: (at: number) => void
  /** How many days back; null for days of the person's own. */
  readonly days: number | null
  readonly setDays: (days: number | null) => void
  readonly first: Day | null
  readonly setFirst: (day: Day | null) => void
  readonly last: Day | null
  readonly setLast: (day: Day | null) => void
  /** The two days are there, and the wrong way round. */
  readonly isWrong: boolean
  /** Null while it is not whole. */
  readonly read: () => Stretch | null
}

/** The log and the time that the person has chosen; the last days of the first log to begin with. */
export function useStretch(known: readonly Owner[] | null, firstDays: (typeof dayChoices)[number] = 7): StretchState {
  const logs = known ?? []
  const [at, setAt] = useState(0)
  const [days, setDays] = useState<number | null>(firstDays)
  const [today] = useState(() => dateFieldValue(Date.now()))
  const [first, setFirst] = useState<Day | null>(today)
  const [last, setLast] = useState<Day | null>(today)
  const log = logs[at] ?? null
  const own = first === null || last === null ? null : betweenDays(first, last)

  function read(): Stretch | null {
    const range = days === null ? own : lastDays(days, Date.now())
    return log === null || range === null ? null : { log, ...range }
  }

  const isWrong = days === null && first !== null && last !== null && own === null
  return { logs, log, setLog: setAt, days, setDays, first, setFirst, last, setLast, isWrong, read }
}

export function StretchFields({
  stretch,
  isDisabled,
}: {
  readonly stretch: StretchState
  readonly isDisabled: boolean
}) {
  const { logs, log, days } = stretch
  const own = 'own'
  return (
    <div className={styles['stretch']}>
      <Select
        label={text.log}
        options={logs.slice(0, 500).map((one, at) => ({ id: String(at), label: ownerLabel(one) }))}
        value={log === null ? null : String(logs.indexOf(log))}
        onChange={(id) => stretch.setLog(Number(id))}
        isDisabled={isDisabled}
      />
      <Select
        label={text.time}
        options={[
          ...dayChoices.map((choice) => ({ id: String(choice), label: text.lastDays(choice) })),
          { id: own, label: text.ownTime },
        ]}
        value={days === null ? own : String(days)}
        onChange={(id) => stretch.setDays(id === own ? null : Number(id))}
        isDisabled={isDisabled}
      />
      {days === null && (
        <>
          <DateField label={text.from} value={stretch.first} onChange={stretch.setFirst} isDisabled={isDisabled} />
          <DateField
            label={text.to}
            value={stretch.last}
            onChange={stretch.setLast}
            isDisabled={isDisabled}
            {...(stretch.isWrong && { error: text.wrongTime })}
          />
        </>
      )}
    </div>
  )
}
