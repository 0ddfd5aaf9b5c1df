import { ClipboardPaste } from 'lucide-react'
import { type ReactNode, type Ref, type RefObject, useImperativeHandle, useState } from 'react'
import type { SecretInput } from '#shared/contract'
import { formText } from '#renderer/text/forms'
import { Button } from '../button.tsx'
import styles from './forms.module.css'

/** A secret on its way to main, out of the field already. */
export interface TakenSecret {
  readonly secret: SecretInput
  /** Puts a typed one back, after a failure that was not the secret's fault. */
  readonly giveBack: () => void
}

export interface SecretEntryHandle {
  /** Takes the secret out of the field, which is empty from then on. Null when there is none. */
  readonly take: () => TakenSecret | null
}

interface SecretSource {
  readonly fromClipboard: boolean
  /** Stands where the field would, while main is to read the clipboard. */
  readonly instead: ReactNode
  readonly button: ReactNode
}

interface SourceOptions {
  readonly handle: Ref<SecretEntryHandle>
  readonly field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>
  readonly isDisabled: boolean
  /** What of the typed text is sent. */
  readonly read: (typed: string) => string
  readonly empty: () => void
  /** The person changed between the field and the clipboard. */
  readonly onSwitched: () => void
}

/** Where a pasted secret comes from: a field that keeps it out of the state, or the clipboard, which main reads itself. */
export function useSecretSource({ handle, field, isDisabled, read, empty, onSwitched }: SourceOptions): SecretSource {
  const [fromClipboard, setFromClipboard] = useState(false)
  useImperativeHandle(handle, () => ({
    take: () => {
      if (fromClipboard) {
        setFromClipboard(false)
        return { secret: { from: 'clipboard' }, giveBack: () => setFromClipboard(true) }
      }
      const value = read(field.current?.value ?? '')
      if (value.trim() === '') return null
      empty()
      return {
        secret: { from: 'field', value },
        giveBack: () => {
          if (field.current?.value === '') field.current.value = value
        },
      }
    },
  }))
  return {
    fromClipboard,
    instead: fromClipboard ? (
      <span className={styles['fromClipboard']}>
        <ClipboardPaste size={14} aria-hidden />
        {formText.fromClipboard}
      </span>
    ) : null,
    button: (
      <Button
        isDisabled={isDisabled}
        onPress={() => {
          empty()
          setFromClipboard(!fromClipboard)
          onSwitched()
        }}
      >
        {fromClipboard ? formText.typeInstead : formText.paste}
      </Button>
    ),
  }
}
