import { beginEnding, deadAtOnce, type Arrival, type Entry } from '../../operations/index.ts'
import { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import type { Tried } from './endings.ts'
import { asFailure } from '../failures.ts'
import { isRefusal } from '../list/refresher.ts'
import { partOf } from '../tokens/target.ts'

/**
 * Tries the secret that an operation has ended. Gives the failure where nobody could be asked, and null where nothing is left
 * to be tried: the person has forgotten it, or the account. Never throws.
 */
export async function tryEnded(
  context: Context,
  { operation: { id, accountId, tokenId }, ending }: Entry,
): Promise<Tried> {
  const { rows, vault, index, sessions, life, log } = context
  const token = tokenId === undefined ? undefined : rows.token(tokenId)
  const account = index.accounts.get(accountId)
  const held = index.held.get(ending?.secretId ?? '')
  let secret: Secret | null = null
  try {
    const kept = ending?.secretId == null ? vault.records.get('ended', id) : undefined
    const stored = held === undefined ? kept : vault.records.get('secret', ending?.secretId ?? '')
    if (token === undefined || account === undefined || stored === undefined) return null
    const tried = new Secret(stored.value)
    secret = tried
    const { kind } = await sessions.use(accountId, ({ session, account: { identity } }) =>
      session.probe(partOf(token), token, identity, tried, life()),
    )
    return kind === 'refused' ? 'refused' : 'works'
  } catch (error) {
    const failure = asFailure(error, log, 'try an ended secret')
    // The account signed in with this very secret.
    return isRefusal(failure) && held?.fingerprint === account?.fingerprint ? 'refused' : failure.error
  } finally {
    secret?.wipe()
  }
}

/**
 * What the journal keeps of a token's stored secret when the token is revoked; nothing where none is stored, or one that
 * nobody ever knew to be the token's: that it is refused says nothing then. `isDead`: it was seen to be.
 */
export function endingOf({ index, clock }: Context, tokenId: string | undefined, isDead = false): Arrival {
  const found = tokenId === undefined ? undefined : index.heldOf(tokenId)
  if (found === undefined || found.held.proof === 'unchecked') return {}
  const begin = isDead ? deadAtOnce : beginEnding
  return { ending: begin('revoked', found.secretId, clock.now()) }
}
