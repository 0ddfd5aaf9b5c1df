import { useState } from 'react'
import type { TokenRow } from '#shared/model/token'
import { placesInUse } from '#shared/rules/places'
import { call } from '#renderer/data/bridge'
import { kindOf, providerOf, useAccount, useCatalogue, useRow } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { dayText } from '#shared/text/dates'
import { formText } from '#renderer/text/forms'
import { revokeText as text } from '#renderer/text/revoke'
import { calledBy, supportReason, tokenInSentence } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { OwnGuard, passesGuard } from '#renderer/ui/forms/own-guard'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { Notice } from '#renderer/ui/notice'
import { toast } from '#renderer/ui/toast'
import { RevokeFacts } from './facts.tsx'
import { GuidedRevoke } from './guided-revoke.tsx'

/** Revokes a token: names it, guards the one that Keyrack signs in with, and says so when it was gone already. */
export function RevokeDialog({ tokenId, onClose }: DialogProps<'revoke'>) {
  const row = useRow(tokenId)
  // A refresh may take the row away while the dialog is open: it goes on with what it showed.
  const [shown] = useState(row)
  const record = providerOf(useCatalogue(), shown?.token.provider ?? '')
  const support = kindOf(record, shown?.token.kind ?? '')?.support.revoke
  // What is done on the provider's page goes on with the token that it began with.
  if (shown?.token.state === 'active' && record && support?.how === 'guided') {
    return <GuidedRevoke row={row ?? shown} record={record} support={support} onClose={onClose} />
  }
  return <CallRevoke row={row ?? shown} onClose={onClose} />
}

function CallRevoke({ row, onClose }: { readonly row: TokenRow | undefined; readonly onClose: () => void }) {
  const view = useRevokeView(row, onClose)
  return <ViewDialog title={text.title} role="alertdialog" view={view} />
}

function closing(body: View['body'], onClose: () => void): View {
  return {
    onClose,
    body,
    footer: (
      <Button variant="primary" autoFocus onPress={onClose}>
        {formText.close}
      </Button>
    ),
  }
}

function goneSentence({ token }: TokenRow): string {
  const name = calledBy(token)
  if (token.goneAt === undefined) return text.goneBeforeNoDate(name)
  const when = dayText(token.goneAt)
  return token.state === 'revoked' ? text.revokedBefore(name, when) : text.goneBefore(name, when)
}

function useRevokeView(row: TokenRow | undefined, onClose: () => void): View {
  const record = providerOf(useCatalogue(), row?.token.provider ?? '')
  const account = useAccount(row?.token.accountId ?? '')
  const job = useJob()
  const [confirmed, setConfirmed] = useState(false)
  const [wasGone, setWasGone] = useState(false)
  const stepUp = useStepUp(job)
  if (!row) return closing(<Lead>{text.notListed}</Lead>, onClose)

  const { token } = row
  const places = placesInUse(row).length
  const name = calledBy(token)
  const provider = record?.name ?? token.service ?? token.provider
  if (wasGone) return closing(<Notice tone="info">{text.alreadyGone(name, provider)}</Notice>, onClose)
  if (token.state !== 'active' && !job.busy) return closing(<Notice tone="info">{goneSentence(row)}</Notice>, onClose)

  const openPage = {
    label: formText.openPage,
    onPress: () => void call('link.open', { what: 'token', tokenId: token.id }),
  }
  const support = kindOf(record, token.kind)?.support.revoke
  if (support?.how !== 'native') {
    return closing(
      <Notice tone="info" action={openPage}>
        {text.notHere} {support ? supportReason(support) : ''}
      </Notice>,
      onClose,
    )
  }

  async function submit(): Promise<void> {
    const answer = await stepUp.run((given) =>
      call('token.revoke', { tokenId: token.id, ownConfirmed: confirmed, acceptPlaces: places, ...given }),
    )
    if (!answer?.ok) return
    if (answer.value.outcome === 'already-gone') {
      setWasGone(true)
      return
    }
    toast({ text: text.revoked(name), tone: 'good' })
    onClose()
  }

  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>{text.lead(tokenInSentence(token), provider)}</Lead>
        <RevokeFacts row={row} account={account} />
        <OwnGuard row={row} confirmed={confirmed} onConfirm={setConfirmed} isDisabled={job.busy} />
        {stepUp.fields}
        {job.error && <FailureNotice error={job.error} actions={{ 'open-page': openPage }} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.revoking(provider)}
        submit={text.revoke}
        variant="danger"
        isDisabled={!passesGuard(row, confirmed)}
        onSubmit={() => void submit()}
        onClose={onClose}
      />
    ),
  }
}
