import { useEffect, useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { Owner } from '#shared/model/owner'
import type { FormOptions } from '#shared/model/provider'
import { ownerKeyOf } from '#shared/rules/filter'
import { call, cancelJob, newJobId } from '#renderer/data/bridge'

export interface FormOptionsState extends FormOptions {
  readonly loading: boolean
  readonly error: AppError | null
  /** The provider has answered. */
  readonly known: boolean
  readonly retry: () => void
}

interface Answer {
  readonly key: string
  readonly options: FormOptions | null
  readonly error: AppError | null
}

const unknown: FormOptions = { roles: [], maxDays: null, scopes: [] }

/**
 * Asks the provider what a form needs to know when it opens: the roles, the scopes and the organization's limit. A failure stands in
 * nobody's way: the form works without, and the provider checks again. Null asks nothing.
 */
export function useFormOptions(
  target: { readonly accountId: string; readonly owner: Owner; readonly kind: string } | null,
): FormOptionsState {
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [newest, setNewest] = useState(target)
  const same =
    target?.accountId === newest?.accountId &&
    target?.kind === newest?.kind &&
    (target && ownerKeyOf(target.owner)) === (newest && ownerKeyOf(newest.owner))
  // The caller makes a new object for each rendering; the effect below shall run for a new target only.
  if (!same) setNewest(target)
  const asked = same ? newest : target
  const key = asked === null ? '' : `${asked.accountId} ${ownerKeyOf(asked.owner)} ${asked.kind} ${attempt}`

  useEffect(() => {
    if (asked === null) return
    const jobId = newJobId()
    let wanted = true
    let done = false
    void call('token.formOptions', { ...asked, jobId }).then((result) => {
      done = true
      if (!wanted) return
      setAnswer(result.ok ? { key, options: result.value, error: null } : { key, options: null, error: result.error })
    })
    return () => {
      wanted = false
      if (!done) cancelJob(jobId)
    }
  }, [asked, key])

  const current = answer?.key === key ? answer : null
  return {
    ...(current?.options ?? unknown),
    loading: asked !== null && current === null,
    error: current?.error ?? null,
    known: current?.options != null,
    retry: () => setAttempt((number) => number + 1),
  }
}
