import type { AppError } from '#shared/model/error'
import type { Intention } from '../operations/index.ts'
import type { PartScope } from '../ports/provider.ts'
import type { Context } from './context.ts'
import { asFailure } from './failures.ts'
import type { Connected } from './sessions.ts'

/** A list of ids older than this tells too little about what a lost answer made. */
const freshMs = 600_000

/**
 * Makes sure that the part was listed lately, so that a token that appears later can be told from those that were there.
 * Gives what the journal notes of that. A failure does not stop anybody from making a token; it is noted too. Never
 * throws.
 */
export async function listBefore(
  context: Context,
  connected: Connected,
  scope: PartScope,
  signal: AbortSignal,
): Promise<Pick<Intention, 'idsBefore' | 'listedAt' | 'error'>> {
  const error = await listLately(context, connected, scope, signal)
  const { inventory } = context
  const { accountId } = connected
  const { asOf } = inventory.part(accountId, scope) ?? { asOf: null }
  const idsBefore = inventory.tokensOfPart(accountId, scope).map(({ issuerId }) => issuerId)
  return { idsBefore, ...(asOf === null ? {} : { listedAt: asOf }), error }
}

async function listLately(
  { inventory, clock, sessions, log }: Context,
  connected: Connected,
  scope: PartScope,
  signal: AbortSignal,
): Promise<AppError | null> {
  const { accountId, account, session } = connected
  const { asOf } = inventory.part(accountId, scope) ?? { asOf: null }
  if (asOf !== null && clock.now() - asOf <= freshMs) return null
  try {
    await inventory.list(session, { accountId, provider: account.provider }, scope, signal)
    return null
  } catch (error) {
    const failure = asFailure(error, log, 'listing')
    await sessions.note(connected, failure)
    return failure.error
  }
}
