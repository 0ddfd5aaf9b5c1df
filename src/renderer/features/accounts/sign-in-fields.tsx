import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import type { SignInFields as Typed } from '#shared/contract'
import type { SignInField } from '#shared/model/provider'
import { accountText as text } from '#renderer/text/accounts'
import { SecretLine } from '#renderer/ui/forms/secret-line'
import { TextField } from '#renderer/ui/text-field'

/** What was typed beside the secret; what of it is secret is out of its field already. */
export interface TakenFields {
  readonly fields: Typed
  /** Puts the secret ones back, after a failure that was not theirs. */
  readonly giveBack: () => void
}

export interface SignInHandle {
  /** Null when a line is empty: it says so itself, and everything stays. */
  readonly take: () => TakenFields | null
}

export interface SignInFieldsProps {
  readonly handle: Ref<SignInHandle>
  /** What the provider's record asks for. */
  readonly fields: readonly SignInField[]
  readonly isDisabled: boolean
}

/** The lines that signing in needs beside the secret, as the provider's record names them; none for most providers. */
export function SignInFields({ handle, fields, isDisabled }: SignInFieldsProps) {
  const inputs = useRef(new Map<string, HTMLInputElement>())
  const [missing, setMissing] = useState<readonly string[]>([])
  const keep = (id: string) => (input: HTMLInputElement | null) => {
    if (input === null) inputs.current.delete(id)
    else inputs.current.set(id, input)
  }

  useImperativeHandle(
    handle,
    () => ({
      take: () => {
        const typed = fields.map((field) => ({ ...field, value: inputs.current.get(field.id)?.value.trim() ?? '' }))
        const empty = typed.filter(({ value }) => value === '')
        setMissing(empty.map(({ id }) => id))
        if (empty.length > 0) return null
        const secrets = typed.filter(({ secret }) => secret)
        for (const { id } of secrets) setValue(inputs.current.get(id), '')
        return {
          fields: Object.fromEntries(typed.map(({ id, value }) => [id, value])),
          giveBack: () => {
            for (const { id, value } of secrets) {
              const input = inputs.current.get(id)
              if (input?.value === '') setValue(input, value)
            }
          },
        }
      },
    }),
    [fields],
  )

  return fields.map((field) => {
    const { id, label, placeholder, says } = field
    const shared = {
      label,
      placeholder,
      help: says,
      isDisabled,
      error: missing.includes(id) ? text.fieldNeeded : null,
    }
    const edited = () => setMissing((now) => now.filter((one) => one !== id))
    return field.secret ? (
      <SecretLine key={id} {...shared} ref={keep(id)} onEdit={edited} />
    ) : (
      <TextField key={id} {...shared} inputRef={keep(id)} onChange={edited} maxLength={1000} />
    )
  })
}

function setValue(input: HTMLInputElement | undefined, value: string): void {
  if (input) input.value = value
}

/** What is sent along: nothing where nothing is asked for. */
export function besides({ fields }: TakenFields): { readonly fields?: Typed } {
  return Object.keys(fields).length === 0 ? {} : { fields }
}
