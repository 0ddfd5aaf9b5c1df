import type { Handlers, Serving } from '../serving.ts'
import { continueOperation } from './continue.ts'
import { checkRevokedAll } from './revoke-all-guided.ts'
import { listForRevokeAll, revokeAll } from './revoke-all.ts'

/** Channels of operations. */
export function operationHandlers({ always, job, open, silent }: Serving) {
  return {
    'revokeAll.list': job(listForRevokeAll),
    'revokeAll.call': job(revokeAll),
    'revokeAll.check': job(checkRevokedAll),
    'operation.continue': job(silent(continueOperation)),
    'operation.shown': always(silent(async ({ reminders }, { operationId }) => reminders.shown(operationId))),
    'ending.tryAgain': open(silent(({ endings }, { operationId }) => endings.tryAgain(operationId))),
    'ending.dismiss': open(silent(({ endings }, { operationId }) => endings.dismiss(operationId))),
  } satisfies Partial<Handlers>
}
