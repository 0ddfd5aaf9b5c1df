import type { ProbeResult } from '../../ports/provider.ts'
import { Secret } from '../../ports/secret.ts'
import type { ErrorKind } from '#shared/model/error'
import type { Entry } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import type { Connected } from '../accounts/sessions.ts'
import { partOf } from '../tokens/target.ts'

/**
 * Tries the stored secret of a successor. It works: the operation waits for the person at `checked`. Otherwise it stays
 * at `stored` with the reason, and is tried again after a refresh or when the person goes on. Never throws; gives the
 * entry as it then is.
 */
export async function checkSuccessor(
  context: Context,
  connected: Connected,
  entry: Entry,
  signal: AbortSignal,
): Promise<Entry> {
  const { journal, index, clock, log, sessions } = context
  const { newSecretId } = entry.operation
  try {
    const result = await probeSuccessor(context, connected, entry, signal)
    if (result !== 'works') return await journal.note(entry, 'stored', { error: { kind: result } })
    const held = newSecretId === undefined ? undefined : index.held.get(newSecretId)
    if (held === undefined || newSecretId === undefined) return await journal.note(entry, 'checked')
    return await journal.advance(entry, 'checked', {}, [
      { put: 'held', id: newSecretId, value: { ...held, checkedAt: clock.now() } },
    ])
  } catch (error) {
    const failure = asFailure(error, log, 'check')
    await sessions.note(connected, failure)
    return journal.note(entry, 'stored', { error: failure.error })
  }
}

/** The same with a session of its own, for a secret that is stored later than its call was made. Never throws. */
export async function checkWhenStored(context: Context, entry: Entry, signal: AbortSignal): Promise<void> {
  try {
    await context.sessions.use(entry.operation.accountId, (connected) =>
      checkSuccessor(context, connected, entry, signal),
    )
  } catch (error) {
    await context.journal.note(entry, 'stored', { error: asFailure(error, context.log, 'check').error })
  }
}

/** Tries the stored secret of a successor once. Throws Failure when it cannot be tried. */
export async function probeSuccessor(
  { rows, vault, life }: Context,
  { session, account }: Connected,
  { operation }: Entry,
  signal: AbortSignal,
): Promise<'works' | ErrorKind> {
  const token = operation.newTokenId === undefined ? undefined : rows.token(operation.newTokenId)
  const stored = operation.newSecretId === undefined ? undefined : vault.records.get('secret', operation.newSecretId)
  if (token === undefined || stored === undefined) throw new Failure('not-found')
  const secret = new Secret(stored.value)
  try {
    return verdict(
      await session.probe(partOf(token), token, account.identity, secret, AbortSignal.any([signal, life()])),
    )
  } finally {
    secret.wipe()
  }
}

function verdict({ kind }: ProbeResult): 'works' | ErrorKind {
  switch (kind) {
    case 'proven':
    case 'works':
      return 'works'
    case 'another':
      return 'other-identity'
    case 'refused':
      return 'wrong-token'
  }
}
