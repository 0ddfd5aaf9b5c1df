import { useEffect, useRef, useState } from 'react'
import { listen } from '#renderer/data/bridge'
import { type Job, useJob } from './use-job.ts'

/** A job whose progress main tells: `value` is between 0 and 1, and undefined while nothing is told. */
export function useProgressJob(): Job & { readonly value: number | undefined } {
  const job = useJob()
  const current = useRef('')
  const [value, setValue] = useState<number>()

  useEffect(
    () =>
      listen('progress', ({ jobId, done, total }) => {
        if (jobId === current.current && total > 0) setValue(done / total)
      }),
    [],
  )

  return {
    ...job,
    value: job.busy ? value : undefined,
    run: (start) =>
      job.run((jobId) => {
        current.current = jobId
        setValue(undefined)
        return start(jobId)
      }),
  }
}
