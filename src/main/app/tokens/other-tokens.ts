import type { Input, OtherToken, Output } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange, RecordOf } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { forgetting, holding } from '../secrets/held-changes.ts'
import { otherId, otherToken } from './other-token.ts'
import { placesWithout } from '../places/places.ts'
import { readSecret } from '../secrets/secret-input.ts'

/** Adds a token of a service without an adapter, with its secret if there is one. Throws Failure. */
export async function addOther(
  context: Context,
  { token, secret: input }: Input<'other.add'>,
): Promise<Output<'other.add'>> {
  const { store, random, clock } = context
  refuseAddresses(token)
  const tokenId = `${otherId}/${random.uuid()}`
  const now = clock.now()
  const record = recordOf(token, now, now)
  const secret = input === null ? null : await readSecret(input, context.clipboard)
  try {
    await noted(context, { what: 'other-added', tokenId }, async () => {
      await store.commit([
        { put: 'other', id: tokenId, value: record },
        ...annotated(context, tokenId, token.notes),
        ...(secret === null
          ? []
          : holding(context, { token: otherToken(tokenId, record), secret, proof: 'unchecked' }).changes),
      ])
    })
  } finally {
    secret?.wipe()
  }
  return { tokenId }
}

/** Throws Failure. */
export async function editOther(context: Context, { tokenId, token }: Input<'other.edit'>): Promise<void> {
  refuseAddresses(token)
  const { createdAt } = known(context, tokenId)
  await noted(context, { what: 'other-edited', tokenId }, () =>
    context.store.commit([
      { put: 'other', id: tokenId, value: recordOf(token, createdAt, context.clock.now()) },
      ...annotated(context, tokenId, token.notes),
    ]),
  )
}

/** Removes the token with its secret, places, tags and notes. Throws Failure. */
export async function removeOther(context: Context, { tokenId }: Input<'other.remove'>): Promise<void> {
  known(context, tokenId)
  await noted(context, { what: 'other-removed', tokenId }, () =>
    context.store.commit([
      { remove: 'other', id: tokenId },
      { remove: 'warning', id: tokenId },
      ...(context.index.annotations.has(tokenId) ? [{ remove: 'annotation', id: tokenId } as const] : []),
      ...(context.index.decisions.has(tokenId) ? [{ remove: 'decision', id: tokenId } as const] : []),
      ...placesWithout(context, (id) => id === tokenId),
      ...forgetting(context.index.heldOf(tokenId)?.secretId),
    ]),
  )
}

function known({ index }: Context, tokenId: string): RecordOf<'other'> {
  const record = index.others.get(tokenId)
  if (record === undefined) throw new Failure('not-found')
  return record
}

function recordOf(token: OtherToken, createdAt: number, changedAt: number): RecordOf<'other'> {
  const { notes: _notes, ...facts } = token
  return { ...facts, createdAt, changedAt }
}

/** Notes are kept where those of all tokens are; tags stay. */
function annotated({ index }: Context, tokenId: string, notes: string): RecordChange[] {
  const tags = index.annotations.get(tokenId)?.tags ?? []
  const isEmpty = notes === '' && tags.length === 0
  if (isEmpty) return index.annotations.has(tokenId) ? [{ remove: 'annotation', id: tokenId }] : []
  return [{ put: 'annotation', id: tokenId, value: { tags, notes } }]
}

/** An address is a web address or nothing: it may be opened later. */
function refuseAddresses(token: OtherToken): void {
  for (const field of ['serviceUrl', 'manageUrl'] as const) {
    if (token[field] !== '' && !isWebAddress(token[field])) throw new Failure('invalid-input', { field })
  }
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}
