import type { OperationName, ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { detailText } from '#renderer/text/detail'
import { kindOf } from './use-mirror.ts'

/** Why an operation is not to be had for a token; null when it is. */
export function reasonAgainst(
  { token }: TokenRow,
  provider: ProviderRecord | undefined,
  name: OperationName,
): string | null {
  // What a person entered by hand is changed by hand.
  if (token.provider === 'other' && (name === 'update' || name === 'create')) return null
  if (token.state !== 'active' && name !== 'create') return detailText.notAlive
  const support = kindOf(provider, token.kind)?.support[name]
  if (support === undefined) return detailText.unknownKind
  return support.how === 'none' ? support.reason : null
}
