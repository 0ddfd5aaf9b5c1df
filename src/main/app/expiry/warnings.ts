import type { Input } from '#shared/contract'
import type { Quiet } from '#shared/model/warning'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange, RecordOf } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { endingOf } from './credentials.ts'

/** Notes what the person says to the warnings of these tokens. Throws Failure. */
export async function quietTokens(context: Context, { tokenIds, how }: Input<'expiry.quiet'>): Promise<void> {
  const { clock, store, vault } = context
  if (how.kind === 'snoozed' && how.until <= clock.now()) throw new Failure('invalid-input')
  const changes = [...new Set(tokenIds)].flatMap((id): RecordChange[] => {
    const expiry = endingOf(context, id)?.expiry
    if (expiry?.kind !== 'at') return []
    const quiet: Quiet | null = how.kind === 'none' ? null : { ...how, end: expiry.at }
    return put(id, vault.records.get('warning', id), { of: 'token', quiet })
  })
  if (changes.length > 0) await store.commit(changes)
}

/** Puts back what the person had said of each token before, exactly. Throws Failure. */
export async function undoQuiet(context: Context, { said }: Input<'expiry.undo'>): Promise<void> {
  const { store, vault } = context
  const changes = said.flatMap(({ tokenId, quiet }) => {
    if (endingOf(context, tokenId) === undefined) return []
    return put(tokenId, vault.records.get('warning', tokenId), { of: 'token', quiet })
  })
  if (changes.length > 0) await store.commit(changes)
}

/** Chooses the steps of a token, an account's or a provider's tokens. Throws Failure. */
export async function chooseSteps(context: Context, { of, id, days }: Input<'expiry.steps'>): Promise<void> {
  const { catalogue, expiry, facts, index, rows, store, vault } = context
  const isThere = {
    token: () => rows.token(id) !== undefined,
    account: () => index.accounts.has(id),
    provider: () => catalogue.some((record) => record.id === id),
  }
  if (!isThere[of]()) throw new Failure('not-found')
  const sorted = days === null ? null : [...new Set(days)].sort((one, other) => one - other)
  await store.commit(put(id, vault.records.get('warning', id), { of, days: sorted }))
  if (of !== 'token') expiry.changed()
  facts.now()
}

/** A record that says nothing is none. */
function put(
  id: string,
  known: RecordOf<'warning'> | undefined,
  change: Partial<RecordOf<'warning'>> & Pick<RecordOf<'warning'>, 'of'>,
): RecordChange[] {
  const value = { days: null, quiet: null, ...known, ...change }
  if (value.days !== null || value.quiet !== null) return [{ put: 'warning', id, value }]
  return known === undefined ? [] : [{ remove: 'warning', id }]
}
