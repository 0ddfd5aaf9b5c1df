import { useState } from 'react'
import type { Made } from '#shared/contract'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog, type DialogProps } from '#renderer/dialogs'
import { createText as text } from '#renderer/text/create'
import { useLostView } from '#renderer/ui/forms/lost-view'
import { useMadeView } from '#renderer/ui/forms/made-view'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { useFormView } from './form-view.tsx'
import { useTarget } from './use-target.ts'

/** Makes a token: the form, then its secret, or what to do when the secret or the answer did not arrive. */
export function NewTokenDialog({ onClose, ...preset }: DialogProps<'new-token'>) {
  const choice = useTarget(preset)
  const [made, setMade] = useState<{ readonly made: Made; readonly name: string } | null>(null)
  const [failedSince, setFailedSince] = useState<number | null>(null)
  const form = useFormView({
    choice,
    onMade: (result, name) => setMade({ made: result, name }),
    onFailed: setFailedSince,
    onClose,
  })
  const madeView = useMadeView({ made: made?.made ?? null, lead: text.made(made?.name ?? ''), onClose })
  const lostView = useLostView(useLostOperation(failedSince, choice.target?.account.id), onClose)
  const nobody = useNobodyView(onClose)

  const view = made ? madeView : choice.target === null ? nobody : (lostView ?? form)
  return <ViewDialog title={text.title} view={view} />
}

/** The create whose answer was lost just now. It arrives with the facts, before or after the failure itself. */
function useLostOperation(since: number | null, accountId: string | undefined) {
  return useFacts((facts) => {
    if (since === null) return null
    return (
      facts.operations.find(
        ({ kind, step, accountId: of, startedAt }) =>
          kind === 'create' && step === 'answer-lost' && of === accountId && startedAt >= since,
      ) ?? null
    )
  })
}

/** What is shown where no account can have a token made. */
function useNobodyView(onClose: () => void): View {
  const job = useJob()
  return {
    onClose,
    body: <Lead>{text.noAccounts}</Lead>,
    footer: (
      <JobFooter
        job={job}
        doing=""
        submit={text.addAccount}
        onSubmit={() => openDialog({ kind: 'add-account' })}
        onClose={onClose}
      />
    ),
  }
}
