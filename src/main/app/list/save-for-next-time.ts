import type { Context } from '../context.ts'
import { firstPageSize } from './first-page.ts'

/** The vault is about to be closed: saves what lies beside it. Never throws. */
export async function saveForNextTime(context: Context, isLoaded: boolean): Promise<void> {
  const { vault, inventory, page, rows, activity } = context
  if (vault.state().kind !== 'open') return
  await inventory.saveParts()
  if (isLoaded) await page.write(rows.firstTokens(firstPageSize))
  await activity.settle()
}
