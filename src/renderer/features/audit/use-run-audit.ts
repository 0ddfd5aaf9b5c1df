import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useJob } from '#renderer/ui/forms/use-job'

/** Has main judge everything anew and keep it for the trend; the findings follow by themselves. */
export function useRunAudit(): { readonly busy: boolean; readonly start: () => Promise<void> } {
  const job = useJob()
  return {
    busy: job.busy,
    start: async () => {
      const answer = await job.run((jobId) => call('findings.run', { jobId }))
      if (!answer.ok) tellFailure(answer.error)
    },
  }
}
