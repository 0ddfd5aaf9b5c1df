import type { Made } from '#shared/contract'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { calledBy } from '#shared/text/words'

/** A secret that main holds in memory, as the dialog about it takes it, and what its token is called. */
export interface Unstored {
  readonly made: Made
  readonly name: string
}

/** The secrets that could not be stored: a window that was loaded anew finds them again here. */
export function useUnstored(): readonly Unstored[] {
  const unstored = useFacts((facts) => facts.unstored)
  const operations = useFacts((facts) => facts.operations)
  const rows = useMirrorState((state) => state.rows)
  // Rows change in place: this renders again when they do, but only while there is something to name.
  useMirrorState((state) => (unstored.length > 0 ? state.rowsVersion : 0))
  return unstored.map(({ id, tokenId, operationId }) => {
    const row = rows.get(tokenId)
    const operation = operations.find((one) => one.id === operationId)
    return {
      made: { operationId, tokenId, secretId: null, unstoredId: id, error: null },
      name: row ? calledBy(row.token) : (operation?.tokenName ?? ''),
    }
  })
}
