import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { shellText } from '#renderer/text/shell'
import styles from './field.module.css'

/** What all fields share: a visible label, one line of help, and the error that takes its place. */
export interface FieldProps {
  readonly label: string
  readonly help?: ReactNode
  readonly error?: string | null
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  /** Says "optional" beside the label. */
  readonly optional?: boolean
}

export function FieldLabel({ label, optional }: Pick<FieldProps, 'label' | 'optional'>) {
  return (
    <Label className={styles['label'] ?? ''}>
      {label}
      {optional && <span className={styles['optional']}> · {shellText.optional}</span>}
    </Label>
  )
}

export function FieldHelp({ help, error }: Pick<FieldProps, 'help' | 'error'>) {
  if (error) return <FieldError className={styles['error'] ?? ''}>{error}</FieldError>
  if (help === undefined) return null
  return (
    <Text slot="description" className={styles['help'] ?? ''}>
      {help}
    </Text>
  )
}

/** The properties of react-aria's fields that follow from ours. */
export function ariaFieldProps(props: FieldProps) {
  return {
    isInvalid: Boolean(props.error),
    isRequired: props.isRequired ?? false,
    isDisabled: props.isDisabled ?? false,
    validationBehavior: 'aria' as const,
    className: styles['field'] ?? '',
  }
}
