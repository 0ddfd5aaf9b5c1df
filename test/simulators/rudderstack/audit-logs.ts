import { json, type Reply } from '#test/simulators/kit/reply'
import { invalid } from './errors.ts'
import type { AuditEntry, RudderStackOrganization } from './model.ts'
import type { RudderStackState } from './state.ts'

const MOST_ON_A_PAGE = 100
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/**
 * A page of an organization's audit log (https://www.rudderstack.com/docs/api/audit-logs-api/). `paging.next` is a path
 * and not there at the end. The order is not published: the oldest first, as `after_cursor` and "generated after the last
 * access" suggest.
 *
 * @throws Refusal 400 for a parameter that is out of range or no time, and for a cursor that is none.
 */
export function listAuditLogs(
  state: RudderStackState,
  organization: RudderStackOrganization,
  query: URLSearchParams,
): Reply {
  const size = readSize(query)
  const since = readTime(query)
  const start = readCursor(query)
  const workspaceId = query.get('workspace_id')
  const wanted = state.audit.filter(
    (entry) =>
      entry.organization === organization &&
      (workspaceId === null || entry.workspace?.id === workspaceId) &&
      entry.createdAt > since,
  )
  const rest = wanted.filter((entry) => entry.sequence > start)
  const page = rest.slice(0, size)
  const last = page.at(-1)
  const next = last && rest.length > page.length ? { next: nextPage(query, last) } : {}
  return json(200, { data: page.map(entryView), paging: { ...next, total: wanted.length } })
}

function nextPage(query: URLSearchParams, last: AuditEntry): string {
  const next = new URLSearchParams(query)
  next.set('after_cursor', Buffer.from(`after ${last.sequence}`).toString('base64url'))
  return `/v2/audit-logs?${next.toString()}`
}

function entryView(entry: AuditEntry): object {
  const { id, actorId, targetId, targetType, action, ip, createdAt, workspace, organization } = entry
  return {
    id,
    actorId,
    actorType: 'user',
    targetId,
    targetType,
    action,
    ip,
    createdAt: new Date(createdAt).toISOString(),
    workspaceId: workspace?.id ?? null,
    organizationId: organization.id,
  }
}

function readSize(query: URLSearchParams): number {
  const given = query.get('per_page') ?? String(MOST_ON_A_PAGE)
  const size = /^\d+$/.test(given) ? Number(given) : 0
  if (size < 1 || size > MOST_ON_A_PAGE) throw invalid('per_page', `must be between 1 and ${MOST_ON_A_PAGE}`)
  return size
}

function readTime(query: URLSearchParams): number {
  const given = query.get('created_after')
  if (given === null) return -Infinity
  const time = RFC_3339.test(given) ? Date.parse(given) : NaN
  if (Number.isNaN(time)) throw invalid('created_after', 'must be an ISO date-time')
  return time
}

function readCursor(query: URLSearchParams): number {
  const given = query.get('after_cursor')
  if (given === null) return 0
  const sequence = /^after (\d+)$/.exec(Buffer.from(given, 'base64url').toString())?.[1]
  if (sequence === undefined) throw invalid('after_cursor', 'is not valid')
  return Number(sequence)
}
