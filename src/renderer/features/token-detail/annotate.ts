import type { TokenRow } from '#shared/model/token'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { shellText } from '#renderer/text/shell'
import { toast } from '#renderer/ui/toast'

type Annotation = Pick<TokenRow, 'tags' | 'notes'>

/** Saves tags and notes of a token, and offers to take it back. Gives whether it was saved. */
export async function annotate(row: TokenRow, change: Partial<Annotation>, said: string): Promise<boolean> {
  const { tags, notes } = row
  const tokenId = row.token.id
  const answer = await call('token.annotate', { tokenId, tags, notes, ...change })
  if (!answer.ok) {
    tellFailure(answer.error)
    return false
  }
  const undo = async (): Promise<void> => {
    const undone = await call('token.annotate', { tokenId, tags, notes })
    if (!undone.ok) tellFailure(undone.error)
  }
  toast({ text: said, action: { label: shellText.undo, onPress: () => void undo() } })
  return true
}
