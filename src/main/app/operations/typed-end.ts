import type { Operation } from '#shared/model/operation'
import type { Token } from '#shared/model/token'
import type { RecordChange } from '../../ports/records.ts'
import type { Context } from '../context.ts'

/**
 * A token got a new secret: the end that a person typed was the old one's. It is kept as that, to be asked about. A successor
 * with an id of its own has nothing of it.
 */
export function typedEndOver(
  { index }: Context,
  { kind, emulated, tokenId }: Pick<Operation, 'kind' | 'emulated' | 'tokenId'>,
  token: Token,
): RecordChange[] {
  if (kind !== 'regenerate' || emulated || tokenId !== token.id) return []
  const known = index.annotations.get(token.id)
  if (known?.expiry === undefined) return []
  const { expiry: typedBefore, ...annotation } = known
  return [{ put: 'annotation', id: token.id, value: { ...annotation, typedBefore } }]
}
