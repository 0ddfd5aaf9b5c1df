import type { Handlers, Serving } from '../serving.ts'
import { cleanFile, previewClean } from './import-clean.ts'
import { readFound } from './import-found.ts'
import { chooseImport, readDropped, readPasted, unlockImport } from './import-read.ts'
import { storeImported } from './import-store.ts'

/** Channels of imports. */
export function importHandlers({ always, job, open, silent }: Serving) {
  return {
    'import.choose': job(chooseImport),
    'import.dropped': job(readDropped),
    'import.paste': job(readPasted),
    'import.found': job(readFound),
    'import.unlock': job(unlockImport),
    'import.store': job(storeImported),
    'import.previewClean': job(previewClean),
    'import.clean': open(cleanFile),
    'import.forget': always(silent(async ({ imports }, { importId }) => imports.drop(importId))),
  } satisfies Partial<Handlers>
}
