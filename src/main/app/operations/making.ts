import type { Output } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { Token } from '#shared/model/token'
import { beginEnding, type Arrival, type Entry } from '../../operations/index.ts'
import type { MadeToken, PartScope } from '../../ports/provider.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import { placesOutdated } from '../places/places.ts'
import { holding } from '../secrets/held-changes.ts'
import { settleFailedMaking } from './settle.ts'
import type { Connected } from '../accounts/sessions.ts'
import { swapChanges } from './swap.ts'
import { typedEndOver } from './typed-end.ts'

export type Made = Output<'token.create'>

interface Making {
  readonly connected: Connected
  readonly scope: PartScope
  readonly entry: Entry
  /** Sends the one call. It is never sent twice. */
  readonly call: () => Promise<MadeToken>
  /** Is the token that gets the new secret the account's own credential? */
  readonly isOwn: boolean
  /** Goes on from `stored`. Must not throw: the secret is safe, and the rest is in the journal. */
  readonly onStored: (entry: Entry) => Promise<void>
}

/**
 * Sends a call that makes a secret, and makes the secret durable together with the journal's next arrow before anything
 * else. Throws Failure when there is no secret. One that could not be stored is kept in memory and named in `Made`.
 */
export async function makeSecret(context: Context, making: Making): Promise<Made> {
  const { connected, entry, scope, call } = making
  const { inventory, log } = context
  let made: MadeToken
  try {
    made = await call()
  } catch (error) {
    const failure = asFailure(error, log, 'making')
    await settleFailedMaking(context, connected, entry, failure)
    throw failure
  }
  const name = { accountId: connected.accountId, provider: connected.account.provider }
  const token = inventory.tokenFrom(name, scope, made.token)
  return keepSecret(context, making, token, made.secret)
}

async function keepSecret(context: Context, making: Making, token: Token, secret: Secret): Promise<Made> {
  const { inventory, unstored, log } = context
  const { entry, onStored } = making
  const { id: operationId, accountId } = entry.operation
  const answer = { operationId, tokenId: token.id, secretId: null, unstoredId: null, error: null }
  const store = async (isNew: boolean): Promise<string> => {
    const { secretId, stored } = await storeMade(context, making, token, secret)
    // Long after the call the list may know better: that the token is revoked, for one.
    if (isNew || (inventory.token(token.id)?.asOf ?? 0) < token.asOf) await inventory.upsert(token)
    await onStored(stored)
    return secretId
  }
  try {
    const secretId = await store(true)
    secret.wipe()
    return { ...answer, secretId }
  } catch (error) {
    const failure = asFailure(error, log, 'storing')
    // Should the app end with the secret, its token need not be looked for. Nothing else is written before that is.
    const answered = context.journal.note(entry, 'answered', { newTokenId: token.id, error: failure.error })
    const kept = {
      secret,
      tokenId: token.id,
      accountId,
      operationId,
      store: async () => {
        await answered
        return store(false)
      },
      drop: async () => {
        await context.journal.note(await answered, 'done', { newTokenId: token.id })
      },
    }
    const unstoredId = unstored.keep(kept)
    await answered
    // The token is there, whether its secret is stored or not.
    await inventory.upsert(token)
    return { ...answer, unstoredId, error: failure.error }
  }
}

/** Secret, what is known of it, the journal and, for the own credential, the account: one commit. */
async function storeMade(
  context: Context,
  { entry, isOwn }: Making,
  token: Token,
  secret: Secret,
): Promise<{ secretId: string; stored: Entry }> {
  const { accounts, journal } = context
  const { accountId } = entry.operation
  return accounts.exclusive(accountId, () =>
    secret.use(async (value) => {
      const { secretId, changes: held } = holding(context, { token, secret, proof: 'made-here' })
      const changes = [
        ...held,
        ...placesOutdated(context, entry.operation, token.id),
        ...typedEndOver(context, entry.operation, token),
        ...(isOwn ? swapChanges(context, accountId, value, token) : []),
      ]
      const replacing = replacedBy(context, entry.operation, token)
      const arrival = { newTokenId: token.id, newSecretId: secretId, ...replacing.arrival }
      const stored = await journal.advance(entry, 'stored', arrival, [...changes, ...replacing.changes])
      return { secretId, stored }
    }),
  )
}

/**
 * A token got a new secret: what the journal keeps of the one before, where that is stored, and its value until it is seen to
 * be dead. A token that got another id with its secret keeps the old one.
 */
export function replacedBy(
  { index, vault, clock }: Context,
  { id, kind, emulated, tokenId }: Pick<Operation, 'id' | 'kind' | 'emulated' | 'tokenId'>,
  token: Token,
): { readonly arrival: Arrival; readonly changes: RecordChange[] } {
  const before = kind === 'regenerate' && !emulated && tokenId !== undefined ? index.heldOf(tokenId) : undefined
  if (before === undefined || before.held.proof === 'unchecked') return { arrival: {}, changes: [] }
  const isKept = tokenId !== token.id
  const stored = isKept ? undefined : vault.records.get('secret', before.secretId)
  return {
    arrival: { ending: beginEnding('replaced', isKept ? before.secretId : null, clock.now()) },
    changes: stored === undefined ? [] : [{ put: 'ended', id, value: { value: stored.value } }],
  }
}
