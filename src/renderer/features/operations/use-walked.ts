import { useMemo } from 'react'
import type { TokenRow } from '#shared/model/token'
import { outdatedPlaces } from '#shared/rules/places'
import { useMirrorState } from '#renderer/data/use-mirror'

/** The tokens that got a new secret while some of their places have the one before. */
export function useWalked(): readonly TokenRow[] {
  const rows = useMirrorState((state) => state.rows)
  const version = useMirrorState((state) => state.rowsVersion)
  return useMemo(() => walkedAt(version, rows), [version, rows])
}

/** Rows change in place; `version` says that they are others now. */
function walkedAt(_version: number, rows: ReadonlyMap<string, TokenRow>): readonly TokenRow[] {
  return [...rows.values()].filter((row) => row.token.state === 'active' && outdatedPlaces(row) > 0)
}
