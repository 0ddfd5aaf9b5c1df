import { type ReactNode, useRef, useState } from 'react'
import type { StepUpInput } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import { stepUpText as text } from '#renderer/text/guided'
import { SecretLine } from './secret-line.tsx'

export interface TakenStepUp {
  readonly input: { readonly stepUp?: StepUpInput }
  /** Asks for what the provider wants beside the token, and keeps the password for the next attempt. */
  readonly failed: (error: AppError) => void
}

export interface StepUp {
  /** Null when something that was asked for is empty: the field says so. */
  readonly take: () => TakenStepUp | null
  /** Nothing until a call has failed for want of it. */
  readonly fields: ReactNode
}

type Field = keyof StepUpInput

/** Fields for the password and the one-time code, for calls that fail as `step-up-needed` without them. */
export function useStepUp(isDisabled: boolean): StepUp {
  const password = useRef<HTMLInputElement>(null)
  const oneTimeCode = useRef<HTMLInputElement>(null)
  const [asked, setAsked] = useState<readonly Field[]>([])
  const [missing, setMissing] = useState<readonly Field[]>([])

  function take(): TakenStepUp | null {
    const inputs = { password: password.current, oneTimeCode: oneTimeCode.current }
    const values = asked.map((field) => [field, inputs[field]?.value ?? ''] as const)
    const empty = values.filter(([, value]) => value.trim() === '').map(([field]) => field)
    setMissing(empty)
    if (empty.length > 0) return null
    for (const field of asked) {
      const input = inputs[field]
      if (input) input.value = ''
    }
    const typed: StepUpInput = Object.fromEntries(values)
    return {
      input: asked.length === 0 ? {} : { stepUp: typed },
      failed: ({ kind, field }) => {
        const wanted = field === 'one-time-code' ? 'oneTimeCode' : 'password'
        if (kind === 'step-up-needed') setAsked((now) => (now.includes(wanted) ? now : [...now, wanted]))
        const isWrong = kind === 'step-up-needed' && wanted === 'password'
        if (!isWrong && typed.password !== undefined && password.current?.value === '') {
          password.current.value = typed.password
        }
      },
    }
  }

  const shared = (field: Field) => ({
    label: text[field],
    help: text[`${field}Help`],
    error: missing.includes(field) ? text.needed : null,
    isDisabled,
  })
  return {
    take,
    fields: (
      <>
        {asked.includes('password') && <SecretLine {...shared('password')} ref={password} />}
        {asked.includes('oneTimeCode') && <SecretLine {...shared('oneTimeCode')} ref={oneTimeCode} />}
      </>
    ),
  }
}
