import { useState } from 'react'
import type { EndedAll } from '#shared/contract/revoke-all'
import type { Account } from '#shared/model/account'
import type { ErrorKind } from '#shared/model/error'
import type { Operation } from '#shared/model/operation'
import type { ProviderRecord } from '#shared/model/provider'
import { placesInUse } from '#shared/rules/places'
import { call } from '#renderer/data/bridge'
import { useMirror } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { identityLine } from '#renderer/text/accounts'
import { revokeAllText as text } from '#renderer/text/revoke-all'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { Notice } from '#renderer/ui/notice'
import { Spinner } from '#renderer/ui/spinner'
import { TextField } from '#renderer/ui/text-field'
import { endedView } from './ended-view.tsx'
import { TokenNames } from './token-names.tsx'
import { useListed } from './use-listed.ts'

export interface CallRevokeAllProps {
  readonly account: Account
  readonly record: ProviderRecord
  readonly onClose: () => void
}

/** The provider's one call: what ends is listed anew and named, and the person types the account's name. */
export function CallRevokeAll({ account, record, onClose }: CallRevokeAllProps) {
  const { id: accountId, name } = account
  const mirror = useMirror()
  const listed = useListed(accountId)
  const job = useJob()
  const stepUp = useStepUp(job)
  const [typed, setTyped] = useState('')
  const [ended, setEnded] = useState<EndedAll | null>(null)
  const { tokenIds } = listed
  const places = listed.rows.reduce((sum, row) => sum + placesInUse(row).length, 0)
  const isAgreed = typed.trim() === name && tokenIds !== null && tokenIds.length > 0
  const hasChanged = job.error?.kind === 'confirmation-needed'

  async function submit(): Promise<void> {
    if (!isAgreed) return
    const answer = await stepUp.run((given) =>
      call('revokeAll.call', { accountId, name: typed, tokenIds: [...tokenIds], acceptPlaces: places, ...given }),
    )
    if (answer === null) return
    if (answer.ok) {
      setEnded(answer.value)
      return
    }
    if (answer.error.kind === 'confirmation-needed') {
      setTyped('')
      listed.again()
      return
    }
    // What is not known for certain waits as an operation, which says what was seen since.
    const operationId = waitingFor(mirror.store.getState().facts?.operations ?? [], accountId)
    if (operationId !== undefined && uncertain.has(answer.error.kind)) openDialog({ kind: 'operation', operationId })
  }

  if (ended) return <ViewDialog title={text.title} view={endedView(ended, accountId, onClose)} />
  const view = {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <>
        <Lead>
          {text.lead(record.name, identityLine(account.identity))} {text.stays}
        </Lead>
        <Notice tone="warn">{text.ownEnds(name)}</Notice>
        {hasChanged && <Notice tone="error">{text.changed}</Notice>}
        {listed.loading && (
          <p role="status">
            <Spinner /> {text.listing(record.name)}
          </p>
        )}
        {listed.error && (
          <FailureNotice error={listed.error} actions={{ retry: { label: text.listAgain, onPress: listed.again } }} />
        )}
        {tokenIds !== null && (
          <>
            <p>{tokenIds.length === 0 ? text.nothing(record.name) : text.shown(tokenIds.length)}</p>
            {tokenIds.length > 0 && <TokenNames rows={listed.rows} />}
            {places > 0 && <Notice tone="warn">{text.places(places)}</Notice>}
            {tokenIds.length > 0 && (
              <TextField
                label={text.typeName(name)}
                value={typed}
                onChange={setTyped}
                maxLength={200}
                isDisabled={job.busy}
                autoFocus
              />
            )}
          </>
        )}
        {stepUp.fields}
        {job.error && !hasChanged && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.ending(record.name)}
        submit={text.submit}
        variant="danger"
        isDisabled={!isAgreed}
        onClose={onClose}
      />
    ),
  }
  return <ViewDialog title={text.title} role="alertdialog" view={view} />
}

/** Failures of which nobody knows yet what was done. */
const uncertain: ReadonlySet<ErrorKind> = new Set(['answer-lost', 'still-works'])

/** The youngest operation about all tokens of the account that waits for the person. */
function waitingFor(operations: readonly Operation[], accountId: string): string | undefined {
  return operations
    .filter((one) => one.kind === 'revoke-all' && one.accountId === accountId && one.step === 'answer-lost')
    .sort((a, b) => b.startedAt - a.startedAt)[0]?.id
}
