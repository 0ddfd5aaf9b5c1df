import type { Context } from './context.ts'
import { createServing, type Handlers, type Opened } from './serving.ts'
import { accountHandlers } from './accounts/handlers.ts'
import { activityHandlers } from './activity/handlers.ts'
import { backupHandlers } from './backup/handlers.ts'
import { bulkHandlers } from './bulk/handlers.ts'
import { expiryHandlers } from './expiry/handlers.ts'
import { findingsHandlers } from './findings/handlers.ts'
import { desktopHandlers } from './desktop/handlers.ts'
import { importHandlers } from './imports/handlers.ts'
import { inspectHandlers } from './inspect/handlers.ts'
import { leakedHandlers } from './leaked/handlers.ts'
import { listHandlers } from './list/handlers.ts'
import { operationHandlers } from './operations/handlers.ts'
import { placeHandlers } from './places/handlers.ts'
import { reportHandlers } from './reports/handlers.ts'
import { scanHandlers } from './scan/handlers.ts'
import { secretHandlers } from './secrets/handlers.ts'
import { teamHandlers } from './team/handlers.ts'
import { tokenHandlers } from './tokens/handlers.ts'
import { vaultHandlers } from './vault/handlers.ts'

export type { Handlers } from './serving.ts'

/** Joins every channel of the contract with its use case. */
export function createHandlers(context: Context, opened: Opened, lock: () => Promise<void>): Handlers {
  const serving = createServing(context, opened, lock)
  const { always, silent } = serving
  return {
    'app.start': always(async ({ revealed, facts, catalogue, info }) => {
      // What the page before showed went with it.
      revealed.conceal()
      return { facts: facts.facts(), catalogue: JSON.stringify(catalogue), ...info }
    }),
    'job.cancel': always(silent(async ({ jobs }, { jobId }) => jobs.cancel(jobId))),
    'preferences.set': always(
      silent(async ({ preferences, expiry, facts }, changes) => {
        const given = Object.entries(changes).filter(([, value]) => value !== undefined)
        preferences.set(Object.fromEntries(given))
        if (changes.warningDays !== undefined) expiry.changed()
        facts.now()
      }),
    ),
    ...vaultHandlers(serving),
    ...desktopHandlers(serving),
    ...accountHandlers(serving),
    ...listHandlers(serving),
    ...tokenHandlers(serving),
    ...operationHandlers(serving),
    ...bulkHandlers(serving),
    ...secretHandlers(serving),
    ...placeHandlers(serving),
    ...scanHandlers(serving),
    ...importHandlers(serving),
    ...backupHandlers(serving),
    ...leakedHandlers(serving),
    ...inspectHandlers(serving),
    ...reportHandlers(serving),
    ...expiryHandlers(serving),
    ...activityHandlers(serving),
    ...teamHandlers(serving),
    ...findingsHandlers(serving),
  }
}
