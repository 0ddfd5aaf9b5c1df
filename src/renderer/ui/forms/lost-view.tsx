import { useState } from 'react'
import type { Input } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { momentText } from '#renderer/text/dates'
import { operationText as text } from '#renderer/text/operations'
import { calledBy } from '#renderer/text/words'
import { Button } from '../button.tsx'
import { RadioGroup } from '../choices.tsx'
import { Notice } from '../notice.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { OwnGuard, passesGuard } from './own-guard.tsx'
import { JobFooter, Lead, type View } from './parts.tsx'
import { type Job, useJob } from './use-job.ts'

type Decision = Input<'operation.continue'>['decision']

const none = 'none'

function candidateOption(row: TokenRow) {
  const { created } = row.token
  const help = created.kind === 'at' ? text.candidateHelp(momentText(created.at)) : text.candidateUnknown
  return { id: row.token.id, label: calledBy(row.token), help }
}

/** Did the lost answer carry a secret of a new token? Then the person says which token, if any, was made. */
function madeToken(operation: Operation): boolean {
  return operation.kind === 'create' || (operation.kind === 'regenerate' && operation.emulated)
}

function explanation(operation: Operation): string {
  if (madeToken(operation)) return text.lostSecret
  return operation.kind === 'regenerate' ? text.lostNative : text.lostOther
}

/**
 * What to do after an answer was lost. Nothing is sent again: the person looks at what appeared since and decides. Null
 * where there is no such operation.
 */
export function useLostView(operation: Operation | null, onClose: () => void): View | null {
  const decide = useJob()
  const look = useJob()
  const [chosen, setChosen] = useState<string | null>(null)
  const [confirmed, setConfirmed] = useState(false)
  const rows = useMirrorState((state) => state.rows)
  // Rows change in place: this renders again when they do.
  useMirrorState((state) => state.rowsVersion)
  if (operation === null) return null

  const candidates = operation.candidates.flatMap((id) => rows.get(id) ?? [])
  const row = chosen === null ? undefined : rows.get(chosen)
  const guarded = { row, confirmed }
  const busy = decide.busy || look.busy

  async function take(made: Operation, decision: Decision, tokenId: string | null): Promise<boolean> {
    const answer = await decide.run((jobId) =>
      call('operation.continue', { operationId: made.id, decision, tokenId, ownConfirmed: confirmed, jobId }),
    )
    if (answer.ok) onClose()
    return answer.ok
  }

  const lookAgain = {
    label: text.lookAgain,
    busy: look.busy,
    onPress: () => void look.run((jobId) => call('inventory.refresh', { accountId: operation.accountId, jobId })),
  }
  const failure = decide.error ?? look.error

  return {
    busy,
    onClose,
    body: (
      <>
        <Notice tone="warn" action={lookAgain}>
          {text.lostLead}
        </Notice>
        <Lead>{explanation(operation)}</Lead>
        {madeToken(operation) && (
          <RadioGroup
            label={text.which}
            options={[...candidates.map(candidateOption), { id: none, label: text.noneMade }]}
            value={chosen}
            onChange={setChosen}
            isDisabled={busy}
            {...(candidates.length === 0 && { help: text.noCandidates })}
          />
        )}
        {row && <OwnGuard row={row} confirmed={confirmed} onConfirm={setConfirmed} isDisabled={busy} />}
        {operation.error && operation.error.kind !== 'answer-lost' && (
          <FailureNotice error={operation.error} tone="warn" lead={text.lookFailed} />
        )}
        {failure && <FailureNotice error={failure} />}
      </>
    ),
    footer: (
      <LostFooter {...{ operation, decide, chosen, take, onClose }} mayRevoke={passesGuard(guarded.row, confirmed)} />
    ),
  }
}

interface LostFooterProps {
  readonly operation: Operation
  readonly decide: Job
  readonly chosen: string | null
  readonly take: (operation: Operation, decision: Decision, tokenId: string | null) => Promise<boolean>
  readonly mayRevoke: boolean
  readonly onClose: () => void
}

function LostFooter({ operation, decide, chosen, take, mayRevoke, onClose }: LostFooterProps) {
  const common = { job: decide, doing: text.deciding, onClose, closeLabel: text.later }
  const { tokenId = null } = operation
  if (madeToken(operation)) {
    const candidate = chosen === none ? null : chosen
    if (candidate === null) {
      return (
        <JobFooter
          {...common}
          submit={text.endIt}
          isDisabled={chosen === null}
          onSubmit={() => void take(operation, 'nothing-happened', null)}
        />
      )
    }
    return (
      <JobFooter
        {...common}
        submit={text.revokeIt}
        variant="danger"
        isDisabled={!mayRevoke}
        onSubmit={() => void take(operation, 'revoke-candidate', candidate)}
        extra={
          <Button variant="quiet" onPress={() => void take(operation, 'keep-candidate', candidate)}>
            {text.keepIt}
          </Button>
        }
      />
    )
  }
  if (operation.kind === 'regenerate' && tokenId !== null) {
    return (
      <JobFooter
        {...common}
        submit={text.regenerateAgain}
        onSubmit={() =>
          void take(operation, 'nothing-happened', null).then((ended) => {
            if (ended) openDialog({ kind: 'regenerate', tokenId })
          })
        }
        extra={
          <Button variant="quiet" onPress={() => void take(operation, 'nothing-happened', null)}>
            {text.endOther}
          </Button>
        }
      />
    )
  }
  return (
    <JobFooter {...common} submit={text.endOther} onSubmit={() => void take(operation, 'nothing-happened', null)} />
  )
}
