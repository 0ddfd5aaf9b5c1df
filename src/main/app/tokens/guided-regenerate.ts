import type { Input } from '#shared/contract'
import type { Draft } from '#shared/model/operation'
import type { OwnCredential, Token } from '#shared/model/token'
import { aboutToken } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { StepUp } from '../../ports/provider.ts'
import { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { holding } from '../secrets/held-changes.ts'
import { noted } from '../activity/noted.ts'
import { accepted, guideOf, refuseKnown, told, type Accepted } from './guided.ts'
import type { Made } from '../operations/making.ts'
import { triesCredential } from './regenerate-native.ts'
import { replacedBy } from '../operations/making.ts'
import { placesOutdated } from '../places/places.ts'
import { isRefusal } from '../list/refresher.ts'
import { closeRelated } from '../operations/related.ts'
import { readSecret } from '../secrets/secret-input.ts'
import type { Connected } from '../accounts/sessions.ts'
import { withSecret } from '../accounts/sign-in-input.ts'
import { withStepUp } from '../accounts/step-up.ts'
import { swapChanges } from '../operations/swap.ts'
import { typedEndOver } from '../operations/typed-end.ts'
import { issuedToken, kindOf, partOf, requireConfirmed } from './target.ts'

/**
 * Takes the new secret that a person had the provider's page give to a token. It replaces the stored one, and the account's
 * credential when the token is known to be it, in the commit that makes it durable. Throws Failure; then nothing is stored,
 * and the person still has the secret.
 */
export async function regenerateGuided(
  context: Context,
  { tokenId, draft, secret: pasted, ownConfirmed, stepUp: given }: Input<'guided.regenerate'>,
  signal: AbortSignal,
): Promise<Made> {
  const { rows, journal } = context
  const { accountId } = issuedToken(context, tokenId)
  const secret = await readSecret(pasted, context.clipboard)
  const regenerate = () =>
    journal.work(tokenId, accountId, async () => {
      const token = issuedToken(context, tokenId)
      if (token.state !== 'active') throw new Failure('not-found')
      const own = rows.own(token)
      requireConfirmed(own, ownConfirmed)
      return withStepUp(given, (stepUp) => take(context, { token, draft, own, secret, stepUp, signal }))
    })
  try {
    return await noted(context, { what: 'token-regenerated', accountId, tokenId }, regenerate)
  } finally {
    secret.wipe()
  }
}

interface Taking {
  readonly token: Token
  readonly draft: Draft
  readonly own: OwnCredential
  readonly secret: Secret
  readonly stepUp: StepUp | undefined
  readonly signal: AbortSignal
}

async function take(context: Context, taking: Taking): Promise<Made> {
  const { token, own, secret, signal } = taking
  const { accounts, journal, random, inventory } = context
  const { accountId } = token
  const operationId = random.uuid()
  return journal.work(operationId, accountId, async () => {
    refuseKnown(context, secret)
    const renewed = await asked(context, taking)
    if (signal.aborted) throw new Failure('cancelled')
    const done = await accounts.exclusive(accountId, async () => {
      refuseKnown(context, secret)
      const stored = holding(context, { token: renewed.token, secret, proof: renewed.proof })
      const swap = own === 'yes' ? secret.use((value) => swapChanges(context, accountId, value, renewed.token)) : []
      const about = aboutToken(operationId, 'regenerate', token)
      const replacing = replacedBy(context, { ...about, emulated: false }, renewed.token)
      const entry = await journal.record(
        about,
        { newTokenId: token.id, newSecretId: stored.secretId, ...replacing.arrival },
        [
          ...stored.changes,
          ...replacing.changes,
          ...placesOutdated(context, { ...about, emulated: false }, token.id),
          ...typedEndOver(context, { ...about, emulated: false }, renewed.token),
          ...swap,
        ],
        // Whether it was the credential is found out next, and again after a refresh where that fails.
        own === 'unknown' ? 'stored' : 'done',
      )
      return { entry, secretId: stored.secretId }
    })
    await inventory.upsert(renewed.token)
    if (own === 'unknown' && (await triesCredential(context, renewed.token, done.entry, signal))) {
      await journal.note(done.entry, 'done')
    }
    await closeRelated(context, token.id, operationId)
    return { operationId, tokenId: token.id, secretId: done.secretId, unstoredId: null, error: null }
  })
}

/**
 * Asks about the new secret. Where the token was the credential the account cannot sign in any more, and the new secret
 * itself is what the provider is asked with. Throws Failure.
 */
async function asked(context: Context, taking: Taking) {
  const { token, draft, own } = taking
  const { clock } = context
  const inspection = own === 'yes' ? await withNew(context, taking) : await withOld(context, taking)
  if (inspection instanceof Failure) throw inspection
  const { issuerId } = inspection.token
  if (issuerId !== undefined && issuerId !== token.issuerId) throw new Failure('other-identity')
  const renewed: Token = {
    ...token,
    expiry: draft.expiry,
    ...told(inspection),
    issuerId: token.issuerId,
    asOf: clock.now(),
  }
  return { token: renewed, proof: inspection.proof }
}

async function withOld(context: Context, taking: Taking): Promise<Accepted | Failure> {
  const { token, own, stepUp } = taking
  try {
    return await context.sessions.use(token.accountId, (connected) => ask(connected, taking), stepUp)
  } catch (error) {
    if (own === 'no' || !(error instanceof Failure) || !isRefusal(error)) throw error
    return withNew(context, taking)
  }
}

async function withNew({ vault, sessions }: Context, taking: Taking): Promise<Accepted | Failure> {
  const { token, secret, stepUp } = taking
  const sealed = new Secret(vault.records.get('credential', token.accountId)?.value ?? '')
  const credential = withSecret(sealed, secret)
  try {
    return await sessions.try(token.accountId, credential, (connected) => ask(connected, taking), stepUp)
  } finally {
    sealed.wipe()
    credential.wipe()
  }
}

function ask(connected: Connected, { token, secret, signal }: Taking): Promise<Accepted | Failure> {
  guideOf(kindOf(connected.provider, token.kind), 'regenerate')
  return accepted(connected, partOf(token), secret, signal)
}
