import type { Input } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { noteActivity } from '../activity/noted.ts'

/** Sets tags, notes or the expiry of a token; equal tags are taken once. Throws Failure. */
export async function annotateToken(context: Context, { tokenId, ...changed }: Input<'token.annotate'>): Promise<void> {
  const { index, rows, vault, store } = context
  if (rows.token(tokenId) === undefined) throw new Failure('not-found')
  // All of such a token is typed, where it is edited.
  if (changed.expiry !== undefined && index.others.has(tokenId)) throw new Failure('not-supported')
  // Throws for notes that are there and cannot be read: they are not to be written over.
  const known = vault.records.get('annotation', tokenId)
  const unique = [...new Set(changed.tags ?? known?.tags)]
  const notes = changed.notes ?? known?.notes ?? ''
  const expiry = changed.expiry === undefined ? known?.expiry : (changed.expiry ?? undefined)
  // Whatever is typed now is said of the present secret.
  const typedBefore = changed.expiry === undefined ? known?.typedBefore : undefined
  const typed = { ...(expiry !== undefined && { expiry }), ...(typedBefore !== undefined && { typedBefore }) }
  if (unique.length > 0 || notes !== '' || Object.keys(typed).length > 0) {
    const value = { tags: unique, notes, ...typed }
    await store.commit([{ put: 'annotation', id: tokenId, value }])
  } else if (known !== undefined) {
    await store.commit([{ remove: 'annotation', id: tokenId }])
  }
  noteActivity(context, { what: 'token-annotated', tokenId }, 'done')
}

/** Copies a token's name, or the provider's id of it. Throws Failure. */
export async function copyText(
  { rows, clipboard }: Context,
  { tokenId, more = [], what }: Input<'token.copyText'>,
): Promise<void> {
  const lines = [tokenId, ...more].map((id) => {
    const token = rows.token(id)
    if (token === undefined) throw new Failure('not-found')
    // A token without a name goes by its description, in the window too.
    return what === 'name' ? token.name || token.description : token.issuerId
  })
  await clipboard.copyText(lines.join('\n'))
}
