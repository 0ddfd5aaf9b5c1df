import type { AppError } from '#shared/model/error'
import type { Before, Entry, Intention } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { PartScope } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import type { Connected } from '../accounts/sessions.ts'

/** A list of ids older than this tells too little about what a lost answer made. */
const freshMs = 600_000

/**
 * Notes a call that makes a token, and that it leaves now, with the ids that were there before: a token that appears later
 * can be told from those. Where they have to be listed anew the intention is noted first. That they cannot be listed
 * stops nobody from making a token; it is noted too. Throws Failure; then nothing may be sent.
 */
export async function sendAfterListing(
  context: Context,
  connected: Connected,
  scope: PartScope,
  intention: Intention,
  signal: AbortSignal,
): Promise<Entry> {
  const { journal } = context
  const before = (error: AppError | null) => listed(context, connected, scope, error)
  if (isListedLately(context, connected, scope)) return journal.send(intention, before(null))
  const { entry } = await journal.sendAfter(intention, async () => {
    const error = await list(context, connected, scope, signal)
    if (signal.aborted) throw new Failure('cancelled')
    return { before: before(error) }
  })
  return entry
}

function isListedLately({ inventory, clock }: Context, { accountId }: Connected, scope: PartScope): boolean {
  const { asOf } = inventory.part(accountId, scope) ?? { asOf: null }
  return asOf !== null && clock.now() - asOf <= freshMs
}

function listed({ inventory }: Context, { accountId }: Connected, scope: PartScope, error: AppError | null): Before {
  const { asOf } = inventory.part(accountId, scope) ?? { asOf: null }
  const idsBefore = inventory.tokensOfPart(accountId, scope).map(({ issuerId }) => issuerId)
  return { idsBefore, ...(asOf === null ? {} : { listedAt: asOf }), error }
}

async function list(
  { inventory, sessions, log }: Context,
  connected: Connected,
  scope: PartScope,
  signal: AbortSignal,
): Promise<AppError | null> {
  const { accountId, account, session } = connected
  try {
    await inventory.list(session, { accountId, provider: account.provider }, scope, signal)
    return null
  } catch (error) {
    const failure = asFailure(error, log, 'listing')
    await sessions.note(connected, failure)
    return failure.error
  }
}
