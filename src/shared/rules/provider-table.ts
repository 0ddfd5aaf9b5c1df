import type { ProviderRecord, Support, TokenKind } from '../model/provider.ts'

/** What can be asked of tokens of a kind, in the order of the table. */
export const tableOperations = ['list', 'create', 'update', 'regenerate', 'revoke'] as const
export type TableOperation = (typeof tableOperations)[number]

/** What can be asked of a provider as a whole. */
export const tableServices = ['auditLog', 'revokeAll', 'revokeByValue'] as const
export type TableService = (typeof tableServices)[number]

/** How something is done, and why it is not done plainly; an empty reason for `native`. */
export interface TableCell {
  readonly how: Support['how']
  readonly reason: string
}

/** Kinds of token with which everything is done alike. */
export interface KindsRow {
  readonly labels: readonly string[]
  readonly cells: Readonly<Record<TableOperation, TableCell>>
}

export interface ProviderRow {
  readonly id: string
  readonly name: string
  readonly notice: string
  /** Hosts of the instances that are known. */
  readonly hosts: readonly string[]
  /** Can the person give another address? */
  readonly ownAddress: boolean
  readonly kinds: readonly KindsRow[]
  readonly services: Readonly<Record<TableService, TableCell>>
  readonly verified: ProviderRecord['verified']
}

/**
 * What each provider can do, row by row, from the records alone and in their order. A record without an address to sign in
 * at ("Other service") has no row.
 */
export function providerTable(records: readonly ProviderRecord[]): ProviderRow[] {
  return records.filter(({ instances, custom }) => instances.length > 0 || custom !== null).map(rowOf)
}

function rowOf(record: ProviderRecord): ProviderRow {
  return {
    id: record.id,
    name: record.name,
    notice: record.notice,
    // Instances of two regions can have the same pages.
    hosts: [...new Set(record.instances.map(({ console }) => console.replace(/^https?:\/\//, '')))],
    ownAddress: record.custom !== null,
    kinds: alike(record.tokenKinds),
    services: {
      auditLog: cellOf(record.auditLog.support),
      revokeAll: cellOf(record.revokeAll),
      revokeByValue: cellOf(record.revokeByValue.support),
    },
    verified: record.verified,
  }
}

function cellOf(support: Support): TableCell {
  return { how: support.how, reason: support.how === 'native' ? '' : support.reason }
}

function alike(kinds: readonly TokenKind[]): KindsRow[] {
  const rows = new Map<string, { labels: string[]; cells: KindsRow['cells'] }>()
  for (const { label, support } of kinds) {
    const cells = {
      list: cellOf(support.list),
      create: cellOf(support.create),
      update: cellOf(support.update),
      regenerate: cellOf(support.regenerate),
      revoke: cellOf(support.revoke),
    }
    const key = JSON.stringify(cells)
    const row = rows.get(key)
    if (row === undefined) rows.set(key, { labels: [label], cells })
    else row.labels.push(label)
  }
  return [...rows.values()]
}
