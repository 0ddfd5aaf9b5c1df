import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Result, StepUpInput } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import { stepUpText as text } from '#renderer/text/guided'
import { SecretLine } from './secret-line.tsx'
import type { Job } from './use-job.ts'

/** What every call of a person to a provider is given: the name of its job, and what the provider asked for. */
export interface CallGiven {
  readonly jobId: string
  readonly stepUp?: StepUpInput
}

export interface StepUp {
  /**
   * Runs one call with what was asked for so far; null, and no call, when something of that is empty: the field says so.
   * A call that fails as `step-up-needed` brings the field for the next try.
   */
  readonly run: <T>(start: (given: CallGiven) => Promise<Result<T>>) => Promise<Result<T> | null>
  /** Nothing until a call has failed for want of it. */
  readonly fields: ReactNode
}

type Field = keyof StepUpInput

const usualHelp: Readonly<Record<Field, string>> = { password: text.passwordHelp, oneTimeCode: text.oneTimeCodeHelp }

/**
 * Runs the calls of a job at a provider that may ask for a password or a one-time code. `before`: how an operation that is
 * gone on with failed the last time. `help`: what is said where it is not sent with one call only.
 */
export function useStepUp(
  job: Job,
  before: AppError | null = null,
  help: Readonly<Record<Field, string>> = usualHelp,
): StepUp {
  const password = useRef<HTMLInputElement>(null)
  const oneTimeCode = useRef<HTMLInputElement>(null)
  const [askedHere, setAsked] = useState<readonly Field[]>([])
  const [missing, setMissing] = useState<readonly Field[]>([])
  const wanted = fieldOf(before)
  const asked = wanted === null || askedHere.includes(wanted) ? askedHere : [...askedHere, wanted]

  const failedFor = job.busy ? null : fieldOf(job.error)
  // What the provider has just asked for, or found wrong, is what the person types next.
  useEffect(() => {
    if (failedFor === 'password') password.current?.focus()
    else if (failedFor === 'oneTimeCode') oneTimeCode.current?.focus()
  }, [failedFor, asked.length])

  /** What is typed, taken out of the fields; null when something is missing. */
  function take(): StepUpInput | null {
    const inputs = { password: password.current, oneTimeCode: oneTimeCode.current }
    const values = asked.map((field) => [field, inputs[field]?.value ?? ''] as const)
    const empty = values.filter(([, value]) => value.trim() === '').map(([field]) => field)
    setMissing(empty)
    if (empty.length > 0) return null
    for (const field of asked) {
      const input = inputs[field]
      if (input) input.value = ''
    }
    return Object.fromEntries(values)
  }

  async function run<T>(start: (given: CallGiven) => Promise<Result<T>>): Promise<Result<T> | null> {
    const typed = take()
    if (typed === null) return null
    const answer = await job.run((jobId) => start({ jobId, ...(asked.length > 0 && { stepUp: typed }) }))
    if (answer.ok) return answer
    const field = fieldOf(answer.error)
    if (field !== null) setAsked((now) => (now.includes(field) ? now : [...now, field]))
    // A password that was not found wrong is kept for the next try; a code counts once.
    if (field !== 'password' && typed.password !== undefined && password.current?.value === '') {
      password.current.value = typed.password
    }
    return answer
  }

  const shared = (field: Field) => ({
    label: text[field],
    help: help[field],
    error: missing.includes(field) ? text.needed : null,
    isDisabled: job.busy,
  })
  return {
    run,
    fields: (
      <>
        {asked.includes('password') && <SecretLine {...shared('password')} ref={password} />}
        {asked.includes('oneTimeCode') && <SecretLine {...shared('oneTimeCode')} ref={oneTimeCode} />}
      </>
    ),
  }
}

/** What a failure asks for; null for any other failure. */
function fieldOf(error: AppError | null): Field | null {
  if (error?.kind !== 'step-up-needed') return null
  return error.field === 'one-time-code' ? 'oneTimeCode' : 'password'
}
