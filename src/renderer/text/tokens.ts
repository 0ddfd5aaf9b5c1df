import type { ColumnId, Filters } from '#shared/model/preferences'
import type { TokenStatus } from '#shared/rules/expiry'
import { count, numberText } from '#shared/text/words'

/** Words of the token grid and the detail pane. */
export const tokensText = {
  grid: 'Tokens',
  search: 'Search tokens',
  newToken: 'New token',
  refresh: 'Refresh',
  leaked: 'A secret leaked…',
  inspect: 'Inspect a token…',
  columns: 'Columns',
  resetColumns: 'Default columns',
  shown: (number: number, total: number, ended: number) => {
    const shown = number === total ? '' : `${numberText(number)} of `
    return `${shown}${count(total, 'token')}${ended === 0 ? '' : `, ${numberText(ended)} ended`}`
  },
  resizeHint: 'Alt and the arrow keys change the width',

  clearFilters: 'Clear filters',
  clearFilter: (filter: string) => `Clear the filter ${filter}`,
  any: 'Any',
  storedYes: 'Secret stored',
  storedNo: 'Secret not stored',
  expiringDays: (days: number) => `Within ${count(days, 'day')}`,
  unusedDays: (days: number) => `For ${count(days, 'day')}`,
  noTags: 'No tags yet',

  selectAll: 'Select all',
  selectedCount: (number: number, hidden: number) =>
    `${numberText(number)} selected${hidden === 0 ? '' : `, ${numberText(hidden)} of them not shown`}`,
  tagSelected: 'Add tag…',
  tagTitle: 'Add tag',
  tagLabel: 'Tag',
  tagHelp: (number: number) => `Added to ${count(number, 'token')}. Up to 40 characters.`,
  tagTooMany: (number: number) => `${count(number, 'token')} already had 20 tags and got no more.`,
  tagAdded: (tag: string, number: number) => `“${tag}” added to ${count(number, 'token')}`,
  tagging: (done: number, total: number) => `Adding the tag: ${done} of ${total}`,
  regenerateSelected: 'Regenerate…',
  copyNames: 'Copy names',
  namesCopied: (number: number) => `${count(number, 'name')} copied`,
  clearSelection: 'Clear selection',

  loading: 'Loading tokens…',
  noAccounts: 'No accounts yet',
  noAccountsHelp:
    'Add an account and Keyrack lists its tokens with their dates, warns before one expires, and makes, regenerates and revokes them.',
  noTokens: 'No tokens here',
  noTokensHelp: 'The last refresh found none. Make one, or refresh to look again.',
  noOthersHelp: 'Tokens of services that Keyrack does not know are kept here by hand.',
  notListed: 'Not listed yet',
  notListedHelp: 'No refresh of this account has succeeded so far.',
  noMatch: 'No token matches',
  noMatchHelp: 'Search and filters leave nothing to show.',
  clearAll: 'Clear search and filters',

  /** After an expiry that a person has typed. */
  typedMark: '(typed)',
  storedMark: 'Stored',
  ownMark: 'In use by Keyrack',
} as const

export const columnLabels: Readonly<Record<ColumnId, string>> = {
  name: 'Name',
  provider: 'Provider',
  account: 'Account',
  owner: 'Owner',
  kind: 'Kind',
  created: 'Created',
  lastUsed: 'Last used',
  expires: 'Expires',
  scopes: 'Access',
  state: 'State',
  stored: 'Secret',
  tags: 'Tags',
}

export const filterLabels: Readonly<Record<keyof Filters, string>> = {
  status: 'State',
  kinds: 'Kind',
  providers: 'Provider',
  stored: 'Secret',
  expiringDays: 'Expires',
  unusedDays: 'Unused',
  tags: 'Tag',
}

/** How a token stands, in a word or two. */
export function statusText(status: TokenStatus): string {
  switch (status.kind) {
    case 'expired':
      return 'Expired'
    case 'due':
      return `Due within ${count(status.withinDays, 'day')}`
    case 'fine':
    case 'never':
    case 'unknown':
      return 'Active'
    case 'revoked':
      return 'Revoked'
    case 'gone':
      return 'Gone'
  }
}

/** Expiry and last use: three different facts each. */
export const momentWords = { never: 'Never', unknown: 'Unknown' } as const
