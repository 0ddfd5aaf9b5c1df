// Root of the thread that reads files which nobody trusts. It is started for one file, and ends with it.
import { runImportThread } from './adapters/node/import-thread.ts'
// Not over the room's index: the app, which reads its other half, need not load this one.
import { readImport } from './importers/read-import.ts'

void runImportThread(readImport)
