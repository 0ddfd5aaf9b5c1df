import { aboutNew, isSuccessorWaiting } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import { checkWhenStored } from '../operations/check-successor.ts'
import type { Context } from '../context.ts'
import { nameOf } from './create.ts'
import { sendAfterListing } from '../operations/list-before.ts'
import { makeSecret, type Made } from '../operations/making.ts'
import type { Regeneration } from './regenerate-native.ts'
import { offeredPart } from './target.ts'

/**
 * Makes a successor, stores it and checks that it works; then the operation waits until the person has replaced the old
 * token where it is used. Nothing happens to the old token here, so nothing has to be confirmed yet. Throws Failure.
 */
export async function regenerateByCreating(
  context: Context,
  { connected, token, draft, signal }: Regeneration,
): Promise<Made> {
  const { journal, random } = context
  const { accountId } = token
  const scope = offeredPart(connected, token.owner, token.kind)
  const waiting = journal.all().some(({ operation }) => isSuccessorWaiting(operation, token.id))
  // A second successor while the first waits would leave one of them forgotten.
  if (waiting) throw new Failure('busy')
  const operationId = random.uuid()
  return journal.work(operationId, accountId, async () => {
    const intention = aboutNew(operationId, token, scope, nameOf(draft), token.id)
    const entry = await sendAfterListing(context, connected, scope, intention, signal)
    return makeSecret(context, {
      connected,
      scope,
      entry,
      call: () => connected.session.create(scope, draft, signal),
      isOwn: false,
      onStored: (stored) => checkWhenStored(context, stored, signal),
    })
  })
}
