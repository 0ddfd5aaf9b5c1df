import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import type { TypedKey } from '#shared/contract'
import type { SlotKind } from '#shared/model/vault'
import { backupText as text } from '#renderer/text/backup'
import { RadioGroup } from '#renderer/ui/choices'
import { NewPassphrase, type NewPassphraseHandle } from '#renderer/ui/forms/new-passphrase'
import { SecretLine } from '#renderer/ui/forms/secret-line'

type Means = TypedKey['with']

/** A key on its way to main, out of its field already. */
export interface TakenKey {
  readonly key: TypedKey
  /** Puts it back, where it was not the key's fault. */
  readonly giveBack: () => void
}

export interface KeyEntryHandle {
  /** Takes the key out of its field; null, with the problem shown, when there is none. */
  readonly take: () => TakenKey | null
}

/** What a person can type for a vault or a backup with these slots, best known first. */
export function meansOf(slots: readonly SlotKind[]): readonly Means[] {
  const hasPassphrase = slots.includes('passphrase') || slots.includes('os-passphrase')
  return [
    ...(hasPassphrase ? (['passphrase'] as const) : []),
    ...(slots.includes('recovery') ? (['recovery'] as const) : []),
  ]
}

export interface KeyEntryProps {
  readonly handle: Ref<KeyEntryHandle>
  readonly means: readonly Means[]
  /** The passphrase is a new one, typed twice. */
  readonly isNew?: boolean
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}

/** A passphrase or a recovery code. The value is in the input and nowhere else. */
export function KeyEntry({ handle, means, isNew = false, isDisabled = false, autoFocus = false }: KeyEntryProps) {
  const [chosen, setChosen] = useState<Means>(means[0] ?? 'passphrase')
  const input = useRef<HTMLInputElement>(null)
  const fresh = useRef<NewPassphraseHandle>(null)
  const [missing, setMissing] = useState(false)
  const makesNew = isNew && chosen === 'passphrase'

  useImperativeHandle(
    handle,
    () => ({
      take: () => {
        if (makesNew) {
          const value = fresh.current?.take() ?? null
          return value === null ? null : { key: { with: chosen, value }, giveBack: () => undefined }
        }
        const field = input.current
        const value = field?.value ?? ''
        setMissing(value.trim() === '')
        if (field === null || value.trim() === '') {
          field?.focus()
          return null
        }
        field.value = ''
        const giveBack = () => {
          if (input.current?.value === '') input.current.value = value
        }
        return { key: { with: chosen, value }, giveBack }
      },
    }),
    [chosen, makesNew],
  )

  const isCode = chosen === 'recovery'
  const needed = isCode ? text.recoveryNeeded : text.passphraseNeeded
  return (
    <>
      {means.length > 1 && (
        <RadioGroup
          label={text.key}
          options={means.map((id) => ({ id, label: id === 'passphrase' ? text.withPassphrase : text.withRecovery }))}
          value={chosen}
          onChange={(id) => {
            setMissing(false)
            setChosen(id)
          }}
          isDisabled={isDisabled}
        />
      )}
      {makesNew ? (
        <NewPassphrase handle={fresh} isDisabled={isDisabled} autoFocus={autoFocus} />
      ) : (
        <SecretLine
          key={chosen}
          ref={input}
          label={isCode ? text.recovery : text.passphrase}
          help={isCode ? text.recoveryHelp : ''}
          error={missing ? needed : null}
          onEdit={() => setMissing(false)}
          isDisabled={isDisabled}
          autoFocus={autoFocus}
        />
      )}
    </>
  )
}
