import type { Input, Output } from '#shared/contract'
import { activityFits } from '#shared/rules/activity'
import { csvRow } from '#shared/text/csv'
import type { StoredEntry } from '../../activity/index.ts'
import { Failure } from '../../ports/failure.ts'
import { dayOf, nameOfFile, refuseVaultFolder, writeFile } from '../backup/backup-files.ts'
import type { Context } from '../context.ts'
import { noted } from './noted.ts'

const columns = ['number', 'time', 'what', 'result', 'who', 'by', 'account', 'token', 'account id', 'token id', 'hash']

/**
 * Writes the entries that fit the filter to a file of the person's choice, oldest first. The JSON has each entry as it is
 * chained, so that who has the whole log can follow the chain without Keyrack. Throws Failure.
 */
export async function exportActivity(
  context: Context,
  { format, filter }: Input<'activity.export'>,
  signal: AbortSignal,
): Promise<Output<'activity.export'>> {
  const { picker, clock, vault, activity } = context
  const at = clock.now()
  const path = await picker.save(`activity-${format}`, `Keyrack activity ${dayOf(at)}.${format}`)
  if (path === null) return { written: null }
  return noted(context, { what: 'activity-exported' }, async () => {
    refuseVaultFolder(path, vault.folder)
    const entries = (await activity.entries(signal)).filter(activityFits(filter))
    if (signal.aborted) throw new Failure('cancelled')
    const text =
      format === 'csv'
        ? [columns, ...entries.map(cellsOf)].map(csvRow).join('')
        : `${JSON.stringify({ keyrack: 'activity', version: 1, exportedAt: at, filter, entries }, null, 2)}\n`
    const bytes = Buffer.from(text, 'utf8')
    await writeFile(context, path, bytes, async (written) => {
      if (!written.equals(bytes)) throw new Failure('disk-refused', { code: 'file' })
    })
    return { written: { name: nameOfFile(path), entries: entries.length } }
  })
}

function cellsOf(entry: StoredEntry): string[] {
  const { seq, at, what, outcome, who, by, accountName, tokenName, accountId, tokenId, hash } = entry
  return [
    seq === null ? '' : String(seq),
    new Date(at).toISOString(),
    what,
    outcome,
    who === undefined ? '' : who.kind === 'account' ? `account ${who.login}` : who.kind,
    by ?? '',
    accountName ?? '',
    tokenName ?? '',
    accountId ?? '',
    tokenId ?? '',
    hash ?? '',
  ]
}
