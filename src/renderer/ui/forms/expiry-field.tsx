import { useState } from 'react'
import type { TokenKind } from '#shared/model/provider'
import { isEndless, offersNever, presetsFor } from '#shared/rules/form'
import { dateFieldValue, momentText } from '#shared/text/dates'
import { formText } from '#renderer/text/forms'
import { DateField } from '../date-field.tsx'
import { Select } from '../select.tsx'
import { type ExpiryChoice, expiryOf, fittingExpiry, limitOf } from './draft-state.ts'
import styles from './forms.module.css'

const day = 86_400_000

export interface ExpiryFieldProps {
  readonly kind: TokenKind
  readonly value: ExpiryChoice
  readonly onChange: (choice: ExpiryChoice) => void
  /** The organization's own limit in days. */
  readonly maxDays: number | null
  readonly error: string | null
  readonly isDisabled: boolean
  /** How long the one before was made for: that choice says so. */
  readonly before?: number | 'never' | null
}

/** When a token shall stop working: one of the provider's presets, a date, or never where that is allowed. */
export function ExpiryField({ kind, onChange, maxDays, error, isDisabled, before = null, ...props }: ExpiryFieldProps) {
  const rule = kind.form.expiry
  const [now] = useState(() => Date.now())
  const value = fittingExpiry(props.value, kind, maxDays)
  const limit = limitOf(kind, maxDays)
  const expiry = expiryOf(value, now)
  const options = [
    ...presetsFor(rule, maxDays).map((days) => ({
      id: String(days),
      label: days === before ? formText.asBefore(formText.inDays(days)) : formText.inDays(days),
    })),
    ...(isEndless(rule) ? [] : [{ id: 'date', label: formText.onDate }]),
    ...(offersNever(rule, maxDays)
      ? [{ id: 'never', label: before === 'never' ? formText.asBefore(formText.never) : formText.never }]
      : []),
  ]

  function choose(id: string): void {
    if (id === 'never') onChange({ kind: 'never' })
    else if (id === 'date') onChange({ kind: 'date', day: expiry?.kind === 'at' ? dateFieldValue(expiry.at) : null })
    else onChange({ kind: 'preset', days: Number(id) })
  }

  const when =
    expiry === null ? '' : expiry.kind === 'never' ? formText.expiresNever : formText.expiresAt(momentText(expiry.at))
  const help = `${when} ${maxDays === null ? rule.says : formText.policy(maxDays)}`.trim()
  const onDate = value.kind === 'date'
  return (
    <div className={styles['pair']}>
      <Select
        label={formText.expires}
        options={options}
        value={value.kind === 'preset' ? String(value.days) : value.kind}
        onChange={choose}
        isDisabled={isDisabled}
        {...(!onDate && { help, error })}
      />
      {onDate && (
        <DateField
          label={formText.date}
          value={value.day}
          onChange={(picked) => onChange({ kind: 'date', day: picked })}
          min={dateFieldValue(now)}
          {...(limit !== null && { max: dateFieldValue(now + limit * day) })}
          help={help}
          error={error}
          isDisabled={isDisabled}
          isRequired
        />
      )}
    </div>
  )
}
