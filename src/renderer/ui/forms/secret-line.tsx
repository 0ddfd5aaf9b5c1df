import { type ReactNode, type Ref, useId } from 'react'
import { shellText } from '#renderer/text/shell'
import styles from './forms.module.css'

export interface SecretLineProps {
  readonly label: string
  readonly help?: ReactNode
  readonly error?: string | null
  readonly placeholder?: string
  readonly optional?: boolean
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  /** Lets what is typed be seen: for what is copied from paper. */
  readonly isShown?: boolean
  /** The input: the form reads it on submit and empties it. */
  readonly ref: Ref<HTMLInputElement>
  /** Told on every change, without the value. */
  readonly onEdit?: () => void
  readonly onBlur?: () => void
  /** Stands in the same line, behind the input. */
  readonly trailing?: ReactNode
  /** Stands in place of the input. */
  readonly instead?: ReactNode
}

/**
 * One line for a secret. A plain input of the page, because react-aria's text field keeps what is typed in React state:
 * here the value exists in the input only, until the form takes it out.
 */
export function SecretLine({ ref, ...props }: SecretLineProps) {
  const id = useId()
  const helpId = useId()
  const words = props.error ?? props.help
  return (
    <div className={styles['line']}>
      <label htmlFor={id} className={styles['label']}>
        {props.label}
        {props.optional && <span className={styles['optional']}> · {shellText.optional}</span>}
      </label>
      <div className={styles['box']}>
        {props.instead ?? (
          <input
            id={id}
            ref={ref}
            type={props.isShown ? 'text' : 'password'}
            className={styles['input']}
            placeholder={props.placeholder ?? ''}
            maxLength={16_384}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            disabled={props.isDisabled ?? false}
            aria-invalid={props.error ? true : undefined}
            aria-describedby={words === undefined ? undefined : helpId}
            autoFocus={props.autoFocus ?? false}
            onInput={props.onEdit}
            onBlur={props.onBlur}
          />
        )}
        {props.trailing}
      </div>
      {words !== undefined && (
        <div id={helpId} className={props.error ? styles['error'] : styles['help']}>
          {words}
        </div>
      )}
    </div>
  )
}
