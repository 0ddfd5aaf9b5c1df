import type { LeakWay, StepUpInput } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { Secret } from '../../ports/secret.ts'
import { providerOf } from '../accounts/account-check.ts'
import type { Context } from '../context.ts'
import { byValueAt } from './leaked-ways.ts'
import type { Leaked } from './leaks.ts'
import { placesAtStake } from '../places/place-facts.ts'
import { revokeOne } from '../tokens/revoke.ts'
import { withStepUp } from '../accounts/step-up.ts'
import { issuedToken, partOf } from '../tokens/target.ts'

export type Tried = 'works' | 'refused' | 'not-told'

/** How secrets are ended by one way, and how it is seen that they are. */
export interface Means {
  /** So many at once. */
  readonly most: number
  /** Does it send one that was refused before as well? */
  readonly endsRefused: boolean
  /**
   * Sent once. `noted`: the activity log has it already, as a token that was revoked; `nothing`: nothing was sent, because it is
   * not sure enough which token it is. Throws Failure.
   */
  end(values: readonly Leaked[], signal: AbortSignal): Promise<'sent' | 'noted' | 'nothing'>
  /** Throws Failure when the provider cannot be asked. */
  probe(secret: Secret, signal: AbortSignal): Promise<Tried>
}

/** What the person has confirmed and typed. */
export interface Word {
  readonly ownConfirmed: boolean
  readonly stepUp: StepUpInput | undefined
}

/** One call that no account signs, for as many as it takes at once. `secret`: one of them. Throws Failure('not-supported'). */
export async function byValueMeans(context: Context, way: LeakWay, secret: Secret): Promise<Means> {
  const provider = providerOf(context, way.provider)
  const byValue = await secret.use((value) => byValueAt(provider, way.origin, value))
  if (byValue === undefined) throw new Failure('not-supported', { provider: provider.record.name })
  return {
    most: provider.record.revokeByValue.most,
    endsRefused: true,
    async end(values, signal) {
      await byValue.revoke(
        values.map((value) => value.secret),
        signal,
      )
      return 'sent'
    },
    probe: (one, signal) => byValue.probe(one, signal),
  }
}

/**
 * The token is revoked like any other, with its entry in the journal. The places that stop working with it are those of now:
 * the person has accepted as many for all that is ended. Throws Failure('not-found').
 */
export function tokenMeans(context: Context, tokenId: string, { ownConfirmed, stepUp }: Word): Means {
  const { index, sessions } = context
  const acceptPlaces = placesAtStake(index, issuedToken(context, tokenId))
  return {
    most: 1,
    endsRefused: false,
    async end(_values, signal) {
      await withStepUp(stepUp, (given) =>
        revokeOne(context, { tokenId, ownConfirmed, acceptPlaces, stepUp: given }, signal),
      )
      return 'noted'
    },
    probe(secret, signal) {
      const token = issuedToken(context, tokenId)
      return sessions.use(token.accountId, async ({ session, account }) => {
        const { kind } = await session.probe(partOf(token), token, account.identity, secret, signal)
        return kind === 'refused' ? 'refused' : 'works'
      })
    },
  }
}
