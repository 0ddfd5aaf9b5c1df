import type { Input, Output, StepUpInput } from '#shared/contract'
import type { OwnCredential, Token } from '#shared/model/token'
import { isListed } from '#shared/rules/guide'
import { aboutToken } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { endingOf } from '../operations/ending-try.ts'
import { guideOf } from './guided.ts'
import { refreshInBackground } from '../list/refresh.ts'
import { closeRelated } from '../operations/related.ts'
import { isRefusal } from '../list/refresher.ts'
import { markRevoked } from './revoke.ts'
import type { Connected } from '../accounts/sessions.ts'
import { sessionWith } from '../accounts/step-up.ts'
import { isSecretRefused } from '../secrets/stored-secret.ts'
import { issuedToken, kindOf, partOf, requireConfirmed } from './target.ts'

type Proof = Output<'guided.revoke'>['by']

/**
 * Notes that a person has revoked a token on the provider's page, once that is proved: the provider refuses the stored
 * secret, or the token as the account's credential, or lists it no more. Where neither can be asked it is the person's word (`saysDone`). Throws Failure:
 * `still-works` when the token is alive, `confirmation-needed` when only that word is left and was not given.
 */
export async function revokeGuided(
  context: Context,
  { tokenId, ownConfirmed, saysDone, stepUp }: Input<'guided.revoke'>,
  signal: AbortSignal,
): Promise<Output<'guided.revoke'>> {
  const { journal, rows, random } = context
  const { accountId } = issuedToken(context, tokenId)
  const by = await noted(context, { what: 'token-revoked', accountId, tokenId }, () =>
    journal.work(tokenId, accountId, async () => {
      const token = issuedToken(context, tokenId)
      const own = rows.own(token)
      requireConfirmed(own, ownConfirmed)
      const proof = (await proofOf(context, { token, own, stepUp, signal })) ?? (saysDone ? 'word' : null)
      if (proof === null) throw new Failure('confirmation-needed')
      const operationId = random.uuid()
      await journal.record(aboutToken(operationId, 'revoke', token), endingOf(context, tokenId, proof === 'probe'), [])
      await markRevoked(context, tokenId)
      await closeRelated(context, tokenId, operationId)
      if (own !== 'no') refreshInBackground(context, accountId)
      return proof
    }),
  )
  return { by }
}

interface Asked {
  readonly token: Token
  readonly own: OwnCredential
  readonly stepUp: StepUpInput | undefined
  readonly signal: AbortSignal
}

/** Null when there is nothing to ask with: no stored secret, no list, and not the credential. Throws Failure when it is alive or cannot be asked. */
async function proofOf(context: Context, { token, own, stepUp, signal }: Asked): Promise<Proof | null> {
  try {
    return await sessionWith(context, token.accountId, stepUp, async (connected) => {
      const rules = kindOf(connected.provider, token.kind)
      guideOf(rules, 'revoke')
      const refused = await isSecretRefused(context, connected, token, signal)
      if (refused === null && !isListed(rules)) {
        if (own !== 'yes') return null
        // The account signs in with the very token: where it can, the token is alive.
        await connected.session.identify(signal)
        throw stillWorks(connected)
      }
      const isGone = refused ?? (await isMissing(context, connected, token, signal))
      if (!isGone) throw stillWorks(connected)
      return refused === null ? 'list' : 'probe'
    })
  } catch (error) {
    // The account signed in with the very token: that it cannot any more is the proof.
    if (own === 'yes' && error instanceof Failure && isRefusal(error)) return 'probe'
    throw error
  }
}

function stillWorks({ provider }: Connected): Failure {
  return new Failure('still-works', { provider: provider.record.name })
}

async function isMissing(
  { inventory, rows }: Context,
  { session, accountId, account }: Connected,
  token: Token,
  signal: AbortSignal,
): Promise<boolean> {
  await inventory.list(session, { accountId, provider: account.provider }, partOf(token), signal)
  return rows.token(token.id)?.state !== 'active'
}
