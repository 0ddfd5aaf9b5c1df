import type { TokenRow } from '#shared/model/token'
import { TokenLog } from '#renderer/features/audit-log/index'
import { TokenDetail } from '#renderer/features/token-detail/index'

/** The details of a token with what other features have to say of it. */
export function WholeDetail({ row }: { readonly row: TokenRow }) {
  return (
    <TokenDetail row={row}>
      <TokenLog row={row} />
    </TokenDetail>
  )
}
