import type { Input } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { asFailure, inBackground } from '../failures.ts'

/**
 * Refreshes one account, or all of them at once. Parts fail for themselves and say so on the part; of all accounts each
 * fails for itself and says so on the account. Throws Failure when the one account could not be reached at all, and
 * Failure('cancelled').
 */
export async function refreshInventory(
  { index, refresher, log }: Context,
  { accountId, jobId }: Input<'inventory.refresh'>,
  signal: AbortSignal,
): Promise<void> {
  if (accountId !== null) {
    await refresher.refresh(accountId, jobId, signal)
    return
  }
  const results = await Promise.allSettled([...index.accounts.keys()].map((id) => refresher.refresh(id, jobId, signal)))
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    const failure = asFailure(result.reason, log, 'refresh')
    if (failure.error.kind === 'vault-locked') throw failure
  }
  if (signal.aborted) throw new Failure('cancelled')
}

/** Refreshes an account without anybody waiting; how it ends is on the account. */
export function refreshInBackground({ jobs, random, refresher, log }: Context, accountId: string): void {
  const jobId = random.uuid()
  inBackground(
    jobs.run(jobId, (signal) => refresher.refresh(accountId, jobId, signal)),
    log,
    'a refresh',
  )
}
