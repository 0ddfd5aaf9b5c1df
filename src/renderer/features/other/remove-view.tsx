import type { TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { formText } from '#renderer/text/forms'
import { otherText as text } from '#renderer/text/other'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, type View } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { toast } from '#renderer/ui/toast'

interface RemoveOptions {
  readonly row: TokenRow | undefined
  readonly onBack: () => void
  readonly onClose: () => void
}

/** Asks before a token without an adapter is removed from Keyrack, with its secret if it has one. */
export function useRemoveView({ row, onBack, onClose }: RemoveOptions): View {
  const job = useJob()

  async function remove(): Promise<void> {
    if (!row) return
    const answer = await job.run(() => call('other.remove', { tokenId: row.token.id }))
    if (!answer.ok) return
    toast({ text: text.removed(row.token.name) })
    onClose()
  }

  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Notice tone="warn">{text.removeWarning(row?.held != null)}</Notice>
        {job.error && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.adding}
        submit={text.removeReally}
        variant="danger"
        onSubmit={() => void remove()}
        onClose={onBack}
        closeLabel={formText.back}
      />
    ),
  }
}
