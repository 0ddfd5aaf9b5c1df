// Root of the thread that reads files which nobody trusts. It is started for one file, and ends with it.
import { runImportThread } from './adapters/node/import-thread.ts'
import { readImport } from './importers/index.ts'

void runImportThread(readImport)
