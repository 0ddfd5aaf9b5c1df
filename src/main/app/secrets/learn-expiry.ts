import type { Instant } from '#shared/model/time'
import type { RecordChange } from '../../ports/records.ts'
import { Secret } from '../../ports/secret.ts'
import { splitSignIn } from '../../ports/sign-in.ts'
import { typeOf } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { otherId } from '../tokens/other-token.ts'
import { inspectHeld } from './inspect-held.ts'
import { jwtExpiry } from './jwt-expiry.ts'

/** Secrets that are looked at after one refresh, and noted in one commit; each only once. */
const mostAtOnce = 500

/** After a refresh: what the provider tells of an account's secrets anew, and what they say themselves. Never throws. */
export async function lookAtSecrets(context: Context, accountId: string): Promise<void> {
  const { facts, life, rows } = context
  const before = JSON.stringify(rows.credentialExpiry(accountId))
  await inspectHeld(context, accountId)
  await learnExpiries(context, accountId)
  // The list itself was told of before.
  if (!life().aborted && JSON.stringify(rows.credentialExpiry(accountId)) !== before) facts.now()
}

/**
 * Reads what an account's secrets say themselves of their end: its credential, and stored ones that nobody has looked at yet,
 * of tokens whose provider says nothing. Nothing is asked of anybody. Never throws.
 */
async function learnExpiries(context: Context, accountId: string): Promise<void> {
  try {
    await learnOfCredential(context, accountId)
    await learnOfHeld(context, accountId)
  } catch (error) {
    context.log.warn('what secrets say of their end could not be noted', { type: typeOf(error) })
  }
}

async function learnOfCredential({ accounts, expiry, rows, vault }: Context, accountId: string): Promise<void> {
  await accounts.change(accountId, ({ credentialExpiresAt: known, ...record }) => {
    const at = expiryOfSignIn(vault.records.get('credential', accountId)?.value)
    if (at === known) return null
    return at === undefined ? record : { ...record, credentialExpiresAt: at }
  })
  // It is its token's end too, where the provider does not tell that.
  const own = rows.ownToken(accountId)
  if (own?.expiry.kind !== 'unknown') return
  rows.changed([own.id])
  expiry.changed([own.id])
}

function expiryOfSignIn(value: string | undefined): Instant | undefined {
  if (value === undefined) return undefined
  const joined = new Secret(value)
  const { secret } = splitSignIn(joined)
  try {
    return secret.use(jwtExpiry) ?? undefined
  } finally {
    for (const one of [joined, secret]) one.wipe()
  }
}

/**
 * Once the vault is open: the same for stored secrets of other services, which no refresh comes by. Those that were stored
 * before Keyrack read ends are left to look at, and are few. Never throws.
 */
export async function lookAtOthers(context: Context): Promise<void> {
  try {
    while ((await learnOfHeld(context, otherId)) === mostAtOnce);
  } catch (error) {
    context.log.info('what secrets of other services say of their end could not be noted', { type: typeOf(error) })
  }
}

/** Gives how many it has looked at. */
async function learnOfHeld({ index, inventory, store, vault }: Context, accountId: string): Promise<number> {
  const says = (tokenId: string) => (index.others.get(tokenId) ?? inventory.token(tokenId))?.expiry.kind
  const unread = index
    .heldBy(accountId)
    .filter(([, { expiresAt, tokenId }]) => expiresAt === undefined && says(tokenId) === 'unknown')
    .slice(0, mostAtOnce)
  const changes = unread.flatMap(([id, held]): RecordChange[] => {
    const stored = vault.records.get('secret', id)
    return stored === undefined ? [] : [{ put: 'held', id, value: { ...held, expiresAt: jwtExpiry(stored.value) } }]
  })
  if (changes.length > 0) await store.commit(changes)
  return changes.length
}
