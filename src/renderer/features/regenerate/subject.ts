import type { ProviderRecord, TokenKind } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'

/** The token that is regenerated, with what its provider's record says of it. */
export interface Subject {
  readonly row: TokenRow
  readonly record: ProviderRecord
  readonly kind: TokenKind
}
