import type { ReactNode, Ref } from 'react'
import { Input } from 'react-aria-components/Input'
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { ariaFieldProps, FieldHelp, FieldLabel, type FieldProps } from './field-parts.tsx'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

interface TextProps extends FieldProps {
  /** Not for secrets: react-aria keeps what is typed in its state, controlled or not. Those go into a `SecretLine`. */
  readonly value?: string
  readonly defaultValue?: string
  readonly onChange?: (value: string) => void
  readonly onBlur?: () => void
  readonly placeholder?: string
  readonly maxLength?: number
  readonly autoFocus?: boolean
  readonly isReadOnly?: boolean
  readonly mono?: boolean
}

export interface TextFieldProps extends TextProps {
  readonly type?: 'text' | 'url' | 'number'
  readonly inputRef?: Ref<HTMLInputElement>
  /** Stands in the same line, behind the input: a button. */
  readonly trailing?: ReactNode
}

export interface TextAreaProps extends TextProps {
  readonly inputRef?: Ref<HTMLTextAreaElement>
  readonly rows?: number
  readonly onKeyDown?: (event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean }) => void
}

function textProps(props: TextProps) {
  return {
    ...ariaFieldProps(props),
    isReadOnly: props.isReadOnly ?? false,
    autoComplete: 'off',
    spellCheck: 'false' as const,
    ...(props.value !== undefined && { value: props.value }),
    ...(props.defaultValue !== undefined && { defaultValue: props.defaultValue }),
    ...(props.onChange && { onChange: props.onChange }),
    ...(props.onBlur && { onBlur: props.onBlur }),
    ...(props.maxLength !== undefined && { maxLength: props.maxLength }),
    ...(props.autoFocus && { autoFocus: true }),
  }
}

/** One line of text with its label, help and error. */
export function TextField(props: TextFieldProps) {
  return (
    <AriaTextField {...textProps(props)} type={props.type ?? 'text'}>
      <FieldLabel {...props} />
      <div className={styles['box']}>
        <Input
          ref={props.inputRef ?? null}
          placeholder={props.placeholder ?? ''}
          className={classNames(styles['input'], props.mono && styles['mono'])}
        />
        {props.trailing}
      </div>
      <FieldHelp {...props} />
    </AriaTextField>
  )
}

/** Several lines of text; grows with what is in it. */
export function TextArea(props: TextAreaProps) {
  return (
    <AriaTextField {...textProps(props)} {...(props.onKeyDown && { onKeyDown: props.onKeyDown })}>
      <FieldLabel {...props} />
      <AriaTextArea
        ref={props.inputRef ?? null}
        rows={props.rows ?? 3}
        placeholder={props.placeholder ?? ''}
        className={classNames(styles['input'], styles['area'], props.mono && styles['mono'])}
      />
      <FieldHelp {...props} />
    </AriaTextField>
  )
}
