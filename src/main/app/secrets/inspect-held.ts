import pLimit from 'p-limit'
import type { Token } from '#shared/model/token'
import { isListed } from '#shared/rules/guide'
import { Failure } from '../../ports/failure.ts'
import type { Inspection, IssuedToken, PartScope } from '../../ports/provider.ts'
import { Secret } from '../../ports/secret.ts'
import { splitSignIn } from '../../ports/sign-in.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import type { Connected } from '../accounts/sessions.ts'
import { partOf } from '../tokens/target.ts'

/** Secrets that are asked about at the same time. */
const atOnce = 4
/** Stands for the provider's id of the token that the account signs in with, where the provider tells none. */
const credentialId = 'credential'

/**
 * Where a provider lists no tokens, those are known whose secret is there: asks about each of them anew, and about the
 * credential itself, so that what it tells of them (the end, what they may do) does not grow old. A token whose secret is
 * refused is gone. Never throws.
 */
export async function inspectHeld(context: Context, accountId: string): Promise<void> {
  const { sessions, log, life } = context
  try {
    if (unlistedKinds(context, accountId).size === 0) return
    await sessions.use(accountId, async (connected) => {
      const limit = pLimit(atOnce)
      const held = heldTokens(context, accountId)
      await Promise.all(held.map(({ token, secretId }) => limit(() => askHeld(context, connected, token, secretId))))
      if (!life().aborted) await askCredential(context, connected)
    })
  } catch (error) {
    log.info('stored secrets were not asked about', { why: asFailure(error, log, 'inspect').error.kind })
  }
}

function unlistedKinds({ accounts, providers }: Context, accountId: string): ReadonlySet<string> {
  const kinds = providers.get(accounts.get(accountId).provider)?.record.tokenKinds ?? []
  return new Set(kinds.filter((kind) => !isListed(kind)).map(({ kind }) => kind))
}

function heldTokens(context: Context, accountId: string): { token: Token; secretId: string }[] {
  const { index, inventory } = context
  const kinds = unlistedKinds(context, accountId)
  return index.heldBy(accountId).flatMap(([secretId, { tokenId }]) => {
    const token = inventory.token(tokenId)
    // One that was called gone by mistake comes back; one that was revoked does not.
    return token === undefined || token.state === 'revoked' || !kinds.has(token.kind) ? [] : [{ token, secretId }]
  })
}

async function askHeld(context: Context, connected: Connected, token: Token, secretId: string): Promise<void> {
  const { vault, inventory, clock, index, store } = context
  const stored = vault.records.get('secret', secretId)
  if (stored === undefined) return
  const secret = new Secret(stored.value)
  const found = await inspect(context, connected, partOf(token), secret).finally(() => secret.wipe())
  const known = index.heldOf(token.id)
  // It may have been revoked, or got another secret, while the provider was asked.
  if (found === null || inventory.token(token.id) !== token || known?.secretId !== secretId) return
  const isUnchecked = known.held.proof === 'unchecked'
  if (found.kind === 'accepted') {
    const value = { ...known.held, proof: found.proof, checkedAt: clock.now() }
    if (isUnchecked) await store.commit([{ put: 'held', id: secretId, value }])
    await inventory.upsert(withFacts(token, found.token, clock.now()))
    return
  }
  // Of a secret that nobody ever knew to be the token's, a refusal says nothing about the token.
  if (token.state === 'active' && !isUnchecked) {
    await inventory.upsert({ ...token, state: 'gone', goneAt: clock.now() })
  }
}

/** The token that signs in is shown too, as its end matters most. */
async function askCredential(context: Context, connected: Connected): Promise<void> {
  const { accounts, vault, inventory } = context
  const { accountId, account, session, provider } = connected
  // Of a pair, such as a client's id and secret, neither is a token.
  if (provider.record.signIn.length > 0) return
  const kinds = unlistedKinds(context, accountId)
  const { ownTokenId } = accounts.get(accountId)
  const known = ownTokenId === null ? undefined : inventory.token(ownTokenId)
  // Stored like any other: it was asked about already, and is no second token.
  if (known?.state === 'active' && context.index.heldOf(known.id) !== undefined) return dropDouble(context, known)
  const sealed = vault.records.get('credential', accountId)
  if (sealed === undefined) return
  const credential = new Secret(sealed.value)
  const { secret } = splitSignIn(credential)
  try {
    for (const scope of session.parts(account.identity)) {
      if (!kinds.has(scope.kind)) continue
      const found = await inspect(context, connected, scope, secret)
      if (found?.kind !== 'accepted') continue
      const { token: facts } = found
      const name = { accountId, provider: account.provider }
      const issued = { ...unknownToken, ...facts, issuerId: facts.issuerId ?? credentialId }
      const token = inventory.tokenFrom(name, scope, { ...issued, name: facts.name || account.name })
      await inventory.upsert(token)
      if (token.id !== ownTokenId) await accounts.change(accountId, (record) => ({ ...record, ownTokenId: token.id }))
      return
    }
  } finally {
    credential.wipe()
    secret.wipe()
  }
}

/** The row that stood for the credential before its secret was stored with a row of its own. */
async function dropDouble({ inventory, clock }: Context, own: Token): Promise<void> {
  for (const token of [...inventory.tokens(own.accountId)]) {
    if (token.issuerId !== credentialId || token.id === own.id || token.state !== 'active') continue
    await inventory.upsert({ ...token, state: 'gone', goneAt: clock.now() })
  }
}

/** A token of which its provider tells nothing. */
export const unknownToken: IssuedToken = {
  issuerId: credentialId,
  name: '',
  description: '',
  created: { kind: 'unknown' },
  lastUsed: { kind: 'unknown' },
  expiry: { kind: 'unknown' },
  scopes: { kind: 'unknown' },
}

/** What the provider tells of a secret; null where it tells nothing of use. */
async function inspect(
  { log, life }: Context,
  { session, account }: Connected,
  scope: PartScope,
  secret: Secret,
): Promise<Exclude<Inspection, { kind: 'another' }> | null> {
  if (life().aborted) return null
  try {
    const inspection = await session.inspect(scope, account.identity, secret, life())
    return inspection.kind === 'another' ? null : inspection
  } catch (error) {
    const { kind } = error instanceof Failure ? error.error : asFailure(error, log, 'inspect').error
    log.info('a secret could not be asked about', { why: kind })
    return null
  }
}

/** What is told anew comes before what was known, and what is known before "unknown". Ids stay. */
function withFacts({ goneAt: _goneAt, ...token }: Token, facts: Partial<IssuedToken>, now: number): Token {
  const told = Object.entries(facts).filter(([, fact]) => !isUnknown(fact))
  return { ...token, ...Object.fromEntries(told), issuerId: token.issuerId, state: 'active', asOf: now }
}

function isUnknown(fact: unknown): boolean {
  return fact === '' || (typeof fact === 'object' && fact !== null && 'kind' in fact && fact.kind === 'unknown')
}
