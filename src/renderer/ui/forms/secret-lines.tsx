import { ClipboardPaste } from 'lucide-react'
import { type Ref, useId, useImperativeHandle, useRef, useState } from 'react'
import { linesOf, longestValues } from '#shared/rules/leaked'
import { formText } from '#renderer/text/forms'
import { Button } from '../button.tsx'
import { classNames } from '../class-names.ts'
import type { SecretEntryHandle } from './secret-entry.tsx'
import styles from './forms.module.css'

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
  const [fromClipboard, setFromClipboard] = useState(false)

  useImperativeHandle(
    handle,
    () => ({
      take: () => {
        if (fromClipboard) {
          setFromClipboard(false)
          return { secret: { from: 'clipboard' }, giveBack: () => setFromClipboard(true) }
        }
        const field = area.current
        const value = field?.value ?? ''
        if (field === null || value.trim() === '') return null
        field.value = ''
        return {
          secret: { from: 'field', value },
          giveBack: () => {
            if (area.current?.value === '') area.current.value = value
          },
        }
      },
    }),
    [fromClipboard],
  )

  return (
    <div className={styles['line']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <div className={styles['box']}>
        {fromClipboard ? (
          <span className={styles['fromClipboard']}>
            <ClipboardPaste size={14} aria-hidden />
            {formText.fromClipboard}
          </span>
        ) : (
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
        <Button
          isDisabled={isDisabled}
          onPress={() => {
            if (area.current) area.current.value = ''
            setFromClipboard(!fromClipboard)
            onEdit(0)
          }}
        >
          {fromClipboard ? formText.typeInstead : formText.paste}
        </Button>
      </div>
      <div id={helpId} className={error === null ? styles['help'] : styles['error']}>
        {error ?? (fromClipboard ? formText.fromClipboardHelp : help)}
      </div>
    </div>
  )
}
