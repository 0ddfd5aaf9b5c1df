import type { Input } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import { openDialog } from '#renderer/dialogs'
import { operationText as text } from '#renderer/text/operations'
import { Button } from '../button.tsx'
import { JobFooter } from './parts.tsx'
import type { Job } from './use-job.ts'

/** The choice that nothing was made. */
export const none = 'none'

/** Did the lost answer carry a secret of a new token? Then the person says which token, if any, was made. */
export function madeToken(operation: Operation): boolean {
  return operation.kind === 'create' || (operation.kind === 'regenerate' && operation.emulated)
}

export interface LostFooterProps {
  readonly operation: Operation
  readonly job: Job
  /** A token's id, `none`, or null while nothing is chosen. */
  readonly chosen: string | null
  /** Tells main the decision; true when it went well. */
  readonly take: (
    operation: Operation,
    decision: Input<'operation.continue'>['decision'],
    tokenId: string | null,
  ) => Promise<boolean>
  readonly mayRevoke: boolean
  readonly onClose: () => void
}

/** The decisions that are possible for what is chosen. */
export function LostFooter({ operation, job, chosen, take, mayRevoke, onClose }: LostFooterProps) {
  const common = { job, doing: text.deciding, onClose, closeLabel: text.later }
  const nothingHappened = () => take(operation, 'nothing-happened', null)
  const { tokenId } = operation

  if (madeToken(operation) && chosen !== null && chosen !== none) {
    return (
      <JobFooter
        {...common}
        submit={text.revokeIt}
        variant="danger"
        isDisabled={!mayRevoke}
        onSubmit={() => void take(operation, 'revoke-candidate', chosen)}
        extra={
          <Button variant="quiet" onPress={() => void take(operation, 'keep-candidate', chosen)}>
            {text.keepIt}
          </Button>
        }
      />
    )
  }
  if (madeToken(operation) && operation.step !== 'intended') {
    return (
      <JobFooter {...common} submit={text.endIt} isDisabled={chosen === null} onSubmit={() => void nothingHappened()} />
    )
  }
  if (operation.kind === 'regenerate' && tokenId !== undefined) {
    return (
      <JobFooter
        {...common}
        submit={text.regenerateAgain}
        onSubmit={() =>
          void nothingHappened().then((ended) => {
            if (ended) openDialog({ kind: 'regenerate', tokenId })
          })
        }
        extra={
          <Button variant="quiet" onPress={() => void nothingHappened()}>
            {text.endOther}
          </Button>
        }
      />
    )
  }
  return <JobFooter {...common} submit={text.endOther} onSubmit={() => void nothingHappened()} />
}
