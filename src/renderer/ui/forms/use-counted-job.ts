import { useEffect, useRef, useState } from 'react'
import { listen } from '#renderer/data/bridge'
import { type Job, useJob } from './use-job.ts'

/** A job that tells how many things have come so far, without knowing how many there are. */
export function useCountedJob(): Job & { readonly count: number } {
  const job = useJob()
  const current = useRef('')
  const [count, setCount] = useState(0)

  useEffect(
    () =>
      listen('progress', ({ jobId, done }) => {
        if (jobId === current.current) setCount(done)
      }),
    [],
  )

  return {
    ...job,
    count,
    run: (start) =>
      job.run((jobId) => {
        current.current = jobId
        setCount(0)
        return start(jobId)
      }),
  }
}
