import type { Input, Output } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'

/**
 * Gives the value of a stored secret, of one that could not be stored, or a recovery code that opens nothing yet, for as
 * long as one is shown; noted in the log. Throws Failure, and then what was shown before still is.
 */
export async function revealSecret(context: Context, { id }: Input<'secret.reveal'>): Promise<Output<'secret.reveal'>> {
  const code = context.recovery.find(id)
  if (code !== undefined) {
    return noted(context, { what: 'recovery-code-revealed' }, async () => {
      const value = code.use((text) => text)
      return { value, ...context.revealed.show() }
    })
  }
  const about = whose(context, id)
  return noted(context, { what: 'secret-revealed', ...about }, async () => {
    const value = valueOf(context, id)
    return { value, ...context.revealed.show() }
  })
}

/**
 * Copies the value of a secret; the clipboard is cleared after the time that the person set, and on lock, when the
 * app is closed and after a crash, if it still holds it. Throws Failure.
 */
export async function copySecret(context: Context, { id }: Input<'secret.copy'>): Promise<Output<'secret.copy'>> {
  const about = whose(context, id)
  const { clipboardSeconds } = context.preferences.get()
  return noted(context, { what: 'secret-copied', ...about }, async () => ({
    clearedAt: await context.clipboard.copySecret(valueOf(context, id), clipboardSeconds),
  }))
}

function whose({ unstored, index }: Context, id: string): { accountId: string; tokenId: string } {
  const about = unstored.find(id) ?? index.held.get(id)
  if (about === undefined) throw new Failure('not-found')
  return { accountId: about.accountId, tokenId: about.tokenId }
}

function valueOf({ unstored, vault }: Context, id: string): string {
  const waiting = unstored.find(id)
  if (waiting !== undefined) return waiting.secret.use((value) => value)
  const stored = vault.records.get('secret', id)
  if (stored === undefined) throw new Failure('not-found')
  return stored.value
}
