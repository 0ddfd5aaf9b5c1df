import type { Handlers, Serving } from '../serving.ts'
import { readLeaked } from './leaked-read.ts'
import { lookAtLeaks, revokeLeaked } from './leaked-revoke.ts'

/** Channels of leaked values. */
export function leakedHandlers({ always, job, open, silent }: Serving) {
  return {
    'leaked.read': open(readLeaked),
    'leaked.revoke': job(revokeLeaked),
    'leaked.look': job(lookAtLeaks),
    'leaked.drop': always(silent(async ({ leaks }, { leakId }) => leaks.drop(leakId))),
  } satisfies Partial<Handlers>
}
