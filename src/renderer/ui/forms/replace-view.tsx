import { useState } from 'react'
import type { Input } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { Instant } from '#shared/model/time'
import { rotationOf } from '#shared/rules/rotation'
import { call } from '#renderer/data/bridge'
import { useAccount, useMirrorState } from '#renderer/data/use-mirror'
import { momentText } from '#shared/text/dates'
import { operationText as text } from '#renderer/text/operations'
import { placeText } from '#renderer/text/places'
import { Button } from '../button.tsx'
import { Checkbox } from '../choices.tsx'
import { toast } from '../toast.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { OwnGuard, passesGuard } from './own-guard.tsx'
import { JobFooter, type View } from './parts.tsx'
import { PlaceCheckList } from './place-check-list.tsx'
import { RemindLater } from './remind-later.tsx'
import { RotationSteps } from './rotation-steps.tsx'
import { SecretField } from './secret-field.tsx'
import { useJob } from './use-job.ts'
import { type CallGiven, useStepUp } from './use-step-up.tsx'

/**
 * The way from an old token to its successor: made and stored, checked, replaced where it is used, old one revoked. The
 * last step is the person's; "Later" leaves it for another day. Null where there is no such operation.
 */
export function useReplaceView(operation: Operation | null, onClose: () => void): View | null {
  const job = useJob()
  const stepUp = useStepUp(job, operation?.error)
  const [confirmed, setConfirmed] = useState(false)
  const [leftConfirmed, setLeftConfirmed] = useState(false)
  const oldId = operation?.tokenId
  const row = useMirrorState((state) => (oldId === undefined ? undefined : state.rows.get(oldId)))
  const account = useAccount(operation?.accountId ?? '')
  if (operation === null) return null
  const where = account?.name ?? operation.accountId
  const rotation = rotationOf({ operation, row, isMade: true })
  const { left } = rotation

  async function take(made: Operation, decision: Input<'operation.continue'>['decision'], said: string): Promise<void> {
    const decide = (given: CallGiven) =>
      call('operation.continue', {
        operationId: made.id,
        decision,
        tokenId: null,
        ownConfirmed: confirmed,
        acceptPlaces: left,
        ...given,
      })
    // Leaving the old token alive asks nothing of the provider.
    const answer = decision === 'revoke-old' ? await stepUp.run(decide) : await job.run((jobId) => decide({ jobId }))
    if (!answer?.ok) return
    toast({ text: said, tone: 'good' })
    onClose()
  }

  async function remind(made: Operation, at: Instant | null): Promise<void> {
    const answer = await job.run((jobId) =>
      call('operation.continue', {
        operationId: made.id,
        decision: 'revoke-later',
        at,
        tokenId: null,
        ownConfirmed: false,
        jobId,
      }),
    )
    if (!answer.ok || at === null) return
    toast({ text: text.reminded(momentText(at)), tone: 'good' })
    onClose()
  }

  const { newTokenId } = operation
  const failure = job.error ?? operation.error
  const checked = operation.step === 'checked' || operation.step === 'revoking'
  const mayWait = operation.step !== 'revoking'
  return {
    busy: job.busy,
    onClose,
    body: (
      <>
        <RotationSteps
          rotation={rotation}
          words={{
            make: text.madeStep,
            check: checked ? text.checkedStep : text.uncheckedStep,
            places: text.replaceStep,
            old: text.revokeOldStep,
          }}
          help={{
            places: (
              <>
                {rotation.stage === 'places' && <p>{text.replaceHelp}</p>}
                {row && newTokenId !== undefined && <PlaceCheckList row={row} by={newTokenId} isDisabled={job.busy} />}
              </>
            ),
            old: mayWait && (
              <RemindLater
                at={operation.revokeAt}
                isDisabled={job.busy}
                onChange={(at) => void remind(operation, at)}
              />
            ),
          }}
        />
        {operation.newSecretId !== undefined && (
          <SecretField key={operation.newSecretId} id={operation.newSecretId} autoFocus />
        )}
        {row && (
          <OwnGuard
            row={row}
            confirmed={confirmed}
            onConfirm={setConfirmed}
            isDisabled={job.busy}
            sentence={row.own === 'yes' ? text.ownGoesOn(where) : text.ownMayGoOn(where)}
            tick={text.ownGoesOnTick}
          />
        )}
        {left > 0 && (
          <Checkbox
            isSelected={leftConfirmed}
            onChange={setLeftConfirmed}
            isDisabled={job.busy}
            help={placeText.left(left)}
          >
            {placeText.leftConfirm}
          </Checkbox>
        )}
        {stepUp.fields}
        {failure && <FailureNotice error={failure} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.revokingOld}
        submit={text.revokeOld}
        variant="danger"
        isDisabled={!passesGuard(row, confirmed) || (left > 0 && !leftConfirmed)}
        onSubmit={() => void take(operation, 'revoke-old', text.oldRevoked)}
        onClose={onClose}
        closeLabel={text.later}
        extra={
          <Button variant="quiet" onPress={() => void take(operation, 'keep-old', text.bothKept)}>
            {text.keepBoth}
          </Button>
        }
      />
    ),
  }
}
