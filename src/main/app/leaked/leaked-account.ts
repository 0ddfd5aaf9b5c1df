import { Failure } from '../../ports/failure.ts'
import type { Inspection, PartScope } from '../../ports/provider.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { endsMore, unlisted } from './leaked-itself.ts'
import type { Means } from './leaked-means.ts'
import { unknownToken } from '../secrets/inspect-held.ts'
import type { Connected } from '../accounts/sessions.ts'
import { kindOf } from '../tokens/target.ts'

/**
 * Where secrets do not sign in by themselves, an account asks about one and ends it by its value, unless it is a listed token
 * whose end needs another word of the person. Throws Failure.
 */
export function accountMeans(context: Context, accountId: string): Means {
  const { sessions, inventory, clock } = context
  return {
    most: 1,
    endsRefused: false,
    async end([value], signal) {
      if (value === undefined) return 'nothing'
      return sessions.use(accountId, async (connected) => {
        const { session, provider } = connected
        const asked = await inspected(connected, value.secret, signal)
        if (asked?.found.kind === 'refused') value.wasRefused = true
        if (asked?.found.kind !== 'accepted') return 'nothing'
        const { part, found } = asked
        if (kindOf(provider, part.kind).support.revoke.how !== 'native') throw new Failure('not-supported')
        const listed = inventory
          .tokensOfPart(accountId, part)
          .find(({ issuerId, state }) => state === 'active' && issuerId === found.token.issuerId)
        if (listed !== undefined) {
          value.found = [listed.id]
          if (endsMore(context, listed)) return 'nothing'
        }
        const token = unlisted(provider, part, { ...unknownToken, ...found.token }, clock.now())
        await session.revoke(part, token, signal, value.secret)
        return 'sent'
      })
    },
    probe: (secret, signal) =>
      sessions.use(accountId, async (connected) => {
        const asked = await inspected(connected, secret, signal)
        if (asked === null) return 'not-told'
        return asked.found.kind === 'refused' ? 'refused' : 'works'
      }),
  }
}

/** What the provider says of it in the first part that knows it; null where none does. Throws Failure. */
async function inspected(
  { session, account }: Connected,
  secret: Secret,
  signal: AbortSignal,
): Promise<{ readonly part: PartScope; readonly found: Exclude<Inspection, { kind: 'another' }> } | null> {
  for (const part of session.parts(account.identity)) {
    const found = await session.inspect(part, account.identity, secret, signal)
    if (found.kind !== 'another') return { part, found }
  }
  return null
}
