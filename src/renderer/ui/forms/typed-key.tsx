import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import type { TypedKey } from '#shared/contract'
import type { SlotKind, VaultState } from '#shared/model/vault'
import { typedKeyText as text } from '#renderer/text/typed-key'
import { Button } from '../button.tsx'
import styles from './forms.module.css'
import { SecretLine } from './secret-line.tsx'

type Means = TypedKey['with']

export interface TypedKeyHandle {
  /** Takes what was typed out of its field; null, with the problem shown, when nothing was. */
  readonly take: () => TypedKey | null
  /** Is something typed? Shows the problem when not, and takes nothing. */
  readonly check: () => boolean
  readonly focus: () => void
}

/** What a person can type for a vault with these slots, the usual one first. */
export function typedFor(slots: readonly SlotKind[]): readonly Means[] {
  const withPassphrase = slots.includes('passphrase') || slots.includes('os-passphrase')
  return [
    ...(withPassphrase ? (['passphrase'] as const) : []),
    ...(slots.includes('recovery') ? (['recovery'] as const) : []),
  ]
}

type OpenVault = Pick<Extract<VaultState, { kind: 'open' }>, 'slots' | 'keystoreSlot'>

/** The same for a vault that is open. A passphrase that counts together with a dead slot of the keystore proves nothing. */
export function typedForOpen({ slots, keystoreSlot }: OpenVault): readonly Means[] {
  return typedFor(keystoreSlot === 'dead' ? slots.filter((kind) => kind !== 'os-passphrase') : slots)
}

export interface TypedKeyFieldProps {
  readonly handle: Ref<TypedKeyHandle>
  /** At least one. */
  readonly means: readonly Means[]
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  /** Names the passphrase's field; "Passphrase" where no other is near. */
  readonly label?: string
  /** Told what the person types from now on, when it is another than before. */
  readonly onChoose?: (means: Means) => void
}

/**
 * The passphrase, or the recovery code instead where there is one. What is typed exists in its input only; a passphrase is
 * not seen while it is typed, a code that is copied from paper is.
 */
export function TypedKeyField({
  handle,
  means,
  label,
  isDisabled = false,
  autoFocus = false,
  onChoose,
}: TypedKeyFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Means | null>(null)
  const [missing, setMissing] = useState(false)
  const kind = chosen !== null && means.includes(chosen) ? chosen : (means[0] ?? 'passphrase')
  const other = means.find((one) => one !== kind)

  useImperativeHandle(handle, () => {
    function check(): boolean {
      const isMissing = (input.current?.value ?? '').trim() === ''
      setMissing(isMissing)
      if (isMissing) input.current?.focus()
      return !isMissing
    }
    function take(): TypedKey | null {
      if (input.current === null || !check()) return null
      const { value } = input.current
      input.current.value = ''
      return { with: kind, value }
    }
    return { check, take, focus: () => input.current?.focus() }
  }, [kind])

  return (
    <div className={styles['line']}>
      <SecretLine
        key={kind}
        ref={input}
        label={kind === 'passphrase' ? (label ?? text.passphrase) : text.recovery}
        help={kind === 'recovery' ? text.recoveryHelp : ''}
        error={missing ? text.missing[kind] : null}
        onEdit={() => setMissing(false)}
        isDisabled={isDisabled}
        isShown={kind === 'recovery'}
        autoFocus={autoFocus || chosen !== null}
      />
      {other !== undefined && (
        <div>
          <Button
            variant="link"
            isDisabled={isDisabled}
            onPress={() => {
              setMissing(false)
              setChosen(other)
              onChoose?.(other)
            }}
          >
            {text.instead[other]}
          </Button>
        </div>
      )}
    </div>
  )
}
