import type { Input, Output } from '#shared/contract'
import { offboardLine, offboardOrder } from '#shared/rules/offboard'
import { Failure } from '../../ports/failure.ts'
import { noted } from '../activity/noted.ts'
import { dayOf, nameOfFile, refuseVaultFolder, writeFile } from '../backup/backup-files.ts'
import type { Context } from '../context.ts'
import { isOpen } from '../../operations/index.ts'
import { ownerOf } from './owned.ts'
import { csvOfPlan, markdownOfPlan, type PlannedLine } from './plan-table.ts'

/** Writes what is to be done when somebody leaves, for a ticket. There is no secret in it. Throws Failure. */
export async function exportPlan(
  context: Context,
  { key, format }: Input<'team.exportPlan'>,
): Promise<Output<'team.exportPlan'>> {
  const { picker, clock, vault } = context
  const { name } = await ownerOf(context, key)
  const [kind, ending] = format === 'csv' ? (['plan-csv', 'csv'] as const) : (['plan-markdown', 'md'] as const)
  const path = await picker.save(kind, `Keyrack plan ${dayOf(clock.now())}.${ending}`)
  if (path === null) return { written: null }
  return noted(context, { what: 'plan-exported' }, async () => {
    refuseVaultFolder(path, vault.folder)
    const lines = await plannedLines(context, key)
    const text = format === 'csv' ? csvOfPlan(lines) : markdownOfPlan(name, clock.now(), lines)
    const bytes = Buffer.from(text, 'utf8')
    await writeFile(context, path, bytes, async (written) => {
      if (!written.equals(bytes)) throw new Failure('disk-refused', { code: 'file' })
    })
    return { written: { name: nameOfFile(path), tokens: lines.length } }
  })
}

async function plannedLines(context: Context, key: string): Promise<PlannedLine[]> {
  const { rows, index, catalogue } = context
  const { tokens } = await ownerOf(context, key)
  const operations = [...index.operations.values()].map(({ operation }) => operation).filter(isOpen)
  const lines = tokens.flatMap(({ token, relation }) => {
    const row = rows.row(token.id)
    return row === undefined ? [] : [offboardLine(row, relation, { catalogue, operations })]
  })
  return offboardOrder(lines).map((line): PlannedLine => {
    const { token } = line.row
    const account = index.accounts.get(token.accountId)
    return {
      line,
      provider: token.service ?? catalogue.find(({ id }) => id === token.provider)?.name ?? token.provider,
      account: account?.name ?? '',
      signIn: account?.identity.login ?? '',
    }
  })
}
