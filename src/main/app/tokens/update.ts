import type { Input } from '#shared/contract'
import type { Changes } from '#shared/model/operation'
import type { Token } from '#shared/model/token'
import { checkChanges, tidy } from '#shared/rules/form'
import { aboutToken, type Entry } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { asFailure } from '../failures.ts'
import { look, patienceMs } from '../operations/look.ts'
import { lostUnlessRefused } from '../operations/settle.ts'
import type { Connected } from '../accounts/sessions.ts'
import { sessionWith } from '../accounts/step-up.ts'
import { issuedToken, kindOf, partOf, refuseInvalid, supportOf } from './target.ts'

/** Changes a token where its provider can. Throws Failure. */
export async function updateToken(
  context: Context,
  { tokenId, changes: input, stepUp }: Input<'token.update'>,
  signal: AbortSignal,
): Promise<void> {
  const { journal, random, inventory } = context
  const { accountId } = issuedToken(context, tokenId)
  await noted(context, { what: 'token-updated', accountId, tokenId }, () =>
    journal.work(tokenId, accountId, () =>
      sessionWith(context, accountId, stepUp, async (connected) => {
        const token = issuedToken(context, tokenId)
        const rules = kindOf(connected.provider, token.kind)
        if (supportOf(rules, 'update').how !== 'native') throw new Failure('not-supported')
        const changes = tidy(input)
        refuseInvalid(checkChanges(rules, changes))
        const operationId = random.uuid()
        await journal.work(operationId, accountId, async () => {
          const entry = await journal.send(aboutToken(operationId, 'update', token))
          try {
            const issued = await connected.session.update(partOf(token), token, changes, signal)
            await inventory.upsert(inventory.tokenFrom({ accountId, provider: token.provider }, partOf(token), issued))
            await journal.note(entry, 'done')
          } catch (error) {
            await settleFailedUpdate(context, connected, entry, changes, asFailure(error, context.log, 'update'))
          }
        })
      }),
    ),
  )
}

async function settleFailedUpdate(
  context: Context,
  connected: Connected,
  entry: Entry,
  changes: Changes,
  failure: Failure,
): Promise<void> {
  const lost = await lostUnlessRefused(context, entry, failure)
  const now = await resolveLostUpdate(context, connected, lost, patienceMs)
  if (now === null || !hasChanged(entry.before, now, changes)) throw failure
}

/**
 * Asks the provider how a token is whose change got no answer; the list then tells the truth and the operation ends.
 * Null when the provider could not be asked, or not within `limitMs`. Never throws.
 */
export async function resolveLostUpdate(
  context: Context,
  connected: Connected,
  entry: Entry,
  limitMs: number | null = null,
): Promise<Token | null> {
  const { journal, rows } = context
  const { tokenId } = entry.operation
  const seen = await look(context, connected, entry, limitMs)
  if (seen.kind === 'failed') {
    await journal.note(entry, 'answer-lost', { error: seen.failure.error })
    return null
  }
  await journal.note(entry, 'done')
  return (tokenId === undefined ? undefined : rows.token(tokenId)) ?? null
}

function hasChanged(before: Token | undefined, now: Token, { name, description, scopes }: Changes): boolean {
  const isDifferent = JSON.stringify(before?.scopes) !== JSON.stringify(now.scopes)
  return (
    (name === undefined || now.name === name) &&
    (description === undefined || now.description === description) &&
    (scopes === undefined || isDifferent)
  )
}
