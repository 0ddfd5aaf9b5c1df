import { ChevronsUpDown } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Button, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { ariaFieldProps, FieldHelp, FieldLabel, type FieldProps } from './field-parts.tsx'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import popover from './popover.module.css'

export interface Option<Id extends string = string> {
  readonly id: Id
  readonly label: string
  readonly help?: string
}

export interface SelectProps<Id extends string> extends FieldProps {
  readonly options: readonly Option<Id>[]
  readonly value: Id | null
  readonly onChange: (id: Id) => void
  readonly placeholder?: string
  readonly autoFocus?: boolean
}

/** One of a list (keep it under 500), in a pop-up. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  return (
    <AriaSelect
      {...ariaFieldProps(props)}
      value={props.value}
      onChange={(key) => {
        const option = props.options.find(({ id }) => id === key)
        if (option) props.onChange(option.id)
      }}
      placeholder={props.placeholder ?? ''}
      {...(props.autoFocus && { autoFocus: true })}
    >
      <FieldLabel {...props} />
      <Button className={classNames(styles['input'], styles['select'])}>
        <SelectValue className={styles['value'] ?? ''} />
        <ChevronsUpDown size={14} aria-hidden />
      </Button>
      <FieldHelp {...props} />
      <Popover className={classNames(popover['popover'], popover['asWideAsTrigger'])} offset={4}>
        <ListBox className={popover['list'] ?? ''} items={props.options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={popover['item'] ?? ''}>
              <Text slot="label">{option.label}</Text>
              {option.help && (
                <Text slot="description" className={popover['itemHelp'] ?? ''}>
                  {option.help}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
