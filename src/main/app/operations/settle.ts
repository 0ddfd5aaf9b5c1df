import { mayHaveHappened, type Entry } from '../../operations/index.ts'
import type { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { look, patienceMs, type Look } from './look.ts'
import type { Connected } from '../accounts/sessions.ts'

/**
 * A call that makes a secret failed: writes down what is known of it. A refusal ends the operation. Where it may have
 * happened all the same the provider is asked what is there; it is never sent again. Gives the entry as it then is.
 */
export async function settleFailedMaking(
  context: Context,
  connected: Connected,
  entry: Entry,
  { error }: Failure,
): Promise<Entry> {
  const { journal } = context
  if (mayHaveHappened(error.kind) === 'no') return journal.note(entry, 'abandoned', { error })
  // The error says that nobody has looked yet; that is how it is found after a crash.
  const lost = await journal.note(entry, 'answer-lost', { error })
  const seen = await look(context, connected, lost, patienceMs)
  const nothingNew = seen.kind === 'seen' && seen.candidates.length === 0
  // An answer did come and said no; that nothing new is there confirms it.
  if (nothingNew && error.kind !== 'answer-lost') return journal.note(lost, 'abandoned', { error })
  return noteLook(context, lost, seen)
}

/** Writes down what a look told about a lost answer; the person decides from here. */
export async function noteLook({ journal }: Context, entry: Entry, seen: Look): Promise<Entry> {
  return seen.kind === 'failed'
    ? journal.note(entry, 'answer-lost', { error: seen.failure.error, candidates: entry.operation.candidates })
    : journal.note(entry, 'answer-lost', { candidates: [...seen.candidates] })
}

/**
 * A call that changes or ends something failed. A refusal ends the operation and is thrown; otherwise it may have happened, and
 * this gives the entry of the lost answer, for which the provider is to be asked.
 */
export async function lostUnlessRefused({ journal }: Context, entry: Entry, failure: Failure): Promise<Entry> {
  const { error } = failure
  if (mayHaveHappened(error.kind) !== 'no') return journal.note(entry, 'answer-lost', { error })
  await journal.note(entry, 'abandoned', { error })
  throw failure
}
