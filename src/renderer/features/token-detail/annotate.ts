import type { Instant } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { shellText } from '#renderer/text/shell'
import { toast } from '#renderer/ui/toast'

/** One of them is changed: the other may be under way. */
type Change = Partial<Pick<TokenRow, 'tags' | 'notes'>> & { readonly expiry?: Instant | null }

/** Saves tags, notes or the expiry of a token, and offers to take it back. Gives whether it was saved. */
export async function annotate(row: TokenRow, change: Change, said: string): Promise<boolean> {
  const tokenId = row.token.id
  const { expiry } = row.token
  const before = {
    ...(change.tags && { tags: row.tags }),
    ...(change.notes !== undefined && { notes: row.notes }),
    ...(change.expiry !== undefined && {
      expiry: expiry.kind === 'at' && expiry.by === 'typed' ? expiry.at : null,
    }),
  }
  const answer = await call('token.annotate', { tokenId, ...change })
  if (!answer.ok) {
    tellFailure(answer.error)
    return false
  }
  const undo = async (): Promise<void> => {
    const undone = await call('token.annotate', { tokenId, ...before })
    if (!undone.ok) tellFailure(undone.error)
  }
  toast({ text: said, action: { label: shellText.undo, onPress: () => void undo() } })
  return true
}
