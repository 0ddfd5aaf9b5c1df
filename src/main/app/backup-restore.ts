import type { Input, Output } from '#shared/contract'
import type { RestorePreview } from '#shared/contract/backup'
import { Failure } from '../ports/failure.ts'
import type { RecordChange } from '../ports/records.ts'
import type { Vault } from '../vault/index.ts'
import { counted, openChosen } from './backup.ts'
import type { OpenedBackup } from './backup-desk.ts'
import { noted, type Context } from './context.ts'
import { compareShelves } from './restore-compare.ts'
import { planMerge } from './restore-merge.ts'
import { isSame, planReplace, underWay, type PlannedChange } from './restore-plan.ts'
import { ownShelf, readShelf, type Shelf } from './restore-shelf.ts'

/** What the chosen backup would bring, held against the vault. Nothing is written. Throws Failure. */
export async function previewRestore(
  context: Context,
  { fileId, key, jobId }: Input<'backup.preview'>,
  signal: AbortSignal,
): Promise<RestorePreview> {
  const { vault, desk } = context
  const backup = await openChosen(context, fileId, key, jobId, signal)
  try {
    const fingerprint = (secret: string) => vault.records.fingerprint(secret)
    const theirs = await readShelf(backup, fingerprint)
    const mine = ownShelf(vault.records, fingerprint)
    if (signal.aborted) throw new Failure('cancelled')
    const { changes, ...merge } = planMerge(mine, theirs)
    const preview = {
      backup: counted(backup),
      ...compareShelves(mine, theirs),
      merge: { ...merge, changes: changes.length },
    }
    return { planId: desk.keep(backup), ...preview }
  } catch (error) {
    backup.close()
    throw error
  }
}

/**
 * Brings the opened backup into the vault, all of it or nothing. What is planned is planned anew from what the vault holds
 * now. Throws Failure: `busy` while a token is being changed, `confirmation-needed`.
 */
export async function restoreBackup(
  context: Context,
  { planId, how, acceptLosing }: Input<'backup.restore'>,
): Promise<Output<'backup.restore'>> {
  const { vault, desk, refresher, inventory, activity, unstored, reload } = context
  const opened = desk.opened(planId)
  return noted(context, { what: 'backup-restored' }, async () => {
    refuseWhileWorking(context)
    if (unstored.all().length > 0) throw new Failure('busy', { code: 'unstored' })
    await refresher.stopAll()
    await inventory.saveParts()
    const fingerprint = (secret: string) => vault.records.fingerprint(secret)
    const before = fingerprint('')
    // Made anew: since the preview the vault may have got another data key, and with it other fingerprints.
    const theirs = await readShelf(opened.backup, fingerprint)
    refuseWhileWorking(context)
    if (fingerprint('') !== before) throw new Failure('busy')
    // From here to the commit nothing is awaited: what is planned is what the vault holds.
    const mine = ownShelf(vault.records, fingerprint)
    const changes = how === 'merge' ? planMerge(mine, theirs).changes : replacing(mine, theirs, acceptLosing)
    await vault.records.commit(changes.map((change) => filled(change, vault, opened)))
    const gone = [...mine.account.keys()].filter((id) => how === 'replace' && !theirs.account.has(id))
    for (const accountId of gone) await inventory.removeAccount(accountId)
    await activity.flush()
    desk.clear()
    await reload()
    return { changes: changes.length }
  })
}

function refuseWhileWorking({ vault, journal, index }: Context): void {
  const state = vault.state()
  if (state.kind === 'open' && state.rekeying !== null) throw new Failure('busy')
  const isWorking = journal.all().some(({ operation: { id } }) => journal.isWorking(id))
  if (isWorking || [...index.accounts.keys()].some((id) => journal.isWorking(id) || journal.isChanging(id))) {
    throw new Failure('busy')
  }
}

function replacing(
  mine: Shelf,
  theirs: Shelf,
  accepted: Input<'backup.restore'>['acceptLosing'],
): readonly PlannedChange[] {
  if (underWay(mine).length > 0) throw new Failure('busy', { code: 'under-way' })
  const { losses } = compareShelves(mine, theirs)
  if (Object.values(losses).some((count) => count > 0) && !isSame(losses, accepted)) {
    throw new Failure('confirmation-needed')
  }
  return planReplace(mine, theirs)
}

/** The change with its secret value, which is taken from where it lies as late as can be. */
function filled(change: PlannedChange, vault: Vault, { backup }: OpenedBackup): RecordChange {
  if ('remove' in change || 'value' in change) return change
  const { put, id, from } = change
  const source = from.side === 'mine' ? vault.records : backup
  const credential = from.kind === 'credential' ? source.get('credential', from.id) : undefined
  const found = credential ?? source.get('secret', from.id)
  if (put === 'secret' && found !== undefined) return { put, id, value: { value: found.value } }
  if (put === 'credential' && credential !== undefined) return { put, id, value: credential }
  // The plan was made of what is there.
  throw new Failure('internal')
}
