import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import { formText } from '#renderer/text/forms'
import { isTooShort, passphraseStrength, shortestPassphrase, type Strength } from '#shared/rules/passphrase'
import { SecretLine } from './secret-line.tsx'

export interface NewPassphraseHandle {
  /** Takes the passphrase out of both fields; null, with the problem shown, when it cannot be used. */
  readonly take: () => string | null
}

interface Problem {
  readonly at: 'first' | 'second'
  readonly text: string
}

function problemOf(first: string, second: string): Problem | null {
  if (first === '') return { at: 'first', text: formText.passphraseNeeded }
  if (isTooShort(first)) {
    return { at: 'first', text: formText.passphraseShort(shortestPassphrase) }
  }
  return first === second ? null : { at: 'second', text: formText.passphraseDiffers }
}

export interface NewPassphraseProps {
  readonly handle: Ref<NewPassphraseHandle>
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  readonly label?: string
}

/** Two fields for a passphrase that is made now, with a word about how hard it is to guess. Neither value is in React's state. */
export function NewPassphrase({
  handle,
  isDisabled = false,
  autoFocus = false,
  label = formText.passphrase,
}: NewPassphraseProps) {
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [strength, setStrength] = useState<Strength | null>(null)

  useImperativeHandle(
    handle,
    () => ({
      take: () => {
        if (first.current === null || second.current === null) return null
        const value = first.current.value
        const found = problemOf(value, second.current.value)
        setProblem(found)
        if (found) {
          const field = found.at === 'first' ? first.current : second.current
          field.focus()
          return null
        }
        first.current.value = ''
        second.current.value = ''
        setStrength(null)
        return value
      },
    }),
    [],
  )

  function judge(): void {
    setProblem(null)
    const value = first.current?.value ?? ''
    setStrength(value === '' ? null : passphraseStrength(value))
  }

  return (
    <>
      <SecretLine
        isDisabled={isDisabled}
        onEdit={judge}
        label={label}
        help={strength === null ? formText.passphraseHelp : formText.strengths[strength]}
        error={problem?.at === 'first' ? problem.text : null}
        ref={first}
        autoFocus={autoFocus}
      />
      <SecretLine
        isDisabled={isDisabled}
        onEdit={() => setProblem(null)}
        label={formText.repeat}
        help=""
        error={problem?.at === 'second' ? problem.text : null}
        ref={second}
      />
    </>
  )
}
