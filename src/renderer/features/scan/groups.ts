import type { FoundSecret } from '#shared/contract/scan'

/** Nobody reads more lines than these. */
export const mostLines = 200

/** What was found of one token, or of what one account signs in with. */
export interface Group {
  readonly key: string
  readonly tokenId: string | null
  readonly accountId: string | null
  readonly found: readonly FoundSecret[]
}

export interface Groups {
  readonly groups: readonly Group[]
  /** How many files are not shown. */
  readonly more: number
}

/** The files by token; those that are places already come last, so that what there is to do is seen first. */
export function groupsOf(found: readonly FoundSecret[]): Groups {
  const shown = found.toSorted((a, b) => Number(a.isKnown) - Number(b.isKnown)).slice(0, mostLines)
  const groups = new Map<string, FoundSecret[]>()
  for (const one of shown) {
    const key = JSON.stringify([one.tokenId, one.accountId])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return {
    groups: [...groups].map(([key, own]) => ({
      key,
      tokenId: own[0]?.tokenId ?? null,
      accountId: own[0]?.accountId ?? null,
      found: own,
    })),
    more: found.length - shown.length,
  }
}

/** Can it be noted as a place? */
export function canRemember({ tokenId, isKnown }: FoundSecret): boolean {
  return tokenId !== null && !isKnown
}
