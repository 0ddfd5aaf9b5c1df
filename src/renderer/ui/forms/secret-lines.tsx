import { type Ref, useId, useRef } from 'react'
import { linesOf, longestValues } from '#shared/rules/leaked'
import { formText } from '#renderer/text/forms'
import { classNames } from '../class-names.ts'
import styles from './forms.module.css'
import { type SecretEntryHandle, useSecretSource } from './use-secret-source.tsx'

export interface SecretLinesProps {
  readonly handle: Ref<SecretEntryHandle>
  readonly label: string
  readonly help: string
  readonly error: string | null
  /** Told on every change, with how many lines there are and nothing of them. */
  readonly onEdit: (lines: number) => void
  readonly isDisabled: boolean
}

/**
 * Several secrets, one on a line: dots on the screen, and in the page's own field only until the form takes them out. Main
 * can read the clipboard instead.
 */
export function SecretLines({ handle, label, help, error, onEdit, isDisabled }: SecretLinesProps) {
  const id = useId()
  const helpId = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const { fromClipboard, instead, button } = useSecretSource({
    handle,
    field: area,
    isDisabled,
    // As it is: what is said of a line names its number.
    read: (typed) => typed,
    empty: () => {
      if (area.current) area.current.value = ''
    },
    onSwitched: () => onEdit(0),
  })

  return (
    <div className={styles['line']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <div className={styles['box']}>
        {instead ?? (
          <textarea
            id={id}
            ref={area}
            rows={4}
            className={classNames(styles['input'], styles['secretLines'])}
            maxLength={longestValues}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            disabled={isDisabled}
            aria-invalid={error === null ? undefined : true}
            aria-describedby={helpId}
            autoFocus
            onInput={({ currentTarget }) => onEdit(linesOf(currentTarget.value).length)}
          />
        )}
        {button}
      </div>
      <div id={helpId} className={error === null ? styles['help'] : styles['error']}>
        {error ?? (fromClipboard ? formText.fromClipboardHelp : help)}
      </div>
    </div>
  )
}
