import type { Operation } from '#shared/model/operation'
import type { ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { regenerateWay, type RegenerateWay } from '#shared/rules/bulk-regenerate'
import { kindOf, providerOf } from '#renderer/data/use-mirror'
import { bulkRegenerateText as text } from '#renderer/text/bulk-regenerate'
import { supportReason } from '#shared/text/words'

/** What would happen to the tokens that a person picked out, before anything does. */
export interface RegeneratePlan {
  readonly ways: Readonly<Record<RegenerateWay, readonly TokenRow[]>>
  /** Those that nothing is done with here, by the reason. */
  readonly refused: readonly (readonly [reason: string, rows: readonly TokenRow[]])[]
}

export function regeneratePlanOf(
  rows: readonly TokenRow[],
  catalogue: readonly ProviderRecord[],
  operations: readonly Operation[],
): RegeneratePlan {
  const ways: Record<RegenerateWay, TokenRow[]> = {
    native: [],
    own: [],
    emulated: [],
    guided: [],
    waiting: [],
    none: [],
    ended: [],
  }
  const refused = new Map<string, TokenRow[]>()
  for (const row of rows) {
    const support = kindOf(providerOf(catalogue, row.token.provider), row.token.kind)?.support.regenerate
    const way = regenerateWay(row, support, operations)
    ways[way].push(row)
    if (way !== 'none' && way !== 'waiting') continue
    const reason = way === 'waiting' ? text.waiting : support === undefined ? text.noAdapter : supportReason(support)
    refused.set(reason, [...(refused.get(reason) ?? []), row])
  }
  return { ways, refused: [...refused] }
}
