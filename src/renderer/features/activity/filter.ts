import type { Account } from '#shared/model/account'
import type { ActivityEntry, ActivityKind } from '#shared/model/activity'
import { activityLabels } from '#renderer/text/activity'
import type { Option } from '#renderer/ui/select'

/** A pop-up list stays short. */
const mostOptions = 400

/** Accounts to choose from: those that are there, and those that only the log still names. */
export function accountOptions(accounts: readonly Account[], entries: readonly ActivityEntry[]): Option[] {
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  for (const { accountId, accountName } of entries) {
    if (accountId !== undefined && accountName !== undefined && !names.has(accountId)) names.set(accountId, accountName)
  }
  return [...names].slice(0, mostOptions).map(([id, label]) => ({ id, label }))
}

/** What the log tells of, in the order of the alphabet. */
export function kindOptions(entries: readonly ActivityEntry[]): Option<ActivityKind>[] {
  return [...new Set(entries.map(({ what }) => what))]
    .map((id) => ({ id, label: activityLabels[id] }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'))
}
