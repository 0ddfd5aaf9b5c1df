import { type RefObject, useRef, useState } from 'react'
import type { Job } from './use-job.ts'
import { useFirstProblem } from './use-first-problem.ts'
import type { SecretLinesProps } from './secret-lines.tsx'
import type { SecretEntryHandle, TakenSecret } from './use-secret-source.tsx'

export interface EnteredLines {
  /** Goes on the element around the fields. */
  readonly fields: RefObject<HTMLDivElement | null>
  readonly field: Pick<SecretLinesProps, 'handle' | 'onEdit' | 'isDisabled'>
  /** How many lines there are so far. */
  readonly lines: number
  /** Nothing was there when it was to be taken. */
  readonly isMissing: boolean
  readonly submit: () => void
}

/**
 * A field of several secrets as a form has it: they are taken out when it is submitted, and given back when `take` says that
 * they were not taken.
 */
export function useSecretLines(job: Job, take: (secret: TakenSecret['secret']) => Promise<boolean>): EnteredLines {
  const [fields, showProblem] = useFirstProblem()
  const handle = useRef<SecretEntryHandle>(null)
  const [isMissing, setMissing] = useState(false)
  const [lines, setLines] = useState(0)

  async function submit(): Promise<void> {
    const taken = handle.current?.take() ?? null
    setMissing(taken === null)
    if (taken === null) showProblem()
    else if (!(await take(taken.secret))) taken.giveBack()
  }

  return {
    fields,
    field: {
      handle,
      onEdit: (number) => {
        setLines(number)
        setMissing(false)
        job.clear()
      },
      isDisabled: job.busy,
    },
    lines,
    isMissing,
    submit: () => void submit(),
  }
}
