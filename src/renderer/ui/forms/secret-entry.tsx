import { ClipboardPaste } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import type { SecretInput } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { recognise } from '#shared/rules/recognise'
import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
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
  /** Id of the provider the secret is for: one that looks like another provider's is remarked on, and not refused. */
  readonly provider?: string
}

/** A field for a pasted secret, with a button that lets main read the clipboard instead. */
export function SecretEntry({ handle, prefix, provider, ...props }: SecretEntryProps) {
  const input = useRef<HTMLInputElement>(null)
  const [fromClipboard, setFromClipboard] = useState(false)
  const [remark, setRemark] = useState<string | null>(null)
  const catalogue = useCatalogue()

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
        setRemark(null)
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

  /** What it looks like is kept, and nothing of it. `isWhole`: it is not being typed any more. */
  function look(isWhole: boolean): void {
    const value = input.current?.value.trim() ?? ''
    const seen = provider === undefined ? null : seenBy(catalogue, provider, value)
    if (seen !== null)
      setRemark(seen === provider ? null : formText.looksLike(providerOf(catalogue, seen)?.name ?? seen))
    else if (isWhole && prefix !== undefined && value !== '' && !value.startsWith(prefix))
      setRemark(formText.looksOdd(prefix))
    else setRemark(null)
  }

  const help = fromClipboard ? formText.fromClipboardHelp : (remark ?? props.help)
  return (
    <SecretLine
      {...props}
      {...(help !== undefined && { help })}
      ref={input}
      onEdit={() => {
        look(false)
        props.onEdit?.()
      }}
      onBlur={() => look(true)}
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
            setRemark(null)
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

/**
 * Whose secret a value is by its shape: `own` where it can be that provider's, else the likeliest one that marks its
 * secrets; null where nothing tells.
 */
function seenBy(catalogue: readonly ProviderRecord[], own: string, value: string): string | null {
  const found = recognise(value, catalogue)
  if (found.some(({ provider }) => provider === own)) return own
  // Without a mark almost any long value fits.
  return found.find(({ how }) => how !== 'possible')?.provider ?? null
}

/** Was the secret itself what the call was refused for? Then it is not put back into its field. */
export function refusesSecret(kind: string): boolean {
  return kind === 'wrong-token' || kind === 'expired-token' || kind === 'other-identity' || kind === 'clipboard-empty'
}
