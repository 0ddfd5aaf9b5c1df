import { type ReactNode, useState } from 'react'
import type { Made } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { formText } from '#renderer/text/forms'
import { operationText as text } from '#renderer/text/operations'
import { Button } from '../button.tsx'
import { Notice } from '../notice.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { JobFooter, Lead, type View } from './parts.tsx'
import { SecretField } from './secret-field.tsx'
import { useJob } from './use-job.ts'

export interface MadeViewOptions {
  /** Null while nothing is made. */
  readonly made: Made | null
  /** What was made, as the first sentence. */
  readonly lead: ReactNode
  readonly onClose: () => void
}

/**
 * What is shown once a token is made: its secret, which is in the vault already. One that could not be stored stays here
 * with that fact; leaving it takes a second, explicit step, with Escape too.
 */
export function useMadeView({ made, lead, onClose }: MadeViewOptions): View {
  const job = useJob()
  const [storedId, setStoredId] = useState<string | null>(null)
  const [leaving, setLeaving] = useState(false)
  const secretId = made?.secretId ?? storedId
  const unstoredId = made?.unstoredId ?? null

  if (secretId !== null || unstoredId === null) {
    const failure = storedId === null ? (made?.error ?? null) : null
    return {
      onClose,
      body: (
        <>
          <Lead>
            {lead} {secretId === null ? text.notMade : text.made}
          </Lead>
          {secretId !== null && <SecretField key={secretId} id={secretId} autoFocus />}
          {failure && <FailureNotice error={failure} tone="warn" />}
        </>
      ),
      footer: (
        <Button variant="primary" autoFocus={secretId === null} onPress={onClose}>
          {formText.done}
        </Button>
      ),
    }
  }

  async function storeAgain(id: string): Promise<void> {
    const answer = await job.run(() => call('secret.storeAgain', { unstoredId: id }))
    if (answer.ok) setStoredId(answer.value.secretId)
  }

  const failure = job.error ?? made?.error ?? null
  return {
    busy: job.busy,
    // Escape and the cross only ask.
    onClose: () => setLeaving(true),
    body: (
      <>
        {failure && <FailureNotice error={failure} lead={text.unstoredLead} />}
        <Lead>{text.unstoredHelp}</Lead>
        <SecretField id={unstoredId} autoFocus />
        {leaving && <Notice tone="warn">{text.leaveTitle}</Notice>}
      </>
    ),
    footer: leaving ? (
      <>
        <Button
          variant="danger"
          onPress={() => {
            void call('secret.forget', { secretId: unstoredId })
            onClose()
          }}
        >
          {text.leave}
        </Button>
        <Button autoFocus variant="primary" onPress={() => setLeaving(false)}>
          {text.stay}
        </Button>
      </>
    ) : (
      <JobFooter
        job={job}
        doing={text.storing}
        submit={text.storeAgain}
        onSubmit={() => void storeAgain(unstoredId)}
        onClose={() => setLeaving(true)}
        closeLabel={formText.close}
      />
    ),
  }
}
