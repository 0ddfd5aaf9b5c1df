import pLimit from 'p-limit'
import type { Input } from '#shared/contract'
import type { Access, EndedAll } from '#shared/contract/revoke-all'
import type { Token } from '#shared/model/token'
import { endsWithAll } from '#shared/rules/revoke-all'
import { aboutAll } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { asFailure } from '../failures.ts'
import { refreshInBackground } from '../list/refresh.ts'
import { isRefusal } from '../list/refresher.ts'
import { noteAccessEnded, noteEnded } from './revoke-all-settle.ts'
import type { Connected } from '../accounts/sessions.ts'
import { sessionWith } from '../accounts/step-up.ts'
import { isSecretRefused } from '../secrets/stored-secret.ts'
import { partOf } from '../tokens/target.ts'

/** Secrets that are tried at the same time. */
const atOnce = 4

/**
 * A person has ended all their tokens on the provider's page: tries every stored secret of them, and the account's own
 * token, and notes as revoked what is refused. Throws Failure: `still-works` while a stored secret is accepted, or with
 * none stored while the account still signs in; what is refused is noted all the same.
 */
export async function checkRevokedAll(
  context: Context,
  { accountId, ownConfirmed, stepUp }: Input<'revokeAll.check'>,
  signal: AbortSignal,
): Promise<EndedAll> {
  const { journal } = context
  if (!ownConfirmed) throw new Failure('confirmation-needed')
  return noted(context, { what: 'all-tokens-revoked', accountId }, () =>
    journal.work(accountId, null, async () => {
      if (journal.isChanging(accountId)) throw new Failure('busy')
      return sessionWith(context, accountId, stepUp, (connected) => check(context, connected, signal))
    }),
  )
}

async function check(context: Context, connected: Connected, signal: AbortSignal): Promise<EndedAll> {
  const { rows, journal, random, log } = context
  const { accountId, account, provider } = connected
  if (provider.record.revokeAll.how !== 'guided') throw new Failure('not-supported')
  const held = heldTokens(context, accountId)
  const limit = pLimit(atOnce)
  const tries = await Promise.allSettled(
    held.map((one) => limit(() => isSecretRefused(context, connected, one, signal))),
  )
  const access = await accessOf(connected, signal)
  const own = rows.ownToken(accountId)
  const told = (value: boolean) =>
    held.filter((_token, at) => {
      const tried = tries[at]
      return tried?.status === 'fulfilled' && tried.value === value
    })
  const refused = told(true)
  const isOwnEnded = access === 'ended' && own !== undefined && own.state === 'active' && endsWithAll(own.owner)
  const ended = isOwnEnded && !refused.some(({ id }) => id === own.id) ? [...refused, own] : refused
  const [first] = ended
  if (first !== undefined) {
    const entry = await journal.record(aboutAll(random.uuid(), accountId, account, partOf(first)), {}, [])
    await noteEnded(context, { ...entry, idsBefore: ended.map(({ issuerId }) => issuerId) })
  }
  if (access === 'ended') await noteAccessEnded(context, connected)
  else refreshInBackground(context, accountId)
  const failed = tries.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw asFailure(failed.reason, log, 'revoke-all')
  const isDone = told(false).length === 0 && (refused.length > 0 || access === 'ended')
  if (!isDone) throw new Failure('still-works', { provider: provider.record.name })
  return { ended: ended.length, access }
}

/** The person's tokens whose secrets are stored; also one that a refresh has found to be gone already. */
function heldTokens({ index, inventory }: Context, accountId: string): Token[] {
  return index.heldBy(accountId).flatMap(([, { tokenId }]) => {
    const token = inventory.token(tokenId)
    return token !== undefined && token.state !== 'revoked' && endsWithAll(token.owner) ? [token] : []
  })
}

/** Does the provider still take the account's own token? */
async function accessOf({ session }: Connected, signal: AbortSignal): Promise<Access> {
  try {
    await session.identify(signal)
    return 'works'
  } catch (error) {
    if (error instanceof Failure && error.error.kind !== 'cancelled') return isRefusal(error) ? 'ended' : 'unknown'
    throw error
  }
}
