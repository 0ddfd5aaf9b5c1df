import { useState } from 'react'
import type { Made } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { kindOf, providerOf, useCatalogue, useEnding, useFacts, useRow } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { regenerateText as text } from '#renderer/text/regenerate'
import { calledBy, supportReason } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import { useLostView } from '#renderer/ui/forms/lost-view'
import { useMadeView } from '#renderer/ui/forms/made-view'
import { ViewDialog } from '#renderer/ui/forms/parts'
import { useReplaceView } from '#renderer/ui/forms/replace-view'
import { walkView } from '#renderer/ui/forms/walk-view'
import { Notice } from '#renderer/ui/notice'
import { useRegenerateView } from './form-view.tsx'
import { GuidedRegenerate } from './guided-regenerate.tsx'
import { useNewSecretView } from './new-secret-view.tsx'
import type { Subject } from './subject.ts'

/** Gives a token a new secret: natively, or by a successor that replaces it step by step. */
export function RegenerateDialog({ tokenId, walk = false, onClose }: DialogProps<'regenerate'>) {
  const row = useRow(tokenId)
  const catalogue = useCatalogue()
  const [shown] = useState(row)
  const [begun, setBegun] = useState(false)
  const ending = useEnding(tokenId)
  const known = row ?? shown
  const record = providerOf(catalogue, known?.token.provider ?? '')
  const kind = kindOf(record, known?.token.kind ?? '')
  const how = kind?.support.regenerate.how
  const possible = how === 'native' || how === 'emulated'

  const support = kind?.support.regenerate
  if (known && walk) {
    const name = calledBy(known.token)
    const secretId = known.held?.secretId ?? null
    const view = walkView({ row, secretId, ending, made: text.regenerated(name), onClose })
    return <ViewDialog title={text.title} view={view} />
  }
  if (known && shown?.token.state === 'active' && record && kind && support?.how === 'guided') {
    return <GuidedRegenerate subject={{ row: known, record, kind }} support={support} onClose={onClose} />
  }
  // Once begun it goes on, whatever a refresh says of the old token meanwhile.
  if (known && record && kind && possible && (known.token.state === 'active' || begun)) {
    return <Flow subject={{ row: known, record, kind }} onBegin={() => setBegun(true)} onClose={onClose} />
  }
  return <Refusal row={known} reason={kind ? supportReason(kind.support.regenerate) : ''} onClose={onClose} />
}

interface RefusalProps {
  readonly row: TokenRow | undefined
  readonly reason: string
  readonly onClose: () => void
}

function Refusal({ row, reason, onClose }: RefusalProps) {
  const alive = row?.token.state === 'active'
  const openPage = row && {
    label: formText.openPage,
    onPress: () => void call('link.open', { what: 'token', tokenId: row.token.id }),
  }
  return (
    <Dialog
      title={text.title}
      onClose={onClose}
      footer={
        <Button variant="primary" autoFocus onPress={onClose}>
          {formText.close}
        </Button>
      }
    >
      <Notice tone="info" {...(alive && openPage && { action: openPage })}>
        {!row ? text.notListed : alive ? `${text.notHere} ${reason}` : text.notAlive}
      </Notice>
    </Dialog>
  )
}

interface FlowProps {
  readonly subject: Subject
  readonly onBegin: () => void
  readonly onClose: () => void
}

function Flow({ subject, onBegin, onClose }: FlowProps) {
  const { row, kind } = subject
  const emulated = kind.support.regenerate.how === 'emulated'
  const [made, setMade] = useState<{ readonly made: Made; readonly name: string } | null>(null)
  const form = useRegenerateView({
    subject,
    onBegin,
    onMade: (result, name) => setMade({ made: result, name }),
    onClose,
  })
  const mine = useFacts(({ operations }) => operations.find((operation) => isUnfinished(operation, row.token.id)))
  const operation = mine ?? null
  const newSecret = useNewSecretView({ made: made?.made ?? null, name: made?.name ?? '', onClose })
  const successor = useMadeView({ made: made?.made ?? null, lead: text.successorMade(made?.name ?? ''), onClose })
  const madeView = emulated ? successor : newSecret
  const lostView = useLostView(operation?.step === 'answer-lost' ? operation : null, onClose)
  const replaceView = useReplaceView(operation?.step === 'answer-lost' ? null : operation, onClose)

  // A secret that is not stored comes first: nothing else matters until it is. A successor that was made before and
  // still waits comes before the form: a second one beside it would be forgotten.
  const unstored = made !== null && made.made.secretId === null && operation === null
  const view = unstored ? madeView : (lostView ?? replaceView ?? (made === null ? form : madeView))
  return <ViewDialog title={text.title} view={view} />
}

/** A regeneration of this token that waits for the person: its answer was lost, or its successor is made. */
function isUnfinished({ kind, step, tokenId, emulated, newSecretId }: Operation, of: string): boolean {
  if (kind !== 'regenerate' || tokenId !== of) return false
  if (step === 'answer-lost') return true
  return emulated && newSecretId !== undefined && (step === 'stored' || step === 'checked' || step === 'revoking')
}
