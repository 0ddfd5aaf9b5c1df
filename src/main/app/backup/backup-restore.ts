import type { Input, Output } from '#shared/contract'
import type { RestorePreview } from '#shared/contract/backup'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { OpenBackup, Vault } from '../../vault/index.ts'
import { counted, openChosen, reporter } from './backup.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { compareShelves, lossesOf } from './restore-compare.ts'
import { planMerge } from './restore-merge.ts'
import { isSame, planReplace, underWay, type PlannedChange } from './restore-plan.ts'
import { backupShelf, ownShelf, type Shelf } from './restore-shelf.ts'
import { inSlices, type Steps } from '../slices.ts'

/** What the chosen backup would bring, held against the vault. Nothing is written. Throws Failure. */
export async function previewRestore(
  context: Context,
  { fileId, key, jobId }: Input<'backup.preview'>,
  signal: AbortSignal,
): Promise<RestorePreview> {
  return preview(context, fileId, await openChosen(context, fileId, key, jobId, signal), signal)
}

/** The same of a state that was kept when the vault was replaced. Throws Failure. */
export async function previewKept(
  context: Context,
  { id, jobId }: Input<'backup.previewKept'>,
  signal: AbortSignal,
): Promise<RestorePreview> {
  const { desk, vault } = context
  const fileId = desk.choose(null)
  return preview(context, fileId, await vault.backups.openKept(id, reporter(context, jobId), signal), signal)
}

async function preview(
  { vault, desk }: Context,
  fileId: string,
  backup: OpenBackup,
  signal: AbortSignal,
): Promise<RestorePreview> {
  try {
    const found = await inSlices(compare(vault, backup, signal))
    return { planId: desk.keep(fileId, backup), backup: counted(backup), ...found }
  } catch (error) {
    backup.close()
    throw error
  }
}

function* compare(
  { records }: Vault,
  backup: OpenBackup,
  signal: AbortSignal,
): Steps<Omit<RestorePreview, 'planId' | 'backup'>> {
  const fingerprint = (secret: string) => {
    if (signal.aborted) throw new Failure('cancelled')
    return records.fingerprint(secret)
  }
  const theirs = yield* backupShelf(backup, fingerprint)
  const mine = yield* ownShelf(records, fingerprint)
  const { changes, ...merge } = yield* planMerge(mine, theirs)
  const compared = yield* compareShelves(mine, theirs)
  if (signal.aborted) throw new Failure('cancelled')
  return { ...compared, merge: { ...merge, changes: changes.length } }
}

/**
 * Brings the opened backup into the vault, all of it or nothing, while nothing else is changed. What is planned is planned
 * anew from what the vault holds then. Throws Failure: `busy` while a token is being changed, `confirmation-needed`.
 */
export async function restoreBackup(
  context: Context,
  { planId, how, acceptLosing }: Input<'backup.restore'>,
): Promise<Output<'backup.restore'>> {
  const removes = how === 'replace'
  const plan = (mine: Shelf, theirs: Shelf) => (removes ? replacing(mine, theirs, acceptLosing) : merging(mine, theirs))
  return noted(context, { what: 'backup-restored' }, () =>
    context.alone(() => context.desk.use(planId, (backup) => restore(context, backup, { plan, removes }))),
  )
}

interface Way {
  readonly plan: (mine: Shelf, theirs: Shelf) => Steps<readonly PlannedChange[]>
  /** May it take something away? Then the state before is kept. */
  readonly removes: boolean
}

interface Restored {
  readonly changes: readonly PlannedChange[]
  readonly kept: boolean
}

async function restore(context: Context, backup: OpenBackup, way: Way): Promise<Output<'backup.restore'>> {
  const { vault, refresher, inventory, activity, unstored, journal, accounts, reload } = context
  const state = vault.state()
  if (state.kind === 'open' && state.rekeying !== null) throw new Failure('busy')
  if (unstored.all().length > 0) throw new Failure('busy', { code: 'unstored' })
  await refresher.stopAll()
  await inventory.saveParts()
  const { changes, kept } = await journal.workAlone(() => accounts.exclusiveAll(() => commit(context, backup, way)))
  // It is durable: nothing from here on may call it failed.
  const gone = changes.flatMap((change) => ('remove' in change && change.remove === 'account' ? [change.id] : []))
  for (const accountId of gone) await inventory.removeAccount(accountId)
  await activity.flush()
  await reload()
  return { changes: changes.length, kept }
}

/** Plans and commits in one, and lets whoever waits for an account's turn see what it is now. */
async function commit({ vault, index }: Context, backup: OpenBackup, { plan, removes }: Way): Promise<Restored> {
  const { records, backups } = vault
  const fingerprint = (secret: string) => records.fingerprint(secret)
  let restored: Restored = { changes: [], kept: false }
  await records.commitPlanned(async () => {
    // Made anew: since the preview the vault may have got another data key, and with it other fingerprints.
    const theirs = await inSlices(backupShelf(backup, fingerprint))
    const mine = await inSlices(ownShelf(records, fingerprint))
    const planned = await inSlices(plan(mine, theirs))
    const changes = await inSlices(filled(planned, vault, backup))
    const isKept = removes && changes.length > 0 && (await backups.keepState()) !== null
    restored = { changes: planned, kept: isKept }
    return changes
  })
  if (vault.state().kind === 'open') index.load(records)
  return restored
}

function* merging(mine: Shelf, theirs: Shelf): Steps<readonly PlannedChange[]> {
  const { changes } = yield* planMerge(mine, theirs)
  return changes
}

function* replacing(
  mine: Shelf,
  theirs: Shelf,
  accepted: Input<'backup.restore'>['acceptLosing'],
): Steps<readonly PlannedChange[]> {
  if (underWay(mine).length > 0) throw new Failure('busy', { code: 'under-way' })
  const losses = yield* lossesOf(mine, theirs)
  if (Object.values(losses).some((count) => count > 0) && !isSame(losses, accepted)) {
    throw new Failure('confirmation-needed')
  }
  return yield* planReplace(mine, theirs)
}

/** The changes with their secret values, which are taken from where they lie as late as can be. */
function* filled(changes: readonly PlannedChange[], vault: Vault, backup: OpenBackup): Steps<RecordChange[]> {
  const all: RecordChange[] = []
  for (const change of changes) {
    all.push(fill(change, vault, backup))
    yield
  }
  return all
}

function fill(change: PlannedChange, vault: Vault, backup: OpenBackup): RecordChange {
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
