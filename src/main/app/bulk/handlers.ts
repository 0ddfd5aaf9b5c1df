import type { Handlers, Serving } from '../serving.ts'
import { startBulkRegenerate } from './bulk-regenerate.ts'
import { startBulkRevokeOld } from './bulk-revoke-old.ts'
import { startBulkRevoke } from './bulk-revoke.ts'
import { bulkAgain, bulkLeft, bulkResults, goOnWithBulk } from './bulk-start.ts'

/** Channels of changes of many tokens. */
export function bulkHandlers({ job, open, silent }: Serving) {
  return {
    'bulkRevoke.start': open(startBulkRevoke),
    'bulkRegenerate.start': open(startBulkRegenerate),
    'bulkRevokeOld.start': open(startBulkRevokeOld),
    'bulk.results': open(bulkResults),
    'bulk.left': open(bulkLeft),
    'bulk.stop': open(silent(async ({ bulks }, { bulkId }) => bulks.get(bulkId).stop())),
    'bulk.goOn': job(silent(goOnWithBulk)),
    'bulk.again': open(silent(bulkAgain)),
    'bulk.dismiss': open(silent(async ({ bulks }, { bulkId }) => bulks.dismiss(bulkId))),
  } satisfies Partial<Handlers>
}
