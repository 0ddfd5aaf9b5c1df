import { ConnectError, invalidArgument } from '#test/simulators/kit/connect-error'
import { omitEmpty, timestamp, type MessageReader } from '#test/simulators/kit/proto-json'
import type { AuditEntry } from './audit-log.ts'
import { callerOfV1 } from './credentials.ts'
import type { ServiceMethods } from './method.ts'
import { isUuid } from './token-rules.ts'
import type { GitpodState } from './state.ts'

const WEEK = 7 * 86_400_000
const DEFAULT_PAGE_SIZE = 100
const LARGEST_PAGE_SIZE = 400
const LARGEST_LIMIT = 250

/**
 * `gitpod.v1.AuditLogService`, with the rules and words of gitpod-io/gitpod, components/server/src/api/
 * audit-log-service-api.ts and audit/AuditLogService.ts: two limits on the size of a page that disagree, a window of a
 * week unless `from` is given, pages that count from 0, and a `total` that is the length of the page.
 */
export const auditLogService: ServiceMethods = {
  ListAuditLogs({ state, call, message }) {
    const user = callerOfV1(state, call)
    const { offset, limit } = readPage(message)
    const organizationId = message.text('organizationId')
    if (!isUuid(organizationId)) throw invalidArgument('organizationId is required')
    const to = message.timestamp('to') ?? state.now()
    const from = message.timestamp('from') ?? to - WEEK
    const actorId = message.text('actorId')
    const action = message.text('action')
    requireOwner(state, user.id, organizationId)
    if (limit > LARGEST_LIMIT) throw invalidArgument('The limit for pagination must not be larger than 250.')
    const found = state.audit
      .of(organizationId)
      .filter((entry) => entry.timestamp >= from && entry.timestamp <= to)
      .filter((entry) => (actorId === '' || entry.actorId === actorId) && (action === '' || entry.action === action))
    // A limit of 0 is none to the database's library (github.com/typeorm/typeorm/issues/4883).
    const page = found.slice(offset, limit === 0 ? undefined : offset + limit)
    return { ...omitEmpty({ auditLogs: page.map(entryView) }), pagination: omitEmpty({ total: page.length }) }
  },
}

/** A size that is missing from a pagination that is there is 0, and not the default. */
function readPage(message: MessageReader): { readonly offset: number; readonly limit: number } {
  const pagination = message.message('pagination')
  const given = message.has('pagination') ? pagination.int32('pageSize') : DEFAULT_PAGE_SIZE
  if (given > LARGEST_PAGE_SIZE) throw invalidArgument('Pagesize must not exceed 400')
  const limit = given < 0 ? DEFAULT_PAGE_SIZE : given
  return { offset: Math.max(0, pagination.int32('page')) * limit, limit }
}

/** @throws ConnectError not_found for those who are no members; permission_denied for members who own nothing. */
function requireOwner(state: GitpodState, userId: string, organizationId: string): void {
  const team = state.teams.find(({ id }) => id === organizationId)
  const member = team?.members.find(({ user }) => user.id === userId)
  if (!member) throw new ConnectError('not_found', `Organization ${organizationId} not found.`)
  if (member.role !== 'TEAM_ROLE_OWNER') {
    throw new ConnectError('permission_denied', `You do not have read_audit_logs on organization ${organizationId}`)
  }
}

function entryView({ id, timestamp: at, action, organizationId, actorId, args }: AuditEntry): object {
  return omitEmpty({ id, timestamp: timestamp(at), action, organizationId, actorId, args: JSON.stringify(args) })
}
