import type { Handlers, Serving } from '../serving.ts'
import { addScanFolder, removeScanFolder, scanChoices } from './scan-choices.ts'
import { rememberFound } from './scan-remember.ts'
import { runScan } from './scan.ts'

/** Channels of scans. */
export function scanHandlers({ always, job, open, silent }: Serving) {
  return {
    'scan.choices': open(scanChoices),
    'scan.addFolder': open(addScanFolder),
    'scan.removeFolder': open(removeScanFolder),
    'scan.run': job(runScan),
    'scan.remember': open(rememberFound),
    'scan.drop': always(silent(async ({ scans }, { scanId }) => scans.drop(scanId))),
  } satisfies Partial<Handlers>
}
