import { useState } from 'react'
import type { Input } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { TokenRow } from '#shared/model/token'
import { placesInUse } from '#shared/rules/places'
import { call } from '#renderer/data/bridge'
import { useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { momentText } from '#shared/text/dates'
import { operationText as text } from '#renderer/text/operations'
import { placeText } from '#renderer/text/places'
import { calledBy, listed } from '#shared/text/words'
import { RadioGroup } from '../choices.tsx'
import { Notice } from '../notice.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { LostFooter, madeToken, none } from './lost-footer.tsx'
import { OwnGuard, passesGuard } from './own-guard.tsx'
import { Lead, type View } from './parts.tsx'
import { PlacesFact } from './places-fact.tsx'
import { useJob } from './use-job.ts'
import { type CallGiven, useStepUp } from './use-step-up.tsx'

function candidateOption(row: TokenRow) {
  const { created } = row.token
  const help = created.kind === 'at' ? text.candidateHelp(momentText(created.at)) : text.candidateUnknown
  return { id: row.token.id, label: calledBy(row.token), help }
}

function explanation(operation: Operation, candidates: readonly TokenRow[]): string {
  if (operation.kind === 'revoke-all') {
    if (operation.error !== null) return text.lostAllUnseen
    return text.lostAllLeft(listed(candidates.map(({ token }) => calledBy(token))))
  }
  if (operation.step === 'revoking') return text.revokingLead
  if (operation.step === 'intended') return text.neverSent
  if (isKnown(operation) && madeToken(operation)) return text.lostKnown
  if (madeToken(operation)) return text.lostSecret
  if (operation.kind !== 'regenerate') return text.lostOther
  return operation.candidates.length > 0 ? text.lostNativeDone : text.lostNative
}

/** The answer did come, and told which token was made: only its secret was lost. */
function isKnown({ newTokenId, candidates }: Operation): boolean {
  return newTokenId !== undefined && candidates.includes(newTokenId)
}

/**
 * What to do after an answer was lost. Nothing is sent again: the person looks at what appeared since and decides. Also
 * for a token that was decided upon and could not be revoked yet. Null where there is no such operation.
 */
export function useLostView(operation: Operation | null, onClose: () => void): View | null {
  const decide = useJob()
  const look = useJob()
  const stepUp = useStepUp(decide, operation?.step === 'revoking' ? operation.error : null)
  const [picked, setPicked] = useState<string | null>(null)
  const [confirmed, setConfirmed] = useState(false)
  const rows = useMirrorState((state) => state.rows)
  // Rows change in place: this renders again when they do.
  useMirrorState((state) => state.rowsVersion)
  if (operation === null) return null

  const revoking = operation.step === 'revoking'
  const neverSent = operation.step === 'intended'
  const candidates = operation.candidates.flatMap((id) => rows.get(id) ?? [])
  const known = isKnown(operation)
  const chosen = revoking || known ? (operation.newTokenId ?? null) : picked
  const row = chosen === null ? undefined : rows.get(chosen)
  const busy = decide.busy || look.busy
  const atStake = row === undefined ? 0 : placesInUse(row).length

  async function take(
    of: Operation,
    decision: Input<'operation.continue'>['decision'],
    tokenId: string | null,
  ): Promise<boolean> {
    const tell = (given: CallGiven) =>
      call('operation.continue', {
        operationId: of.id,
        decision,
        tokenId,
        ownConfirmed: confirmed,
        acceptPlaces: atStake,
        ...given,
      })
    const answer =
      decision === 'revoke-candidate' ? await stepUp.run(tell) : await decide.run((jobId) => tell({ jobId }))
    if (!answer?.ok) return false
    onClose()
    return true
  }

  const lookAgain = {
    label: text.lookAgain,
    busy: look.busy,
    onPress: () => void look.run((jobId) => call('inventory.refresh', { accountId: operation.accountId, jobId })),
  }
  const reenter = {
    label: text.reenter,
    onPress: () => openDialog({ kind: 'reenter-token', accountId: operation.accountId }),
  }
  const failure = decide.error ?? look.error
  const noted = failure === null && !neverSent && operation.error?.kind !== 'answer-lost' ? operation.error : null

  return {
    busy,
    onClose,
    body: (
      <>
        {!revoking && !known && !neverSent && (
          <Notice tone="warn" action={lookAgain}>
            {operation.kind === 'revoke-all' ? text.lostAll : text.lostLead}
          </Notice>
        )}
        <Lead>{explanation(operation, candidates)}</Lead>
        {madeToken(operation) && !revoking && !known && !neverSent && (
          <RadioGroup
            label={text.which}
            options={[...candidates.map(candidateOption), { id: none, label: text.noneMade }]}
            value={chosen}
            onChange={setPicked}
            isDisabled={busy}
            {...(candidates.length === 0 && { help: text.noCandidates })}
          />
        )}
        {row && atStake > 0 && (
          <div>
            {placeText.usedIn}: <PlacesFact row={row} />
          </div>
        )}
        {row && <OwnGuard row={row} confirmed={confirmed} onConfirm={setConfirmed} isDisabled={busy} />}
        {stepUp.fields}
        {noted && (
          <FailureNotice
            error={noted}
            tone="warn"
            actions={{ 're-enter': reenter }}
            {...(!revoking && { lead: text.lookFailed })}
          />
        )}
        {failure && <FailureNotice error={failure} actions={{ 're-enter': reenter }} />}
      </>
    ),
    footer: (
      <LostFooter
        operation={operation}
        job={decide}
        chosen={chosen}
        take={take}
        mayRevoke={passesGuard(row, confirmed)}
        onClose={onClose}
      />
    ),
  }
}
