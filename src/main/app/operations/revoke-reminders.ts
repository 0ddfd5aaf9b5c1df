import type { Context } from '../context.ts'
import type { Reminder } from './reminders.ts'

/** When the person wants to be reminded of which operations; null while the vault is not open. */
export function revokeReminders({ vault, journal, rows, preferences }: Context): Reminder[] | null {
  if (vault.state().kind !== 'open') return null
  const { namesInNotices } = preferences.get()
  return journal.all().flatMap(({ operation: { id: operationId, revokeAt: at, tokenId, tokenName } }): Reminder[] => {
    if (at === undefined) return []
    const name = (tokenId === undefined ? undefined : rows.token(tokenId)?.name) || tokenName
    return [{ operationId, at, ...(namesInNotices ? { name } : {}) }]
  })
}
