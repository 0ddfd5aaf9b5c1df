import type { Input } from '#shared/contract'
import type { Draft } from '#shared/model/operation'
import { checkRegeneration, tidy } from '#shared/rules/form'
import { Failure } from '../../ports/failure.ts'
import type { StepUp } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import type { Made } from '../operations/making.ts'
import { regenerateByCreating } from './regenerate-emulated.ts'
import { regenerateNatively } from './regenerate-native.ts'
import { withStepUp } from '../accounts/step-up.ts'
import { issuedToken, kindOf, partOf, refuseInvalid, supportOf } from './target.ts'

/** A token that gets a new secret, with what the person chose, confirmed and typed for it. */
export interface Regenerating {
  readonly tokenId: string
  readonly draft: Draft
  readonly ownConfirmed: boolean
  readonly stepUp: StepUp | undefined
}

/** Gives a token a new secret: see `regenerateOne`. Throws Failure. */
export function regenerateToken(
  context: Context,
  { tokenId, draft, ownConfirmed, stepUp }: Input<'token.regenerate'>,
  signal: AbortSignal,
): Promise<Made> {
  return withStepUp(stepUp, (given) => regenerateOne(context, { tokenId, draft, ownConfirmed, stepUp: given }, signal))
}

/**
 * Gives a token a new secret. Native: the same token, and the old secret is dead. Emulated: a successor is made, stored
 * and checked, and the old token stands until the person has it replaced. Throws Failure.
 */
export async function regenerateOne(
  context: Context,
  { tokenId, draft: input, ownConfirmed, stepUp }: Regenerating,
  signal: AbortSignal,
): Promise<Made> {
  const { clock, limits, journal, rows, sessions } = context
  const { accountId } = issuedToken(context, tokenId)
  refuseUnstored(context, tokenId)
  return noted(context, { what: 'token-regenerated', accountId, tokenId }, () =>
    journal.work(tokenId, accountId, () =>
      sessions.use(
        accountId,
        async (connected) => {
          const token = issuedToken(context, tokenId)
          if (token.state !== 'active') throw new Failure('not-found')
          const rules = kindOf(connected.provider, token.kind)
          const { how } = supportOf(rules, 'regenerate')
          const draft = tidy(input)
          const maxDays = limits.maxDays(accountId, partOf(token))
          refuseInvalid(checkRegeneration(rules, token.name, draft, { now: clock.now(), maxDays }))
          const request = { connected, token, draft, own: rows.own(token), ownConfirmed, signal }
          return how === 'native' ? regenerateNatively(context, request) : regenerateByCreating(context, request)
        },
        stepUp,
      ),
    ),
  )
}

/** Its last secret is stored nowhere: storing that one after the next would bring a dead secret into the vault. */
function refuseUnstored({ journal, unstored }: Context, tokenId: string): void {
  const made = journal.all().filter(({ operation }) => operation.tokenId === tokenId)
  const isUnstored = unstored.waitsFor(tokenId) || made.some(({ operation }) => unstored.waitsFor(operation.id))
  if (isUnstored) throw new Failure('busy', { code: 'unstored' })
}
