import { useMemo } from 'react'
import type { Operation } from '#shared/model/operation'
import type { TokenRow } from '#shared/model/token'
import { checkList, outdatedPlaces, placesInUse } from '#shared/rules/places'
import { useFacts, useMirrorState } from './use-mirror.ts'

/** A token whose new secret is made, and what is left to do about the old one. */
export interface Walk {
  /** The token with its places: the old one beside its successor, else the one that has the new secret. */
  readonly row: TokenRow
  /** The token whose secret comes there. */
  readonly by: string
  /** The operation that waits for the old token's end; null where the old secret is dead. */
  readonly operation: Operation | null
  /** So many places wait for the new secret. */
  readonly left: number
  /** Are places noted at all? */
  readonly isNoted: boolean
}

/** Every token on its way from an old secret to a new one, the oldest way first; those without an operation last. */
export function useWalks(): readonly Walk[] {
  const operations = useFacts((facts) => facts.operations)
  const rows = useMirrorState((state) => state.rows)
  const version = useMirrorState((state) => state.rowsVersion)
  return useMemo(() => walksAt(version, rows, operations), [version, rows, operations])
}

/** Rows change in place; `version` says that they are others now. */
function walksAt(
  _version: number,
  rows: ReadonlyMap<string, TokenRow>,
  operations: readonly Operation[],
): readonly Walk[] {
  const beside = operations
    .filter(isBeside)
    .sort((a, b) => a.startedAt - b.startedAt)
    .flatMap((operation): Walk[] => {
      const row = rows.get(operation.tokenId ?? '')
      const by = operation.newTokenId
      if (row === undefined || by === undefined) return []
      return [{ row, by, operation, left: placesInUse(row).length, isNoted: checkList(row, by).length > 0 }]
    })
  const dead = [...rows.values()].flatMap((row): Walk[] => {
    const left = row.token.state === 'active' ? outdatedPlaces(row) : 0
    return left === 0 ? [] : [{ row, by: row.token.id, operation: null, left, isNoted: true }]
  })
  return [...beside, ...dead]
}

/** Does a successor stand beside its old token, with nobody but the person to go on? */
export function isBeside({ emulated, newSecretId, step, error }: Operation): boolean {
  if (!emulated || newSecretId === undefined) return false
  return step === 'stored' || step === 'checked' || (step === 'revoking' && error !== null)
}
