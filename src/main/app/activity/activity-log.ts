import type { Input, Output } from '#shared/contract'
import type { NumberedEntry } from '#shared/model/activity'
import type { StoredEntry } from '../../activity/index.ts'
import type { Context } from '../context.ts'

/** A part of the activity log, newest first. Throws Failure('vault-locked'). */
export async function listActivity(
  { activity }: Context,
  { before }: Input<'activity.list'>,
): Promise<Output<'activity.list'>> {
  const page = await activity.page(before)
  return { entries: page.entries.map(numbered).reverse(), before: page.before }
}

/** Follows the whole chain of the activity log. Throws Failure: `vault-locked`, `cancelled`. */
export async function checkActivity(
  { activity }: Context,
  _input: Input<'activity.check'>,
  signal: AbortSignal,
): Promise<Output<'activity.check'>> {
  return activity.check(signal)
}

function numbered({ hash: _hash, ...entry }: StoredEntry): NumberedEntry {
  return entry
}
