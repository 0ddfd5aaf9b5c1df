import type { Operation } from '#shared/model/operation'
import { useAccount, useFacts } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { momentText } from '#shared/text/dates'
import { formText } from '#renderer/text/forms'
import { operationText as text } from '#renderer/text/operations'
import { ownerLabel } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { useLostView } from '#renderer/ui/forms/lost-view'
import { FactList, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useReplaceView } from '#renderer/ui/forms/replace-view'

/** Takes an operation further from the arrow it stands at, or ends it. */
export function OperationDialog({ operationId, onClose }: DialogProps<'operation'>) {
  const operation = useFacts((facts) => facts.operations.find(({ id }) => id === operationId) ?? null)
  const lost = useLostView(operation && isLost(operation) ? operation : null, onClose)
  const replace = useReplaceView(replaces(operation) ? operation : null, onClose)
  const view = lost ?? replace ?? restView(operation, onClose)
  return (
    <ViewDialog
      title={operation ? text.subject(operation) : text.dialogTitle}
      view={operation ? { ...view, body: <WithHead operation={operation}>{view.body}</WithHead> } : view}
    />
  )
}

/** Its answer was lost or its call never left, or the token that it made without a secret is still to be revoked. */
function isLost({ step, newSecretId, error }: Operation): boolean {
  return (
    step === 'answer-lost' ||
    (step === 'intended' && error !== null) ||
    (step === 'revoking' && newSecretId === undefined)
  )
}

function replaces(operation: Operation | null): boolean {
  if (operation?.emulated !== true || operation.newSecretId === undefined) return false
  return operation.step === 'stored' || operation.step === 'checked' || operation.step === 'revoking'
}

function WithHead({ operation, children }: { readonly operation: Operation; readonly children: View['body'] }) {
  const account = useAccount(operation.accountId)
  return (
    <>
      <FactList
        facts={[
          [text.account, account?.name],
          [text.owner, ownerLabel(operation.owner)],
          [text.begun, momentText(operation.startedAt)],
        ]}
      />
      {children}
    </>
  )
}

/** Nothing to decide: it runs, or it has ended. */
function restView(operation: Operation | null, onClose: () => void): View {
  const ended = operation === null || operation.step === 'done' || operation.step === 'abandoned'
  return {
    onClose,
    body: <Lead>{ended ? text.ended : text.running}</Lead>,
    footer: (
      <Button variant="primary" autoFocus onPress={onClose}>
        {formText.close}
      </Button>
    ),
  }
}
