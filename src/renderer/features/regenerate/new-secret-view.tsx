import type { Made } from '#shared/contract'
import { useEnding, useMirrorState } from '#renderer/data/use-mirror'
import { regenerateText as text } from '#renderer/text/regenerate'
import { useMadeView } from '#renderer/ui/forms/made-view'
import type { View } from '#renderer/ui/forms/parts'
import { walkView } from '#renderer/ui/forms/walk-view'

export interface NewSecretViewOptions {
  /** Null while nothing is made. */
  readonly made: Made | null
  /** What the token is called. */
  readonly name: string
  readonly onClose: () => void
}

/** What follows when a token has its new secret: one that is not stored stays on screen, any other goes to its places. */
export function useNewSecretView({ made, name, onClose }: NewSecretViewOptions): View {
  const row = useMirrorState((state) => (made === null ? undefined : state.rows.get(made.tokenId)))
  const lead = text.regenerated(name)
  const kept = useMadeView({ made, lead, onClose })
  const ending = useEnding(made?.operationId ?? null)
  if (made?.secretId == null) return kept
  return walkView({ row, secretId: made.secretId, ending, made: lead, onClose })
}
