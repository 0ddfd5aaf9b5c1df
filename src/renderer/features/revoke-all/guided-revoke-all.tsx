import { useState } from 'react'
import type { EndedAll } from '#shared/contract/revoke-all'
import type { Account } from '#shared/model/account'
import type { ProviderRecord, Support } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { endsWithAll } from '#shared/rules/revoke-all'
import { openGuide } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useMirrorState } from '#renderer/data/use-mirror'
import { identityLine } from '#renderer/text/accounts'
import { revokeAllText as text } from '#renderer/text/revoke-all'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { GuideSteps } from '#renderer/ui/forms/guide-steps'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { Notice } from '#renderer/ui/notice'
import { endedView } from './ended-view.tsx'
import { TokenNames } from './token-names.tsx'

export interface GuidedRevokeAllProps {
  readonly account: Account
  readonly record: ProviderRecord
  readonly support: Extract<Support, { how: 'guided' }>
  readonly onClose: () => void
}

/** Ending all tokens on the provider's page: what to do there, then every stored secret is tried. */
export function GuidedRevokeAll({ account, record, support, onClose }: GuidedRevokeAllProps) {
  const { id: accountId, name } = account
  const job = useJob()
  const stepUp = useStepUp(job)
  const [confirmed, setConfirmed] = useState(false)
  const [ended, setEnded] = useState<EndedAll | null>(null)
  const rows = useMirrorState((state) => state.rows)
  // Rows change in place: this renders again when they do.
  useMirrorState((state) => state.rowsVersion)
  const held = [...rows.values()].filter((row) => isTried(row, accountId))

  async function check(): Promise<void> {
    const answer = await stepUp.run((given) =>
      call('revokeAll.check', { accountId, ownConfirmed: confirmed, ...given }),
    )
    if (answer?.ok) setEnded(answer.value)
  }

  if (ended) return <ViewDialog title={text.title} view={endedView(ended, accountId, onClose)} />
  const stillWork = job.error?.kind === 'still-works'
  const view = {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>
          {text.guidedLead(record.name, identityLine(account.identity))} {text.stays}
        </Lead>
        <Notice tone="warn">{text.ownMayEnd(name)}</Notice>
        <Checkbox isSelected={confirmed} onChange={setConfirmed} isDisabled={job.busy}>
          {text.confirmOwn}
        </Checkbox>
        <GuideSteps
          support={support}
          record={record}
          onOpen={() => void openGuide({ what: 'revoke-all', accountId })}
          isDisabled={job.busy || !confirmed}
        />
        <p>{held.length === 0 ? text.guidedNone(record.name) : text.guidedShown(held.length)}</p>
        {held.length > 0 && <TokenNames rows={held} />}
        {held.length > 0 && <p>{text.checkedBySecrets(record.name)}</p>}
        {stepUp.fields}
        {stillWork && (
          <Notice tone="error">{held.length === 0 ? text.stillOwn(record.name) : text.stillWork(record.name)}</Notice>
        )}
        {job.error && !stillWork && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.checking(record.name)}
        submit={text.check}
        isDisabled={!confirmed}
        onSubmit={() => void check()}
        onClose={onClose}
      />
    ),
  }
  return <ViewDialog title={text.title} role="alertdialog" view={view} />
}

function isTried({ token, held }: TokenRow, accountId: string): boolean {
  return token.accountId === accountId && token.state !== 'revoked' && held !== null && endsWithAll(token.owner)
}
