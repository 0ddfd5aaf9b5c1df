import { noFilters } from '#shared/rules/filter'
import { focusOn } from './focus.ts'
import type { View } from './view.ts'

/** Shows all tokens that have expired or are due, soonest first. */
export function showDue(view: View): void {
  view.setScreen('tokens')
  view.setQuery('')
  view.setPlace({ kind: 'all' })
  view.setFilters({ ...noFilters, status: ['expired', 'due'] })
  view.setSort({ column: 'expires', direction: 'ascending' })
  focusOn('grid')
}

/** Shows all tokens of an account. */
export function showAccount(view: View, accountId: string): void {
  view.setScreen('tokens')
  view.setQuery('')
  view.setPlace({ kind: 'account', accountId })
  view.setFilters(noFilters)
  focusOn('grid')
}

/** Shows one token among all others, with its details. */
export function showToken(view: View, tokenId: string): void {
  view.setScreen('tokens')
  view.setQuery('')
  view.setPlace({ kind: 'all' })
  view.setFilters(noFilters)
  view.setCurrent(tokenId)
  view.setDetailOpen(true)
  focusOn('grid')
}
