import type { DialogProps } from '#renderer/dialogs'
import { useMirrorState } from '#renderer/data/use-mirror'
import { heldText as text } from '#renderer/text/held'
import { operationText } from '#renderer/text/operations'
import { calledBy } from '#shared/text/words'
import { useMadeView } from '#renderer/ui/forms/made-view'
import { ViewDialog } from '#renderer/ui/forms/parts'

/** A secret that main holds in memory because it could not be stored: store it, copy it, or let it go on purpose. */
export function UnstoredSecretDialog({ made, onClose }: DialogProps<'unstored'>) {
  const row = useMirrorState((state) => state.rows.get(made.tokenId))
  const lead = row ? `“${calledBy(row.token)}”:` : text.unstoredMade
  return <ViewDialog title={operationText.unstoredTitle} view={useMadeView({ made, lead, onClose })} />
}
