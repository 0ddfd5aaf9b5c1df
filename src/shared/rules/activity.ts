import type { ActivityEntry, ActivityFilter } from '../model/activity.ts'
import { fold } from './search.ts'

export const everyActivity: ActivityFilter = {
  accountId: null,
  tokenId: null,
  what: null,
  outcome: null,
  from: null,
  to: null,
  query: '',
}

/** The function that tells whether an entry fits. */
export function activityFits(filter: ActivityFilter): (entry: ActivityEntry) => boolean {
  const words = fold(filter.query).split(/\s+/).filter(Boolean)
  return (entry) => {
    const { accountId, tokenId, what, outcome, from, to } = filter
    if (accountId !== null && entry.accountId !== accountId) return false
    if (tokenId !== null && entry.tokenId !== tokenId) return false
    if (what !== null && entry.what !== what) return false
    if (outcome !== null && (entry.outcome === 'done') !== (outcome === 'done')) return false
    if (from !== null && entry.at < from) return false
    if (to !== null && entry.at >= to) return false
    if (words.length === 0) return true
    const login = entry.who?.kind === 'account' ? entry.who.login : ''
    const texts = [entry.tokenName, entry.accountName, login, entry.tokenId, entry.accountId]
    const haystack = fold(texts.join('\n'))
    return words.every((word) => haystack.includes(word))
  }
}
