import type { Clock } from '#main/ports/clock'
import { Failure } from '#main/ports/failure'
import type { Secret } from '#main/ports/secret'
import { pause } from '../kit/pause.ts'
import { cleaned } from '../kit/said.ts'
import type { ModerneCalls, Range } from './calls.ts'

const firstWaitMs = 1000
const longestWaitMs = 15_000
/** A file that is not made by then will not be. */
const patienceMs = 15 * 60_000

/**
 * Has Moderne make a file of its audit log, waits until it is made, and fetches it from the account's own origin.
 *
 * @throws Failure server-error with Moderne's reason when it could not make it, timeout when it takes longer than a
 *   quarter of an hour, origin-refused when the file is said to be elsewhere.
 */
export async function exported(
  calls: ModerneCalls,
  { clock, credential }: { readonly clock: Clock; readonly credential: Secret },
  range: Range,
  format: 'CSV' | 'CEF',
  signal: AbortSignal,
): Promise<Uint8Array> {
  const started = clock.now()
  const first = await calls.startExport(range, format, signal)
  let current = first
  for (let wait = firstWaitMs; current.__typename === 'AuditLogsDownloadProcessing'; wait *= 2) {
    if (clock.now() - started >= patienceMs) throw new Failure('timeout', { provider: 'Moderne' })
    await pause(clock, Math.min(wait, longestWaitMs), signal)
    current = (await calls.export(first.id, signal)) ?? current
  }
  if (current.__typename === 'AuditLogsDownloadFinished') return await calls.file(current.downloadUrl, signal)
  const said = cleaned(current.message, [credential])
  throw new Failure('server-error', { provider: 'Moderne', ...(said === undefined ? {} : { said }) })
}
