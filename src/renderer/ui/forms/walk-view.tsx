import type { ReactNode } from 'react'
import type { EndingState } from '#shared/model/ending'
import type { TokenRow } from '#shared/model/token'
import { rotationOf } from '#shared/rules/rotation'
import { formText } from '#renderer/text/forms'
import { operationText as text } from '#renderer/text/operations'
import { Button } from '../button.tsx'
import type { View } from './parts.tsx'
import { PlaceCheckList } from './place-check-list.tsx'
import { RotationSteps } from './rotation-steps.tsx'
import { SecretField } from './secret-field.tsx'

export interface WalkViewOptions {
  /** The token that has its new secret; undefined while it is not listed. */
  readonly row: TokenRow | undefined
  /** Null where it is not stored any more. */
  readonly secretId: string | null
  /** What is known of the old secret; null where nothing is. */
  readonly ending: EndingState | null
  /** What was done, as the first step. */
  readonly made: ReactNode
  readonly onClose: () => void
}

/** The way of a token whose old secret is dead: the new one goes to the places that have the old one. */
export function walkView({ row, secretId, ending, made, onClose }: WalkViewOptions): View {
  const rotation = rotationOf({ operation: null, row, isMade: true, ending })
  const { left, stage } = rotation
  const places = row && <PlaceCheckList row={row} by={row.token.id} isDisabled={false} />
  return {
    onClose,
    body: (
      <>
        <RotationSteps
          rotation={rotation}
          words={{
            make: made,
            places: stage === 'over' ? text.allReplaced : text.replaceStep,
            dead: ending !== null && text.oldSecret[ending],
          }}
          help={{
            places: (
              <>
                {stage !== 'over' && <p>{text.walkHelp}</p>}
                {places}
              </>
            ),
          }}
        />
        {secretId !== null && <SecretField key={secretId} id={secretId} autoFocus />}
      </>
    ),
    footer: (
      <Button variant={left > 0 ? 'plain' : 'primary'} onPress={onClose}>
        {left > 0 ? text.later : formText.done}
      </Button>
    ),
  }
}
