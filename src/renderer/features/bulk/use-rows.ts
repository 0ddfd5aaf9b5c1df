import { useMemo } from 'react'
import type { TokenRow } from '#shared/model/token'
import { useMirrorState } from '#renderer/data/use-mirror'

/** What the window knows of these tokens now. */
export function useRows(tokenIds: readonly string[]): readonly TokenRow[] {
  const all = useMirrorState((state) => state.rows)
  // Rows change in place: this renders again when they do.
  const version = useMirrorState((state) => state.rowsVersion)
  return useMemo(() => rowsAt(version, () => tokenIds.flatMap((id) => all.get(id) ?? [])), [all, version, tokenIds])
}

/** Reads something that is changed in place; `version` says that it is another one now. */
function rowsAt<T>(_version: number, read: () => T): T {
  return read()
}
