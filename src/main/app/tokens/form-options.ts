import type { Input, Output } from '#shared/contract'
import type { Context } from '../context.ts'
import { offeredPart } from './target.ts'

/** What a form needs to know from the provider at the moment it opens. Throws Failure. */
export async function formOptions(
  { sessions, limits }: Context,
  { accountId, owner, kind }: Input<'token.formOptions'>,
  signal: AbortSignal,
): Promise<Output<'token.formOptions'>> {
  return sessions.use(accountId, async (connected) => {
    const scope = offeredPart(connected, owner, kind)
    const options = await connected.session.formOptions(scope, signal)
    limits.note(accountId, scope, options)
    return options
  })
}
