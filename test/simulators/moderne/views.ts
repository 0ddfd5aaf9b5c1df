import { connection, type Order, type PageArguments } from '#test/simulators/kit/relay'
import { forbidden } from './errors.ts'
import { fits, type Reader, type Where } from './filters.ts'
import type { AuditDownload, AuditEntry, ModerneConnector, ModerneToken, ModerneUser } from './model.ts'
import type { ModerneState } from './state.ts'

/** Arguments of a list: a page, a filter and an order. */
export interface ListArguments extends PageArguments {
  readonly where?: Where | null
  readonly orderBy?: readonly { readonly field: string; readonly direction: 'ASC' | 'DESC' }[] | null
}

const MOST_ON_A_PAGE = 100

/** Lists come in pages of a hundred at most, whatever `first` asks for: the limit is not published, so a strict one. */
export function list<T>(
  items: readonly T[],
  page: ListArguments,
  { read, view, orders }: { read: (item: T) => Reader; view: (item: T) => object; orders: Orders<T> },
): object {
  const wanted = items.filter((item) => fits(page.where, read(item)))
  const asked = (page.orderBy ?? []).map(({ field, direction }) => {
    const keyOf = orders.fields[field]
    if (!keyOf) throw new Error(`there is no order by ${field}`)
    return { keyOf, descending: direction === 'DESC' }
  })
  const order = [...(asked.length > 0 ? asked : orders.usual), { keyOf: orders.id }]
  return connection(wanted, page, { orders: order, usual: MOST_ON_A_PAGE, most: MOST_ON_A_PAGE, view })
}

interface Orders<T> {
  readonly id: (item: T) => string
  readonly usual: readonly Order<T>[]
  readonly fields: Readonly<Record<string, Order<T>['keyOf']>>
}

/** `User`, as `viewer` may see it: other people's tokens are for administrators. */
export function userView(state: ModerneState, email: string, viewer: ModerneUser): object {
  const user = state.users.get(email)
  return {
    email,
    username: user?.username ?? null,
    role: user?.role ?? null,
    lastActive: user?.lastActive ?? null,
    tokens: (page: ListArguments) => {
      if (viewer.email !== email && viewer.role !== 'ADMIN') throw forbidden()
      return tokenList(state.tokensOf(email), page)
    },
  }
}

function tokenList(tokens: readonly ModerneToken[], page: ListArguments): object {
  return list(tokens, page, {
    read: (token) => readerOf({ description: token.description, created: token.created, expiresAt: token.expiresAt }),
    view: ({ id, description, created, expiresAt }) => ({ id, description, created, expiresAt }),
    orders: {
      id: (token) => token.id,
      usual: [{ keyOf: (token) => token.created }],
      fields: { CREATED: (token) => token.created, EXPIRES_AT: (token) => token.expiresAt },
    },
  })
}

export function userList(state: ModerneState, page: ListArguments, viewer: ModerneUser): object {
  return list([...state.users.values()], page, {
    read: ({ email }) => readerOf({ email, tokenCount: state.tokensOf(email).length }),
    view: ({ email }) => userView(state, email, viewer),
    orders: {
      id: (user) => user.email,
      usual: [],
      fields: {
        EMAIL: (user) => user.email,
        USERNAME: (user) => user.username,
        ROLE: (user) => user.role,
        LAST_ACTIVE: (user) => user.lastActive,
      },
    },
  })
}

export function connectorList(connectors: readonly ModerneConnector[], page: ListArguments): object {
  return list(connectors, page, {
    read: ({ id }) => readerOf({ id }),
    view: ({ id, nickname, version, maxExpiryDays }) => ({
      id,
      nickname,
      version,
      // Null as a whole where nothing is configured.
      personalAccessTokenConfiguration: maxExpiryDays === null ? null : { maxExpiryDays },
    }),
    orders: { id: (connector) => connector.id, usual: [], fields: {} },
  })
}

export function auditList(state: ModerneState, page: ListArguments, viewer: ModerneUser): object {
  return list(state.audit, page, {
    read: (entry) => (field) =>
      field === 'user'
        ? readerOf({ email: entry.user, tokenCount: state.tokensOf(entry.user).length })
        : entryValue(entry, field),
    view: (entry) => ({ ...entry, user: userView(state, entry.user, viewer) }),
    orders: {
      id: (entry) => entry.id,
      usual: [{ keyOf: (entry) => entry.timestamp, descending: true }],
      fields: {
        TIMESTAMP: (entry) => entry.timestamp,
        USER_ID: (entry) => entry.user,
        TARGET: (entry) => entry.target,
        ACTION: (entry) => entry.action,
      },
    },
  })
}

function entryValue(entry: AuditEntry, field: string): string | number | null {
  const { target, action, actionType, outcome, description, timestamp } = entry
  return readerOf({ target, action, actionType, outcome, description, timestamp })(field)
}

export function downloadList(state: ModerneState, page: ListArguments): object {
  return list([...state.downloads.values()], page, {
    read: ({ id, format }) => readerOf({ id, format }),
    view: (download) => downloadView(download, state.now()),
    orders: {
      id: (download) => download.id,
      usual: [{ keyOf: (download) => download.startedAt, descending: true }],
      fields: {},
    },
  })
}

/** One of the three kinds of `AuditLogsDownload`, by the time. A failed one has no format. */
export function downloadView({ id, format, startedAt, finishedAt, url, outcome }: AuditDownload, now: number): object {
  if (now < finishedAt) return { __typename: 'AuditLogsDownloadProcessing', id, format, startedAt }
  if ('failure' in outcome) {
    return { __typename: 'AuditLogsDownloadError', id, startedAt, finishedAt, message: outcome.failure }
  }
  return { __typename: 'AuditLogsDownloadFinished', id, format, startedAt, finishedAt, downloadUrl: url }
}

function readerOf(values: Readonly<Record<string, string | number | null>>): (field: string) => string | number | null {
  return (field) => {
    const value = values[field]
    if (value === undefined) throw new Error(`there is no filter on ${field}`)
    return value
  }
}
