import type { Input, Output } from '#shared/contract'
import { reportEndings } from '#shared/model/report'
import { Failure } from '../../ports/failure.ts'
import { noted } from '../activity/noted.ts'
import { dayOf, nameOfFile, refuseVaultFolder, writeFile } from '../backup/backup-files.ts'
import type { Context } from '../context.ts'

/** Writes the audit that the window shows to a file of the person's choice. There is no secret in it. Throws Failure. */
export async function saveReport(
  context: Context,
  { format }: Input<'report.save'>,
  signal: AbortSignal,
): Promise<Output<'report.save'>> {
  const { picker, clock, vault, audits, info } = context
  const path = await picker.save(`report-${format}`, `Keyrack audit ${dayOf(clock.now())}.${reportEndings[format]}`)
  if (path === null) return { written: null }
  return noted(context, { what: 'report-saved' }, async () => {
    refuseVaultFolder(path, vault.folder)
    const { audit } = await audits.current()
    const { reportOf } = await import('../../reports/index.ts')
    const bytes = Buffer.from(reportOf(audit, format, info.version), 'utf8')
    // The system's dialog, and the audit, took as long as they took.
    if (signal.aborted) throw new Failure('cancelled')
    await writeFile(context, path, bytes, async (written) => {
      if (!written.equals(bytes)) throw new Failure('disk-refused', { code: 'file' })
    })
    return { written: { name: nameOfFile(path), findings: audit.findings.length } }
  })
}
