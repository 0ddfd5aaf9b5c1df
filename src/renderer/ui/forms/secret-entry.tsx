import { ClipboardPaste } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import type { SecretInput } from '#shared/contract'
import { formText } from '#renderer/text/forms'
import { Button } from '../button.tsx'
import styles from './forms.module.css'
import { SecretLine, type SecretLineProps } from './secret-line.tsx'

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

export interface SecretEntryProps extends Omit<SecretLineProps, 'ref' | 'trailing' | 'instead' | 'onBlur'> {
  readonly handle: Ref<SecretEntryHandle>
  /** What the provider's tokens start with; another start is remarked on, and not refused. */
  readonly prefix?: string
}

/** A field for a pasted secret, with a button that lets main read the clipboard instead. */
export function SecretEntry({ handle, prefix, ...props }: SecretEntryProps) {
  const input = useRef<HTMLInputElement>(null)
  const [fromClipboard, setFromClipboard] = useState(false)
  const [odd, setOdd] = useState(false)

  useImperativeHandle(
    handle,
    () => ({
      take: () => {
        if (fromClipboard) {
          setFromClipboard(false)
          return { secret: { from: 'clipboard' }, giveBack: () => setFromClipboard(true) }
        }
        const field = input.current
        const value = field?.value.trim() ?? ''
        if (field === null || value === '') return null
        field.value = ''
        setOdd(false)
        return {
          secret: { from: 'field', value },
          giveBack: () => {
            if (input.current?.value === '') input.current.value = value
          },
        }
      },
    }),
    [fromClipboard],
  )

  function look(): void {
    const value = input.current?.value.trim() ?? ''
    setOdd(prefix !== undefined && prefix !== '' && value !== '' && !value.startsWith(prefix))
  }

  const help = fromClipboard ? formText.fromClipboardHelp : odd ? formText.looksOdd(prefix ?? '') : props.help
  return (
    <SecretLine
      {...props}
      {...(help !== undefined && { help })}
      ref={input}
      onBlur={look}
      {...(fromClipboard && {
        instead: (
          <span className={styles['fromClipboard']}>
            <ClipboardPaste size={14} aria-hidden />
            {formText.fromClipboard}
          </span>
        ),
      })}
      trailing={
        <Button
          isDisabled={props.isDisabled ?? false}
          onPress={() => {
            if (input.current) input.current.value = ''
            setOdd(false)
            setFromClipboard(!fromClipboard)
            props.onEdit?.()
          }}
        >
          {fromClipboard ? formText.typeInstead : formText.paste}
        </Button>
      }
    />
  )
}

/** Was the secret itself what the call was refused for? Then it is not put back into its field. */
export function refusesSecret(kind: string): boolean {
  return kind === 'wrong-token' || kind === 'expired-token' || kind === 'other-identity' || kind === 'clipboard-empty'
}
