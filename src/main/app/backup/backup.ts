import type { Input, Output } from '#shared/contract'
import type { CountedBackup } from '#shared/contract/backup'
import { Failure } from '../../ports/failure.ts'
import { Secret } from '../../ports/secret.ts'
import type { OpenBackup, TypedKey } from '../../vault/index.ts'
import { dayOf, nameOfFile, readFile, refuseVaultFolder, writeFile } from './backup-files.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'

/** As many kept states as the window is told of. */
const mostKept = 100

/** Hands a typed key to `action` and overwrites it afterwards. */
export async function withKey<T>(
  { with: means, value }: { with: TypedKey['with']; value: string },
  action: (key: TypedKey) => Promise<T>,
): Promise<T> {
  const secret = new Secret(value)
  try {
    return await action({ with: means, secret })
  } finally {
    secret.wipe()
  }
}

/** Tells the window how far a job has come. */
export function reporter({ events }: Context, jobId: string): (done: number, total: number) => void {
  return (done, total) => events.emit('progress', { jobId, done, total })
}

/** What a backup holds, by number. */
export function counted(backup: OpenBackup): CountedBackup {
  return {
    madeAt: backup.madeAt,
    accounts: backup.ids('account').length,
    secrets: backup.ids('secret').length,
    others: backup.ids('other').length,
    unknown: backup.unknown,
  }
}

/**
 * Makes a backup: the key is held against the vault first, and the file is read back and opened before it is called done.
 * Throws Failure.
 */
export async function makeBackup(
  context: Context,
  { key: typed, jobId }: Input<'backup.make'>,
  signal: AbortSignal,
): Promise<Output<'backup.make'>> {
  const { vault, picker, clock, preferences, facts } = context
  const made = await withKey(typed, async (key) => {
    await vault.backups.check(key)
    const path = await picker.save('backup', `Keyrack backup ${dayOf(clock.now())}.keyrack`)
    if (path === null) return null
    return noted(context, { what: 'backup-made' }, async () => {
      refuseVaultFolder(path, vault.folder)
      const report = reporter(context, jobId)
      const bytes = await vault.backups.seal(key, (done, total) => report(done, total * 2), signal)
      const found = await writeFile(context, path, bytes, async (written) => {
        const backup = await vault.backups.open(written, key, (done, total) => report(total + done, total * 2), signal)
        backup.close()
        if (signal.aborted) throw new Failure('cancelled')
        return counted(backup)
      })
      return { ...found, name: nameOfFile(path) }
    })
  })
  if (made !== null) {
    preferences.set({ backup: { ...preferences.get().backup, madeAt: made.madeAt } })
    facts.now()
  }
  return { made }
}

/** Asks for a file and looks at it without a key. Throws Failure. */
export async function chooseBackup(context: Context): Promise<Output<'backup.choose'>> {
  const { picker, desk, vault } = context
  const path = await picker.open('backup')
  if (path === null) return { chosen: null }
  const { madeAt, slots } = await vault.backups.look(await readFile(context, path))
  return { chosen: { fileId: desk.choose(path), name: nameOfFile(path), madeAt, slots: [...slots] } }
}

/** Opens every record of the chosen file in memory, counts, and remembers that it could be done. Throws Failure. */
export async function proveBackup(
  context: Context,
  { fileId, key: typed, jobId }: Input<'backup.prove'>,
  signal: AbortSignal,
): Promise<CountedBackup> {
  const { preferences, clock, facts } = context
  return noted(context, { what: 'backup-proven' }, async () => {
    const backup = await openChosen(context, fileId, typed, jobId, signal)
    const found = counted(backup)
    backup.close()
    preferences.set({ backup: { ...preferences.get().backup, provenAt: clock.now() } })
    facts.now()
    return found
  })
}

/** Opens the chosen file. The caller closes what it gets. Throws Failure. */
export async function openChosen(
  context: Context,
  fileId: string,
  typed: Input<'backup.prove'>['key'],
  jobId: string,
  signal: AbortSignal,
): Promise<OpenBackup> {
  const { desk, vault } = context
  const bytes = await readFile(context, desk.path(fileId))
  return withKey(typed, (key) => vault.backups.open(bytes, key, reporter(context, jobId), signal))
}

/** The person is done with the chosen file. */
export async function dropBackup({ desk }: Context): Promise<void> {
  desk.clear()
}

/** States of the vault before something was replaced. Throws Failure. */
export async function keptStates({ vault }: Context): Promise<Output<'backup.kept'>> {
  return { kept: (await vault.backups.keptStates()).slice(0, mostKept) }
}

/** The person needs a kept state no more. Throws Failure. */
export async function letGoState(context: Context, { id }: Input<'backup.letGo'>): Promise<void> {
  await noted(context, { what: 'kept-state-let-go' }, () => context.vault.backups.letGo(id))
}
