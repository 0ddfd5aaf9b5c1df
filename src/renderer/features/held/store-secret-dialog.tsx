import { useRef, useState } from 'react'
import type { Proof, TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { providerOf, useCatalogue, useRow } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { heldText as text } from '#renderer/text/held'
import { calledBy, proofLabels } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { refusesSecret, SecretEntry, type SecretEntryHandle } from '#renderer/ui/forms/secret-entry'
import { SecretField } from '#renderer/ui/forms/secret-field'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { Notice } from '#renderer/ui/notice'

/** Stores the secret of a listed token: it is tried first, and what that proves is said as it is. */
export function StoreSecretDialog({ tokenId, onClose }: DialogProps<'store-secret'>) {
  const row = useRow(tokenId)
  const [shown] = useState(row)
  const view = useStoreView(row ?? shown, onClose)
  return <ViewDialog title={text.title} view={view} />
}

interface Stored {
  readonly secretId: string
  readonly proof: Proof
}

function useStoreView(row: TokenRow | undefined, onClose: () => void): View {
  const record = providerOf(useCatalogue(), row?.token.provider ?? '')
  const job = useJob()
  const stepUp = useStepUp(job)
  const [fields, showProblem] = useFirstProblem()
  const entry = useRef<SecretEntryHandle>(null)
  const [missing, setMissing] = useState(false)
  const [stored, setStored] = useState<Stored | null>(null)
  const done = (
    <Button variant="primary" onPress={onClose}>
      {formText.done}
    </Button>
  )
  if (!row) return { onClose, body: <Lead>{text.notListed}</Lead>, footer: done }

  const { token, held } = row
  const name = calledBy(token)
  const withoutProvider = record === undefined || (record.instances.length === 0 && record.custom === null)
  if (stored) {
    return {
      onClose,
      body: (
        <>
          <div>
            <Badge tone={stored.proof === 'proven' || stored.proof === 'made-here' ? 'good' : 'quiet'}>
              {proofLabels[stored.proof]}
            </Badge>
          </div>
          <p>{text.result(name, stored.proof)}</p>
          <SecretField id={stored.secretId} autoFocus />
        </>
      ),
      footer: done,
    }
  }

  async function submit(): Promise<void> {
    const taken = entry.current?.take() ?? null
    setMissing(taken === null)
    if (taken === null) {
      showProblem()
      return
    }
    const answer = await stepUp.run((given) =>
      call('secret.store', { tokenId: token.id, secret: taken.secret, ...given }),
    )
    if (answer?.ok) setStored(answer.value)
    else if (answer === null || !refusesSecret(answer.error.kind)) taken.giveBack()
    if (answer === null) showProblem()
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Lead>{withoutProvider ? text.leadOther(name) : text.lead(name)}</Lead>
        {held && <Notice tone="info">{text.replaces}</Notice>}
        <SecretEntry
          handle={entry}
          label={record?.secret.label ?? text.secret}
          placeholder={withoutProvider ? '' : record.secret.placeholder}
          prefix={record?.secret.prefix ?? ''}
          {...(!withoutProvider && { provider: record.id })}
          help=""
          error={missing ? formText.secretNeeded : null}
          onEdit={() => setMissing(false)}
          isDisabled={job.busy}
          autoFocus
        />
        {stepUp.fields}
        {job.error &&
          (job.error.kind === 'other-identity' ? (
            <Notice tone="error">{text.another}</Notice>
          ) : (
            <FailureNotice error={job.error} />
          ))}
      </div>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={withoutProvider ? text.storing : text.trying(record.name)}
        submit={text.store}
        onClose={onClose}
      />
    ),
  }
}
