import { useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { TextRule, TokenKind } from '#shared/model/provider'
import { checkDraft, type FormProblem } from '#shared/rules/form'
import { explain } from '#shared/text/errors'
import { formText, problemText } from '#renderer/text/forms'
import { Checkbox } from '../choices.tsx'
import { Select } from '../select.tsx'
import { TextField } from '../text-field.tsx'
import { type DraftState, fieldOfError, limitOf } from './draft-state.ts'
import { ExpiryField } from './expiry-field.tsx'
import styles from './forms.module.css'
import { ScopesField } from './scopes-field.tsx'
import type { FormOptionsState } from './use-form-options.ts'

export interface TokenFieldsProps {
  readonly kind: TokenKind
  readonly value: DraftState
  readonly onChange: (value: DraftState) => void
  readonly options: FormOptionsState
  /** What was wrong when the form was sent last. */
  readonly problems: readonly FormProblem[]
  /** Main's failure; shown at the field it is about. */
  readonly error: AppError | null
  readonly isDisabled: boolean
  /** How long the token before was made for, where this one takes its place. */
  readonly before?: number | 'never' | null
  /** Focus begins in the first field. */
  readonly autoFocus?: boolean
}

/** Mistakes that are remarked on while the person types; the others wait until the form is sent or the field is left. */
const atOnce: readonly FormProblem['problem'][] = ['too-long', 'pattern', 'one-line']

function nameHelp(rule: TextRule): string {
  return rule.unique === 'forever' ? `${rule.says} ${formText.uniqueForever}` : rule.says
}

/** The fields of a token's form, made from the provider's own rules. */
export function TokenFields({ kind, value, onChange, options, ...props }: TokenFieldsProps) {
  const { form } = kind
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const failing = fieldOfError(props.error)
  const common = { isDisabled: props.isDisabled }
  const change = (part: Partial<DraftState>) => onChange({ ...value, ...part })
  const role = options.roles.find(({ id }) => id === value.roleId)
  const leave = (field: string) => setLeft((fields) => new Set(fields).add(field))

  // The live check knows nothing of dates: those are checked when the form is sent.
  const live = checkDraft(
    kind,
    { name: value.name, description: value.description, expiry: { kind: 'never' } },
    { now: 0, maxDays: null },
  )

  function errorOf(field: FormProblem['field']): string | null {
    if (failing === field && props.error) {
      const { sentence, nextStep } = explain(props.error)
      return `${sentence} ${nextStep}`
    }
    const sent = props.problems.find((problem) => problem.field === field)
    const typed = field === 'expiry' ? undefined : live.find((problem) => problem.field === field)
    const typing = typed && (atOnce.includes(typed.problem) || (left.has(field) && typed.problem !== 'required'))
    const found = sent ?? (typing ? typed : undefined)
    return found ? problemText(found, kind, limitOf(kind, options.maxDays)) : null
  }

  return (
    <div className={styles['fields']}>
      {form.name && (
        <TextField
          {...common}
          label={form.name.label}
          value={value.name}
          onChange={(name) => change({ name })}
          onBlur={() => leave('name')}
          help={nameHelp(form.name)}
          error={errorOf('name')}
          isRequired={form.name.required}
          autoFocus={props.autoFocus ?? false}
        />
      )}
      {form.description && (
        <TextField
          {...common}
          label={form.description.label}
          value={value.description}
          onChange={(description) => change({ description })}
          onBlur={() => leave('description')}
          help={form.description.says}
          error={errorOf('description')}
          isRequired={form.description.required}
          optional={!form.description.required}
          autoFocus={(props.autoFocus ?? false) && !form.name}
        />
      )}
      <ExpiryField
        {...common}
        kind={kind}
        value={value.expiry}
        onChange={(expiry) => change({ expiry })}
        maxDays={options.maxDays}
        error={errorOf('expiry')}
        before={props.before ?? null}
      />
      {form.scopes && (
        <ScopesField
          {...common}
          rule={form.scopes}
          offered={options.scopes}
          value={value.scopes}
          onChange={(scopes) => change({ scopes })}
          error={errorOf('scopes')}
        />
      )}
      {form.role && (
        <Select
          label={formText.role}
          options={[
            { id: '', label: formText.defaultRole },
            ...options.roles.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={value.roleId}
          onChange={(roleId) => change({ roleId })}
          isDisabled={props.isDisabled || options.loading}
          help={options.loading ? formText.rolesLoading : (role?.description ?? '')}
          error={errorOf('role')}
        />
      )}
      {form.admin && (
        <Checkbox {...common} isSelected={value.admin} onChange={(admin) => change({ admin })} help={form.admin.says}>
          {form.admin.label}
        </Checkbox>
      )}
    </div>
  )
}
