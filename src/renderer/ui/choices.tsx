import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox'
import { RadioButton, RadioField, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup'
import { Text } from 'react-aria-components/Text'
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
  return (
    <CheckboxField
      className={styles['choiceField'] ?? ''}
      isSelected={props.isSelected}
      onChange={props.onChange}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      {...(props.autoFocus && { autoFocus: true })}
    >
      <CheckboxButton className={styles['choice'] ?? ''}>
        <span className={styles['mark']}>
          <Check size={12} strokeWidth={3} aria-hidden />
        </span>
        <span className={styles['words']}>{props.children}</span>
      </CheckboxButton>
      <ChoiceHelp help={props.help} />
    </CheckboxField>
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
          <RadioField
            key={option.id}
            value={option.id}
            isDisabled={option.isDisabled ?? false}
            className={styles['choiceField'] ?? ''}
          >
            <RadioButton className={styles['choice'] ?? ''}>
              <span className={classNames(styles['mark'], styles['round'])} />
              <span className={styles['words']}>{option.label}</span>
            </RadioButton>
            <ChoiceHelp help={option.help} />
          </RadioField>
        ))}
      </div>
      <FieldHelp {...props} />
    </AriaRadioGroup>
  )
}

function ChoiceHelp({ help }: { readonly help: ReactNode }) {
  if (help === undefined) return null
  return (
    <Text slot="description" className={styles['choiceHelp'] ?? ''}>
      {help}
    </Text>
  )
}
