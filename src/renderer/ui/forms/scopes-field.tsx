import { useId, useState } from 'react'
import type { ScopeChoice, ScopeRule } from '#shared/model/provider'
import { formText } from '#renderer/text/forms'
import { Checkbox, RadioGroup } from '../choices.tsx'
import { TextField } from '../text-field.tsx'
import fieldStyles from '../field.module.css'
import styles from './forms.module.css'

export interface ScopesFieldProps {
  readonly rule: ScopeRule
  /** What the provider offered when the form was opened. */
  readonly offered: readonly ScopeChoice[]
  /** Ids of what is chosen; null while nothing that is offered says it. */
  readonly value: readonly string[] | null
  readonly onChange: (scopes: readonly string[]) => void
  readonly error: string | null
  readonly isDisabled?: boolean
}

/** So many choices are found at a glance; more of them can be searched. */
const atAGlance = 12

/** What a token may do: one of a few sets, or several of many, by the provider's rule. */
export function ScopesField(props: ScopesFieldProps) {
  const { rule, value, onChange, error } = props
  const choices = rule.fromProvider ? [...rule.choices, ...props.offered] : rule.choices
  const common = { label: formText.scopes, error, isDisabled: props.isDisabled ?? false }
  if (!rule.many) {
    return (
      <RadioGroup
        {...common}
        options={choices.map(({ id, label, says }) => ({ id, label, help: says }))}
        value={value?.[0] ?? null}
        onChange={(id) => onChange([id])}
      />
    )
  }
  return <ManyScopes {...common} choices={choices} value={value ?? []} onChange={onChange} />
}

interface ManyScopesProps {
  readonly label: string
  readonly error: string | null
  readonly isDisabled: boolean
  readonly choices: readonly ScopeChoice[]
  readonly value: readonly string[]
  readonly onChange: (scopes: readonly string[]) => void
}

function ManyScopes(props: ManyScopesProps) {
  const { label, error, choices, value, onChange } = props
  const [search, setSearch] = useState('')
  const [labelId, errorId] = [useId(), useId()]
  const wanted = search.trim().toLowerCase()
  const shown = choices.filter((choice) => `${choice.label} ${choice.says}`.toLowerCase().includes(wanted))
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={error ? errorId : undefined}
      className={fieldStyles['field']}
    >
      <span id={labelId} className={fieldStyles['label']}>
        {label}
      </span>
      {choices.length > atAGlance && (
        <TextField label={formText.findScope} value={search} onChange={setSearch} isDisabled={props.isDisabled} />
      )}
      <div className={styles['scopes']}>
        {shown.map((choice) => (
          <Checkbox
            key={choice.id}
            help={choice.says}
            isSelected={value.includes(choice.id)}
            isDisabled={props.isDisabled}
            onChange={(selected) => onChange(selected ? [...value, choice.id] : value.filter((id) => id !== choice.id))}
          >
            {choice.label}
          </Checkbox>
        ))}
      </div>
      {error && (
        <span id={errorId} className={fieldStyles['error']}>
          {error}
        </span>
      )}
    </div>
  )
}
