import { GraphQLError } from 'graphql'

/** Arguments of a Relay connection, as GraphQL hands them over: absent, null or given. */
export interface PageArguments {
  readonly first?: number | null
  readonly after?: string | null
  readonly last?: number | null
  readonly before?: string | null
}

type Key = string | number | null

/** One way to put items in order. Null comes last when ascending, as in PostgreSQL. */
export interface Order<T> {
  readonly keyOf: (item: T) => Key
  readonly descending?: boolean
}

interface Paging<T> {
  /** The last of these must tell any two items apart; a cursor is the keys of its item, so it outlives that item. */
  readonly orders: readonly Order<T>[]
  /** How many come without `first` and `last`. */
  readonly usual: number
  /** How many come at most, whatever was asked for. */
  readonly most: number
  readonly view: (item: T) => object
}

/**
 * A Relay connection with `edges`, `nodes`, `pageInfo` and `count` (of all pages); the schema decides which of them can
 * be asked for.
 *
 * @throws GraphQLError for `first` with `last`, for a negative number, and for a cursor that is none of this order.
 */
export function connection<T>(items: readonly T[], page: PageArguments, paging: Paging<T>): object {
  const { orders, view } = paging
  const sorted = items
    .map((item) => ({ item, keys: orders.map((order) => order.keyOf(item)) }))
    .sort((left, right) => compare(left.keys, right.keys, orders))
  const after = readCursor(page.after, orders)
  const before = readCursor(page.before, orders)
  const between = sorted.filter(
    ({ keys }) => (!after || compare(keys, after, orders) > 0) && (!before || compare(keys, before, orders) < 0),
  )
  const first = readCount(page.first, 'first')
  const last = readCount(page.last, 'last')
  if (first !== undefined && last !== undefined) {
    throw refused('The "first" and "last" parameters cannot exist at the same time')
  }
  const size = Math.min(first ?? last ?? paging.usual, paging.most)
  const start = last === undefined ? 0 : Math.max(0, between.length - size)
  const edges = between
    .slice(start, start + size)
    .map(({ item, keys }) => ({ node: view(item), cursor: cursorOf(keys) }))
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: start + edges.length < between.length || before !== undefined,
      hasPreviousPage: start > 0 || after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: items.length,
  }
}

function compare<T>(left: readonly Key[], right: readonly Key[], orders: readonly Order<T>[]): number {
  for (const [at, order] of orders.entries()) {
    const difference = compareKeys(left[at] ?? null, right[at] ?? null)
    if (difference !== 0) return order.descending ? -difference : difference
  }
  return 0
}

function compareKeys(left: Key, right: Key): number {
  if (left === right) return 0
  if (left === null) return 1
  if (right === null) return -1
  return left < right ? -1 : 1
}

function cursorOf(keys: readonly Key[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

function readCursor<T>(given: string | null | undefined, orders: readonly Order<T>[]): readonly Key[] | undefined {
  if (given === null || given === undefined) return undefined
  try {
    const keys: unknown = JSON.parse(Buffer.from(given, 'base64url').toString())
    if (Array.isArray(keys) && keys.length === orders.length) return keys as Key[]
  } catch {
    // Falls through: whatever it is, no cursor of this order.
  }
  throw refused('Invalid cursor')
}

function readCount(given: number | null | undefined, name: string): number | undefined {
  if (given === null || given === undefined) return undefined
  if (given < 0) throw refused(`The "${name}" parameter must be a non-negative number`)
  return given
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}
