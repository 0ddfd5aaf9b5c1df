import { useState } from 'react'
import type { ProviderRecord, Support } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { isListed } from '#shared/rules/guide'
import { openGuide } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { kindOf, useAccount } from '#renderer/data/use-mirror'
import { guidedText } from '#renderer/text/guided'
import { revokeText as text } from '#renderer/text/revoke'
import { calledBy, tokenInSentence } from '#shared/text/words'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { GuideSteps } from '#renderer/ui/forms/guide-steps'
import { OwnGuard, passesGuard } from '#renderer/ui/forms/own-guard'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { toast } from '#renderer/ui/toast'
import { RevokeFacts } from './facts.tsx'

export interface GuidedRevokeProps {
  readonly row: TokenRow
  readonly record: ProviderRecord
  readonly support: Extract<Support, { how: 'guided' }>
  readonly onClose: () => void
}

/**
 * Revoking on the provider's page: what to do there, then the check that it is dead. Where Keyrack has neither the secret
 * nor a list to check with, the person says so.
 */
export function GuidedRevoke({ row, record, support, onClose }: GuidedRevokeProps) {
  const { token, held, own } = row
  const account = useAccount(token.accountId)
  const job = useJob()
  const stepUp = useStepUp(job)
  const [confirmed, setConfirmed] = useState(false)
  const [said, setSaid] = useState(false)
  const kind = kindOf(record, token.kind)
  const listed = kind !== undefined && isListed(kind)
  const checkable = held !== null || listed || own === 'yes'

  async function check(): Promise<void> {
    const answer = await stepUp.run((given) =>
      call('guided.revoke', { tokenId: token.id, ownConfirmed: confirmed, saysDone: !checkable && said, ...given }),
    )
    if (!answer?.ok) return
    toast({ text: guidedText.revokedBy(calledBy(token), answer.value.by), tone: 'good' })
    onClose()
  }

  const view = {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>{text.lead(tokenInSentence(token), record.name)}</Lead>
        <RevokeFacts row={row} account={account} />
        <OwnGuard row={row} confirmed={confirmed} onConfirm={setConfirmed} isDisabled={job.busy} />
        <GuideSteps
          support={support}
          record={record}
          onOpen={() => void openGuide({ what: 'revoke', tokenId: token.id })}
          isDisabled={job.busy || !passesGuard(row, confirmed)}
        />
        {checkable ? (
          <p>{held === null && listed ? guidedText.checkedByList : guidedText.checkedBySecret(record.name)}</p>
        ) : (
          <Checkbox isSelected={said} onChange={setSaid} isDisabled={job.busy}>
            {guidedText.saysRevoked}
          </Checkbox>
        )}
        {stepUp.fields}
        {job.error && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={guidedText.checkingRevoked(record.name)}
        submit={checkable ? guidedText.checkRevoked : guidedText.noteRevoked}
        isDisabled={!passesGuard(row, confirmed) || !(checkable || said)}
        onSubmit={() => void check()}
        onClose={onClose}
      />
    ),
  }
  return <ViewDialog title={text.title} role="alertdialog" view={view} />
}
