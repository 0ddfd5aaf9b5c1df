import type { LeakWay } from '#shared/contract'
import { aboutToken } from '../../operations/index.ts'
import type { Context } from '../context.ts'
import { endingOf } from '../operations/ending-try.ts'
import { asFailure } from '../failures.ts'
import { noteActivity } from '../activity/noted.ts'
import { closeRelated } from '../operations/related.ts'
import { markRevoked } from '../tokens/revoke.ts'

/**
 * A token whose secret the provider refuses since the call. One that somebody works on is left to the next refresh. Never
 * throws.
 */
export async function noteDead(context: Context, { provider, origin }: LeakWay, tokenId: string): Promise<void> {
  const { rows, index, journal, random, log } = context
  const token = rows.token(tokenId)
  // Of a secret that nobody ever knew to be the token's, a refusal says nothing about the token.
  if (index.heldOf(tokenId)?.held.proof === 'unchecked') return
  // A secret may be stored with more than one token, and with one of another address by mistake.
  if (token?.provider !== provider || index.accounts.get(token.accountId)?.origin !== origin) return
  if (token.state === 'revoked') return
  const { accountId } = token
  try {
    await journal.work(tokenId, accountId, async () => {
      const operationId = random.uuid()
      await journal.record(aboutToken(operationId, 'revoke', token), endingOf(context, tokenId, true), [])
      await markRevoked(context, tokenId)
      await closeRelated(context, tokenId, operationId)
    })
    noteActivity(context, { what: 'token-revoked', accountId, tokenId }, 'done')
  } catch (error) {
    const { kind } = asFailure(error, log, 'end a leaked secret').error
    log.warn('a token that is dead could not be noted as revoked', { why: kind })
  }
}
