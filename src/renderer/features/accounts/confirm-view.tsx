import { useState } from 'react'
import type { ProviderRecord } from '#shared/model/provider'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { accountText as text, identityLine, organizationsLine, teamsLine } from '#renderer/text/accounts'
import { formText } from '#renderer/text/forms'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { FactList, JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { Button } from '#renderer/ui/button'
import { TextField } from '#renderer/ui/text-field'
import { toast } from '#renderer/ui/toast'
import type { Checked } from './checked.ts'

interface ConfirmOptions {
  readonly checked: Checked | null
  readonly provider: ProviderRecord | undefined
  readonly onBack: () => void
  readonly onClose: () => void
}

/** A first name for the account: the login, with the provider where another account has it already. */
function suggestion(checked: Checked, provider: string, taken: readonly string[]): string {
  const { login, name, id } = checked.identity
  const plain = login || name || id
  return (taken.includes(plain) ? `${plain} (${provider})` : plain).slice(0, 100)
}

/** Second view of "Add account": whose token it is, and a name. Null while nothing is checked. */
export function useConfirmView({ checked, provider, onBack, onClose }: ConfirmOptions): View | null {
  const accounts = useFacts((facts) => facts.accounts)
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const [typed, setTyped] = useState<{ readonly checkId: string; readonly name: string } | null>(null)
  const [missing, setMissing] = useState(false)
  if (checked === null) return null

  const providerName = provider?.name ?? ''
  const taken = accounts.map((account) => account.name)
  const name = typed?.checkId === checked.checkId ? typed.name : suggestion(checked, providerName, taken)
  const same = accounts.find((account) => account.id === checked.sameAs)
  const { identity } = checked

  async function submit(checkId: string): Promise<void> {
    const tidied = name.trim()
    setMissing(tidied === '')
    if (tidied === '') {
      showProblem()
      return
    }
    const answer = await job.run(() => call('account.add', { checkId, name: tidied }))
    if (!answer.ok) return
    toast({ text: text.added(tidied), tone: 'good' })
    onClose()
  }

  const back = (
    <Button variant="quiet" onPress={onBack}>
      {formText.back}
    </Button>
  )
  const facts = (
    <FactList
      facts={[
        [text.signedInAs, identityLine(identity)],
        [text.tokenName, identity.tokenName],
        [text.email, identity.email],
        [text.organizations, identity.kind === 'person' ? organizationsLine(identity) : ''],
        [text.teams, identity.kind === 'person' ? teamsLine(identity) : ''],
        [text.server, checked.origin],
      ]}
    />
  )
  if (same) {
    return {
      onClose,
      body: (
        <>
          {facts}
          <Notice tone="warn">{text.sameAs(same.name)}</Notice>
        </>
      ),
      footer: (
        <JobFooter
          job={job}
          doing=""
          submit={text.goToReenter}
          onSubmit={() => openDialog({ kind: 'reenter-token', accountId: same.id })}
          onClose={onClose}
          extra={back}
        />
      ),
    }
  }
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(checked.checkId),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Lead>{text.checked(providerName)}</Lead>
        {facts}
        <TextField
          label={text.name}
          value={name}
          onChange={(value) => setTyped({ checkId: checked.checkId, name: value })}
          maxLength={100}
          help={text.nameHelp}
          error={missing && name.trim() === '' ? text.nameNeeded : null}
          isDisabled={job.busy}
          autoFocus
        />
        {job.error && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: <JobFooter job={job} doing={text.adding} submit={text.addDo} onClose={onClose} extra={back} />,
  }
}
