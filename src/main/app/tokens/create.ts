import type { Input } from '#shared/contract'
import type { Draft } from '#shared/model/operation'
import { checkDraft, tidy } from '#shared/rules/form'
import { aboutNew } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { sendAfterListing } from '../operations/list-before.ts'
import { makeSecret, type Made } from '../operations/making.ts'
import type { Connected } from '../accounts/sessions.ts'
import { sessionWith } from '../accounts/step-up.ts'
import { kindOf, offeredPart, refuseInvalid, supportOf } from './target.ts'

/**
 * Makes a token: journal, call, secret and journal durable in one commit, and only then an answer. Throws Failure when
 * nothing was made, or when nobody knows (`answer-lost`; the operation then waits for the person).
 */
export async function createToken(
  context: Context,
  { accountId, owner, kind, draft: input, stepUp }: Input<'token.create'>,
  signal: AbortSignal,
): Promise<Made> {
  const { clock, limits, journal, random } = context
  const create = async (connected: Connected): Promise<Made> => {
    const scope = offeredPart(connected, owner, kind)
    const rules = kindOf(connected.provider, kind)
    if (supportOf(rules, 'create').how !== 'native') throw new Failure('not-supported')
    const draft = tidy(input)
    refuseInvalid(checkDraft(rules, draft, { now: clock.now(), maxDays: limits.maxDays(accountId, scope) }))

    const operationId = random.uuid()
    return journal.work(operationId, accountId, async () => {
      const { provider } = connected.account
      const intention = aboutNew(operationId, { accountId, provider }, scope, nameOf(draft))
      const entry = await sendAfterListing(context, connected, scope, intention, signal)
      return makeSecret(context, {
        connected,
        scope,
        entry,
        call: () => connected.session.create(scope, draft, signal),
        isOwn: false,
        onStored: async (stored) => {
          await journal.note(stored, 'done')
        },
      })
    })
  }
  return noted(
    context,
    { what: 'token-created', accountId, tokenName: nameOf(input) },
    () => sessionWith(context, accountId, stepUp, create),
    ({ tokenId }) => tokenId,
  )
}

/** What the token will be called in the list. */
export function nameOf({ name = '', description = '' }: Draft): string {
  return name === '' ? description.slice(0, 500) : name
}
