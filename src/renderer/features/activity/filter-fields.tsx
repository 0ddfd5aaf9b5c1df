import type { ActivityFilter, ActivityKind, NumberedEntry } from '#shared/model/activity'
import { useFacts } from '#renderer/data/use-mirror'
import { activityText as text } from '#renderer/text/activity'
import { auditText } from '#renderer/text/audit'
import { dateFieldValue } from '#shared/text/dates'
import { DateField, type Day } from '#renderer/ui/date-field'
import { betweenDays, dayChoices, lastDays } from '#renderer/ui/range'
import { Select } from '#renderer/ui/select'
import { TextField } from '#renderer/ui/text-field'
import { useState } from 'react'
import { accountOptions, kindOptions } from './filter.ts'
import styles from './activity.module.css'

interface FilterFieldsProps {
  readonly entries: readonly NumberedEntry[]
  readonly filter: ActivityFilter
  readonly onChange: (change: Partial<ActivityFilter>) => void
}

const every = 'every'
const own = 'own'

/** Which entries are shown: by account, by what was done, how it ended, when, and by words. */
export function FilterFields({ entries, filter, onChange }: FilterFieldsProps) {
  const accounts = useFacts((facts) => facts.accounts)
  return (
    <div className={styles['filter']}>
      <TextField
        label={text.search}
        value={filter.query}
        onChange={(query) => onChange({ query: query.slice(0, 200) })}
        placeholder={text.searchHint}
      />
      <Select
        label={text.account}
        options={[{ id: every, label: text.everyAccount }, ...accountOptions(accounts, entries)]}
        value={filter.accountId ?? every}
        onChange={(id) => onChange({ accountId: id === every ? null : id })}
      />
      <Select<ActivityKind | typeof every>
        label={text.what}
        options={[{ id: every, label: text.everything }, ...kindOptions(entries)]}
        value={filter.what ?? every}
        onChange={(id) => onChange({ what: id === every ? null : id })}
      />
      <Select<'done' | 'failed' | typeof every>
        label={text.result}
        options={[
          { id: every, label: text.everyResult },
          { id: 'done', label: text.done },
          { id: 'failed', label: text.failed },
        ]}
        value={filter.outcome ?? every}
        onChange={(id) => onChange({ outcome: id === every ? null : id })}
      />
      <TimeFields onChange={onChange} />
    </div>
  )
}

function TimeFields({ onChange }: Pick<FilterFieldsProps, 'onChange'>) {
  const [choice, setChoice] = useState<string>(every)
  const [first, setFirst] = useState<Day | null>(() => dateFieldValue(Date.now()))
  const [last, setLast] = useState<Day | null>(() => dateFieldValue(Date.now()))
  const isWrong = first !== null && last !== null && betweenDays(first, last) === null

  function take(from: Day | null, to: Day | null): void {
    setFirst(from)
    setLast(to)
    const range = from === null || to === null ? null : betweenDays(from, to)
    if (range !== null) onChange(range)
  }

  function choose(id: string): void {
    setChoice(id)
    if (id === every) onChange({ from: null, to: null })
    else if (id === own) take(first, last)
    // What is noted while it is open belongs to it as well.
    else onChange({ from: lastDays(Number(id), Date.now()).from, to: null })
  }

  return (
    <>
      <Select
        label={text.time}
        options={[
          { id: every, label: text.anyTime },
          ...dayChoices.map((days) => ({ id: String(days), label: auditText.lastDays(days) })),
          { id: own, label: auditText.ownTime },
        ]}
        value={choice}
        onChange={choose}
      />
      {choice === own && (
        <>
          <DateField label={auditText.from} value={first} onChange={(day) => take(day, last)} />
          <DateField
            label={auditText.to}
            value={last}
            onChange={(day) => take(first, day)}
            {...(isWrong && { error: auditText.wrongTime })}
          />
        </>
      )}
    </>
  )
}
