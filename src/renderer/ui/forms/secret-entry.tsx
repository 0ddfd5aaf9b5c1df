import { type Ref, useRef, useState } from 'react'
import type { ProviderRecord } from '#shared/model/provider'
import { recognise } from '#shared/rules/recognise'
import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { formText } from '#renderer/text/forms'
import { SecretLine, type SecretLineProps } from './secret-line.tsx'
import { type SecretEntryHandle, useSecretSource } from './use-secret-source.tsx'

export type { SecretEntryHandle, TakenSecret } from './use-secret-source.tsx'

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
  const [remark, setRemark] = useState<string | null>(null)
  const catalogue = useCatalogue()
  const { fromClipboard, instead, button } = useSecretSource({
    handle,
    field: input,
    isDisabled: props.isDisabled ?? false,
    read: (typed) => typed.trim(),
    empty: () => {
      if (input.current) input.current.value = ''
      setRemark(null)
    },
    onSwitched: () => props.onEdit?.(),
  })

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
      {...(fromClipboard && { instead })}
      trailing={button}
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
