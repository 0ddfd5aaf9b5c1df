import type { Input, Output } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import { withKey } from '../backup/backup.ts'
import { dayOf, nameOfFile, refuseVaultFolder, writeFile } from '../backup/backup-files.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { exportedList } from './export-list.ts'
import { csvOf } from './export-table.ts'

/** Writes the list without a secret. Throws Failure. */
export async function exportList(context: Context, { format }: Input<'export.list'>): Promise<Output<'export.list'>> {
  return write(context, format, null)
}

/**
 * Writes the list with every stored secret and credential in clear, once the key has opened the vault. A vault that opens
 * by the OS alone has no key to ask for. Throws Failure: `not-supported` then, else as `Backups.check`.
 */
export async function exportSecrets(
  context: Context,
  { format, key: typed }: Input<'export.secrets'>,
  signal: AbortSignal,
): Promise<Output<'export.secrets'>> {
  const state = context.vault.state()
  const slots = state.kind === 'open' ? state.slots : []
  const isThere =
    typed.with === 'recovery' ? slots.includes('recovery') : slots.some((kind) => /passphrase$/.test(kind))
  if (!isThere) throw new Failure('not-supported', { code: 'no-key' })
  await withKey(typed, (key) => context.vault.backups.check(key))
  if (signal.aborted) throw new Failure('cancelled')
  return write(context, format, signal)
}

/** With secrets where there is a signal that ends it. */
async function write(
  context: Context,
  format: 'json' | 'csv',
  signal: AbortSignal | null,
): Promise<Output<'export.list'>> {
  const { picker, clock, vault } = context
  const secrets = signal !== null
  const at = clock.now()
  const path = await picker.save(format, `Keyrack list ${dayOf(at)}.${format}`)
  if (path === null) return { written: null }
  return noted(context, { what: secrets ? 'secrets-exported' : 'list-exported' }, async () => {
    refuseVaultFolder(path, vault.folder)
    const { accounts, tokens } = await exportedList(context, secrets)
    // The system's dialog stays open for as long as it likes: the vault may have been locked, and opened again, meanwhile.
    if (signal?.aborted === true) throw new Failure('cancelled')
    const text =
      format === 'csv'
        ? csvOf(accounts, tokens, secrets)
        : `${JSON.stringify({ keyrack: 'list', version: 1, exportedAt: at, secrets, accounts, tokens }, null, 2)}\n`
    const bytes = Buffer.from(text, 'utf8')
    try {
      await writeFile(context, path, bytes, async (written) => {
        if (!written.equals(bytes)) throw new Failure('disk-refused', { code: 'file' })
      })
    } finally {
      bytes.fill(0)
    }
    return { written: { name: nameOfFile(path), tokens: tokens.length } }
  })
}
