import { useRef, useState } from 'react'
import { hasPages } from '#shared/rules/guide'
import { call } from '#renderer/data/bridge'
import { providerOf, useAccount, useCatalogue } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { accountText as text } from '#renderer/text/accounts'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead } from '#renderer/ui/forms/parts'
import { refusesSecret, SecretEntry, type SecretEntryHandle } from '#renderer/ui/forms/secret-entry'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { toast } from '#renderer/ui/toast'
import { besides, SignInFields, type SignInHandle } from './sign-in-fields.tsx'

/** Gives an account a new token, after the provider has said that it is the same person's or organization's. */
export function ReenterTokenDialog({ accountId, onClose }: DialogProps<'reenter-token'>) {
  const account = useAccount(accountId)
  const record = providerOf(useCatalogue(), account?.provider ?? '')
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const entry = useRef<SecretEntryHandle>(null)
  const signIn = useRef<SignInHandle>(null)
  const [missing, setMissing] = useState(false)
  const name = account?.name ?? accountId

  async function submit(): Promise<void> {
    const taken = entry.current?.take() ?? null
    const beside = signIn.current?.take() ?? null
    setMissing(taken === null)
    if (taken === null || beside === null) {
      taken?.giveBack()
      beside?.giveBack()
      showProblem()
      return
    }
    const answer = await job.run((jobId) =>
      call('account.reenter', { accountId, secret: taken.secret, ...besides(beside), jobId }),
    )
    if (answer.ok) {
      toast({ text: text.reentered(name), tone: 'good' })
      onClose()
    } else if (!refusesSecret(answer.error.kind)) {
      taken.giveBack()
      beside.giveBack()
    }
  }

  return (
    <Dialog
      title={text.reenter}
      busy={job.busy}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <JobFooter job={job} doing={text.checking(record?.name ?? name)} submit={text.reenterDo} onClose={onClose} />
      }
    >
      <Lead>{text.reenterLead(name, account?.origin ?? '')}</Lead>
      {account?.credentialError && job.error === null && !job.busy && (
        <FailureNotice error={account.credentialError} tone="warn" />
      )}
      <div ref={fields} className={styles['fields']}>
        <SignInFields handle={signIn} fields={record?.signIn ?? []} isDisabled={job.busy} />
        <SecretEntry
          handle={entry}
          label={record?.secret.label ?? formText.secret}
          placeholder={record?.secret.placeholder ?? ''}
          prefix={record?.secret.prefix ?? ''}
          {...(record && { provider: record.id })}
          {...(record &&
            hasPages(record) && {
              help: (
                <Button variant="link" onPress={() => void call('link.open', { what: 'account', accountId })}>
                  {text.makeToken}
                </Button>
              ),
            })}
          error={missing ? formText.secretNeeded : null}
          onEdit={() => setMissing(false)}
          isDisabled={job.busy}
          autoFocus
        />
      </div>
      {job.error && <FailureNotice error={job.error} />}
    </Dialog>
  )
}
