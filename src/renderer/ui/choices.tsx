import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup'
import { ariaFieldProps, FieldHelp, FieldLabel, type FieldProps } from './field-parts.tsx'
import { classNames } from './class-names.ts'
import type { Option } from './select.tsx'
import styles from './field.module.css'

export interface CheckboxProps {
  readonly children: ReactNode
  readonly help?: ReactNode
  readonly isSelected: boolean
  readonly onChange: (selected: boolean) => void
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}

/** A tick with its words, and help under them. */
export function Checkbox(props: CheckboxProps) {
  const helpId = useId()
  return (
    <AriaCheckbox
      className={styles['choice'] ?? ''}
      isSelected={props.isSelected}
      onChange={props.onChange}
      isDisabled={props.isDisabled ?? false}
      {...(props.help !== undefined && { 'aria-describedby': helpId })}
      {...(props.autoFocus && { autoFocus: true })}
    >
      <span className={styles['mark']}>
        <Check size={12} strokeWidth={3} aria-hidden />
      </span>
      <span className={styles['words']}>
        <span>{props.children}</span>
        {props.help !== undefined && (
          <span id={helpId} className={styles['choiceHelp']}>
            {props.help}
          </span>
        )}
      </span>
    </AriaCheckbox>
  )
}

export interface RadioGroupProps<Id extends string> extends FieldProps {
  readonly options: readonly (Option<Id> & { readonly isDisabled?: boolean })[]
  readonly value: Id | null
  readonly onChange: (id: Id) => void
}

/** One of a few, all of them in sight, each with its help. */
export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  return (
    <AriaRadioGroup
      {...ariaFieldProps(props)}
      value={props.value}
      onChange={(value) => {
        const option = props.options.find(({ id }) => id === value)
        if (option) props.onChange(option.id)
      }}
    >
      <FieldLabel {...props} />
      <div className={styles['group']}>
        {props.options.map((option) => (
          <RadioChoice key={option.id} {...option} />
        ))}
      </div>
      <FieldHelp {...props} />
    </AriaRadioGroup>
  )
}

function RadioChoice({ id, label, help, isDisabled }: Option & { readonly isDisabled?: boolean }) {
  const labelId = useId()
  const helpId = useId()
  return (
    <Radio
      value={id}
      className={styles['choice'] ?? ''}
      isDisabled={isDisabled ?? false}
      aria-labelledby={labelId}
      {...(help !== undefined && { 'aria-describedby': helpId })}
    >
      <span className={classNames(styles['mark'], styles['round'])} />
      <span className={styles['words']}>
        <span id={labelId}>{label}</span>
        {help !== undefined && (
          <span id={helpId} className={styles['choiceHelp']}>
            {help}
          </span>
        )}
      </span>
    </Radio>
  )
}
