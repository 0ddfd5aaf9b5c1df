import type { Handlers, Serving } from '../serving.ts'
import { previewKept, previewRestore, restoreBackup } from './backup-restore.ts'
import { chooseBackup, dropBackup, keptStates, letGoState, makeBackup, proveBackup } from './backup.ts'

/** Channels of backups. */
export function backupHandlers({ always, job, open, silent }: Serving) {
  return {
    'backup.make': job(makeBackup),
    'backup.choose': open(chooseBackup),
    'backup.prove': job(proveBackup),
    'backup.preview': job(previewRestore),
    'backup.restore': open(restoreBackup),
    'backup.kept': open(keptStates),
    'backup.previewKept': job(previewKept),
    'backup.letGo': open(silent(letGoState)),
    'backup.drop': always(silent(dropBackup)),
  } satisfies Partial<Handlers>
}
