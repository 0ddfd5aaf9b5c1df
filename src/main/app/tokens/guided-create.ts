import type { Input } from '#shared/contract'
import type { Draft } from '#shared/model/operation'
import type { TokenKind } from '#shared/model/provider'
import type { Token } from '#shared/model/token'
import { checkDraft, tidy } from '#shared/rules/form'
import { isListed, scopesOfDraft } from '#shared/rules/guide'
import { aboutNew, candidatesOf } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { IssuedToken, PartScope } from '../../ports/provider.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { holding } from '../secrets/held-changes.ts'
import { noted } from '../activity/noted.ts'
import { nameOf } from './create.ts'
import { accepted, guideOf, isCredential, refuseKnown, told, type Accepted } from './guided.ts'
import type { Made } from '../operations/making.ts'
import { readSecret } from '../secrets/secret-input.ts'
import type { Connected } from '../accounts/sessions.ts'
import { sessionWith } from '../accounts/step-up.ts'
import { kindOf, offeredPart, refuseInvalid } from './target.ts'

/**
 * Takes the secret of a token that a person made on the provider's page. The provider is asked about it first; what it
 * tells of the token comes before what the form said. Secret, token and journal are durable in one commit. Throws Failure;
 * then nothing is stored, and the person still has the secret.
 */
export async function createGuided(
  context: Context,
  { accountId, owner, kind, draft: input, secret: pasted, stepUp }: Input<'guided.create'>,
  signal: AbortSignal,
): Promise<Made> {
  const { clock, limits } = context
  const secret = await readSecret(pasted, context.clipboard)
  const create = async (): Promise<Made> => {
    const taken = await sessionWith(context, accountId, stepUp, async (connected) => {
      const scope = offeredPart(connected, owner, kind)
      const rules = kindOf(connected.provider, kind)
      guideOf(rules, 'create')
      const draft = tidy(input)
      refuseInvalid(checkDraft(rules, draft, { now: clock.now(), maxDays: limits.maxDays(accountId, scope) }))
      return take(context, { connected, scope, rules, draft, secret, signal })
    })
    if (taken instanceof Failure) throw taken
    return taken
  }
  try {
    return await noted(
      context,
      { what: 'token-created', accountId, tokenName: nameOf(input) },
      create,
      ({ tokenId }) => tokenId,
    )
  } finally {
    secret.wipe()
  }
}

interface Taking {
  readonly connected: Connected
  readonly scope: PartScope
  readonly rules: TokenKind
  readonly draft: Draft
  readonly secret: Secret
  readonly signal: AbortSignal
}

async function take(context: Context, taking: Taking): Promise<Made | Failure> {
  const { connected, scope, draft, secret, signal } = taking
  const { journal, random, accounts, inventory } = context
  const { accountId, account } = connected
  const operationId = random.uuid()
  return journal.work(operationId, accountId, async () => {
    refuseKnown(context, secret)
    const inspection = await accepted(connected, scope, secret, signal)
    if (inspection instanceof Failure) return inspection
    const token = await identified(context, taking, inspection)
    if (signal.aborted) throw new Failure('cancelled')
    const secretId = await accounts.exclusive(accountId, async () => {
      // Once more: what is stored may have changed while the provider was asked.
      refuseKnown(context, secret)
      const { secretId: stored, changes } = holding(context, { token, secret, proof: inspection.proof })
      await journal.record(
        aboutNew(operationId, { accountId, provider: account.provider }, scope, nameOf(draft)),
        { newTokenId: token.id, newSecretId: stored },
        [...changes, ...ownChanges(context, accountId, token, secret)],
      )
      return stored
    })
    await inventory.upsert(token)
    return { operationId, tokenId: token.id, secretId, unstoredId: null, error: null }
  })
}

/** The token that the secret is of: the listed one where there is a list, otherwise one that is known by its secret. */
async function identified(context: Context, taking: Taking, inspection: Accepted): Promise<Token> {
  const { connected, scope, rules, draft, signal } = taking
  const { inventory, random, index } = context
  const { accountId, account, session } = connected
  const name = { accountId, provider: account.provider }
  const { issuerId } = inspection.token
  if (isListed(rules)) {
    const before = inventory.tokensOfPart(accountId, scope)
    await inventory.list(session, name, scope, signal)
    const listed = inventory.tokensOfPart(accountId, scope).filter(({ state }) => state === 'active')
    if (issuerId === undefined) return likeliest(context, listed, before, draft)
    const found = listed.find((token) => token.issuerId === issuerId)
    if (found !== undefined) return found
  }
  const issued = issuedFrom(draft, rules, inspection, issuerId ?? `kept-${random.uuid()}`)
  const token = inventory.tokenFrom(name, scope, issued)
  if (index.heldOf(token.id) !== undefined) throw new Failure('other-identity', { code: 'known-token' })
  return token
}

/**
 * The provider takes the secret and does not say of which token it is: the one that has appeared, or one of the name that
 * was asked for and whose secret is not stored. Throws Failure('not-found') when the list has neither.
 */
function likeliest({ index }: Context, listed: readonly Token[], before: readonly Token[], draft: Draft): Token {
  const name = nameOf(draft)
  const free = listed.filter(({ id }) => index.heldOf(id) === undefined)
  const find = (tokens: readonly Token[], idsBefore: readonly string[]) => {
    const [id] = candidatesOf(tokens, { idsBefore, name, others: new Set() })
    return tokens.find((token) => token.id === id)
  }
  const named = free.filter((token) => token.name === name || token.description === name)
  const found =
    find(
      free,
      before.map(({ issuerId }) => issuerId),
    ) ?? find(named, [])
  if (found === undefined) throw new Failure('not-found')
  return found
}

function issuedFrom(draft: Draft, rules: TokenKind, inspection: Accepted, issuerId: string): IssuedToken {
  return {
    name: nameOf(draft),
    description: draft.description ?? '',
    created: { kind: 'unknown' },
    lastUsed: { kind: 'unknown' },
    expiry: draft.expiry,
    scopes: scopesOfDraft(draft, rules.form.scopes),
    ...told(inspection),
    issuerId,
  }
}

/** Another secret than the credential's belongs to another token, as this one has just been made; the same one tells too. */
function ownChanges(context: Context, accountId: string, token: Token, secret: Secret): RecordChange[] {
  const record = context.accounts.get(accountId)
  const isOwn = isCredential(context, accountId, secret)
  const value = isOwn
    ? { ...record, ownTokenId: token.id }
    : { ...record, notOwnTokenIds: [...record.notOwnTokenIds.filter((id) => id !== token.id), token.id] }
  return [{ put: 'account', id: accountId, value }]
}
