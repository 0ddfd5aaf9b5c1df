import { isOutdated, nextOf, type Entry } from '../../operations/index.ts'
import { typeOf } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import { checkSuccessor } from './check-successor.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import { candidatesFor, look } from './look.ts'
import { refreshInBackground } from '../list/refresh.ts'
import { resolveLostRevoke } from '../tokens/revoke.ts'
import { resolveLostRevokeAll } from './revoke-all-settle.ts'
import { revokeOfOperation } from './revoke-of-operation.ts'
import { noteLook } from './settle.ts'
import { swapIfRefused } from './swap.ts'
import { resolveLostUpdate } from '../tokens/update.ts'

/**
 * After the vault was opened: brings the journal to where it can wait. A call that may have been sent when the app ended
 * counts as one whose answer is lost. Asks no provider. Never throws.
 */
export async function resumeJournal(context: Context): Promise<void> {
  const { journal, store, vault, clock, log } = context
  const outdated = journal.all().filter(({ operation }) => isOutdated(operation, clock.now()))
  try {
    const left = new Set(outdated.map(({ operation: { id } }) => id))
    const keeps = ({ operation: { id }, ending }: Entry) => ending?.secretId === null && !left.has(id)
    const kept = new Set(
      journal
        .all()
        .filter(keeps)
        .map(({ operation: { id } }) => id),
    )
    const removals = [
      ...[...left].map((id): RecordChange => ({ remove: 'operation', id })),
      // Of operations that a backup has replaced, too.
      ...vault.records.ids('ended').flatMap((id): RecordChange[] => (kept.has(id) ? [] : [{ remove: 'ended', id }])),
    ]
    if (removals.length > 0) await store.commit(removals)
  } catch (error) {
    log.warn('the journal could not be tidied', { type: typeOf(error) })
  }
  for (const entry of waiting(context)) {
    // Another process is in the middle of it.
    if (journal.isElsewhere(entry)) continue
    const next = nextOf(entry.operation)
    if (next === 'note-lost') await noteLost(context, entry)
    if (next === 'note-unsent') await noteUnsent(context, entry)
    if (next === 'finish' && entry.operation.kind === 'create') await journal.note(entry, 'done')
  }
}

/**
 * The provider of an account was reached, whether it took the credential or not: operations that waited for that go on
 * at the arrow they are on. Each fails for itself and says so. Never throws.
 */
export async function resumeAccount(context: Context, accountId: string): Promise<void> {
  for (const { operation } of waiting(context)) {
    if (operation.accountId !== accountId) continue
    try {
      await context.journal.work(operation.id, accountId, () => goOn(context, operation.id))
    } catch (error) {
      const { error: failure } = asFailure(error, context.log, 'resume')
      context.log.info('an operation waits on', { kind: operation.kind, why: failure.kind })
    }
  }
}

/** The app ended before anything was sent: the person is told so, and has nothing to decide. */
function noteUnsent({ journal }: Context, entry: Entry): Promise<Entry> {
  return journal.note(entry, 'intended', { error: { kind: 'cancelled' } })
}

/** Nobody knows how the call ended: the app ended before, or it could not be written down. */
async function noteLost(context: Context, entry: Entry): Promise<Entry> {
  const candidates = candidatesFor(context, entry)
  return context.journal.note(entry, 'answer-lost', { error: { kind: 'answer-lost' }, candidates })
}

/** Tokens that were listed meanwhile can be what a lost answer was about, and others can be it no more. */
async function noteNewCandidates(context: Context, entry: Entry): Promise<void> {
  if (entry.operation.step !== 'answer-lost') return
  const candidates = candidatesFor(context, entry)
  if (JSON.stringify(candidates) === JSON.stringify(entry.operation.candidates)) return
  // Of all that were to end none is there any more: nobody has to decide.
  const isOver = entry.operation.kind === 'revoke-all' && candidates.length === 0
  await context.journal.note(entry, isOver ? 'done' : 'answer-lost', { candidates })
}

/** Operations that nobody works on now. */
function waiting({ journal, unstored }: Context): Entry[] {
  return journal.all().filter(({ operation: { id } }) => !journal.isWorking(id) && !unstored.waitsFor(id))
}

/** Reads the entry itself: while others went on before it, the person may have decided about this one. */
async function goOn(context: Context, operationId: string): Promise<void> {
  const { sessions, journal, life } = context
  let entry = await journal.look(operationId)
  if (nextOf(entry.operation) !== 'wait') entry = await journal.claim(operationId)
  const { accountId, kind } = entry.operation
  switch (nextOf(entry.operation)) {
    case 'look':
      await sessions.use(accountId, async (connected) => {
        if (kind === 'revoke-all') await resolveLostRevokeAll(context, connected, entry)
        else if (kind === 'revoke') await resolveLostRevoke(context, connected, entry)
        else if (kind === 'update') await resolveLostUpdate(context, connected, entry)
        else await noteLook(context, entry, await look(context, connected, entry))
      })
      return
    case 'check':
      await sessions.use(accountId, (connected) => checkSuccessor(context, connected, entry, life()))
      return
    case 'revoke':
      await revokeOfOperation(context, entry, life())
      return
    case 'finish': {
      const isSwapped = await swapIfItWasOwn(context, entry)
      await journal.note(entry, 'done')
      // What the account says of the old credential counts no more.
      if (isSwapped) refreshInBackground(context, accountId)
      return
    }
    case 'note-unsent':
      await noteUnsent(context, entry)
      return
    case 'note-lost':
      if ((await noteLost(context, entry)) !== entry) await goOn(context, operationId)
      return
    case 'wait':
      await noteNewCandidates(context, entry)
  }
}

/** A token got a new secret, and it is not known yet whether that was the account's credential. */
async function swapIfItWasOwn(context: Context, { operation }: Entry): Promise<boolean> {
  const { accountId, newSecretId, newTokenId } = operation
  const token = newTokenId === undefined ? undefined : context.rows.token(newTokenId)
  if (newSecretId === undefined || token === undefined) return false
  return swapIfRefused(context, { accountId, secretId: newSecretId, token }, context.life())
}
