import type { ColumnId, Sort } from '../model/preferences.ts'
import type { Expiry, Instant } from '../model/time.ts'
import type { TokenRow } from '../model/token.ts'
import { tokenStatus } from './expiry.ts'
import { fold, type RowNames } from './search.ts'
import { stepsOf, type Steps } from './warning.ts'

/**
 * What a row is compared by. Null is "not known" and stands last in both directions: a person who sorts looks for what
 * is there.
 */
export type SortKey = number | string | null

const digits = /\d+/g

/** Text as it is ordered: folded, and `token-9` before `token-10`. */
function textKey(text: string): string | null {
  return text === '' ? null : fold(text).replaceAll(digits, (run) => run.padStart(12, '0'))
}

function instantKey(moment: Expiry, never: number): number | null {
  if (moment.kind === 'unknown') return null
  return moment.kind === 'never' ? never : moment.at
}

const statusOrder = ['expired', 'due', 'fine', 'never', 'unknown', 'revoked', 'gone'] as const

function stateKey(row: TokenRow, now: Instant, steps: Steps): number {
  const { token } = row
  const status = tokenStatus(token, now, stepsOf(row, steps))
  return statusOrder.indexOf(status.kind) * 100 + (status.kind === 'due' ? status.withinDays : 0)
}

function scopesKey({ token: { scopes, role, admin } }: TokenRow): string | null {
  if (role !== undefined || admin) return textKey(`${admin ? 'admin ' : ''}${role ?? ''}`)
  switch (scopes.kind) {
    case 'none':
      return '0'
    case 'full':
      return '1'
    case 'listed':
      return `2${textKey(scopes.names.join(' ')) ?? ''}`
    case 'unknown':
      return null
  }
}

/** What `row` is compared by in a column. */
export function sortKeyOf(row: TokenRow, column: ColumnId, names: RowNames, now: Instant, steps: Steps): SortKey {
  const { token } = row
  switch (column) {
    case 'name':
      return nameKeyOf(row)
    case 'provider':
      return textKey(token.service ?? names.provider)
    case 'account':
      return textKey(names.account)
    case 'owner':
      return (
        textKey(token.owner.kind === 'me' ? '' : `${token.owner.organization ?? ''} ${token.owner.name}`.trim()) ?? ''
      )
    case 'kind':
      return textKey(names.kind)
    case 'created':
      return token.created.kind === 'at' ? token.created.at : null
    case 'lastUsed':
      return instantKey(token.lastUsed, -Infinity)
    case 'expires':
      return instantKey(token.expiry, Infinity)
    case 'scopes':
      return scopesKey(row)
    case 'state':
      return stateKey(row, now, steps)
    case 'stored':
      return row.held === null ? 1 : 0
    case 'tags':
      return textKey(row.tags.join(' '))
  }
}

/** A token's name as it is ordered; one without a name goes by its description. */
export function nameKeyOf({ token }: TokenRow): string | null {
  return textKey(token.name === '' ? token.description : token.name)
}

/** A row with what it is compared by. */
export interface Sortable {
  readonly row: TokenRow
  readonly key: SortKey
  readonly nameKey: string | null
}

function compareKeys(one: SortKey, other: SortKey, sign: number): number {
  if (one === other) return 0
  if (one === null) return 1
  if (other === null) return -1
  return one < other ? -sign : sign
}

/**
 * Orders two rows. Tokens that no longer exist come after those that do, whatever the order; equal rows go by name and
 * then by id, so that the order is always the same.
 */
export function compareRows(one: Sortable, other: Sortable, direction: Sort['direction']): number {
  const alive = Number(one.row.token.state !== 'active') - Number(other.row.token.state !== 'active')
  if (alive !== 0) return alive
  return (
    compareKeys(one.key, other.key, direction === 'ascending' ? 1 : -1) ||
    compareKeys(one.nameKey, other.nameKey, 1) ||
    compareKeys(one.row.token.id, other.row.token.id, 1)
  )
}
