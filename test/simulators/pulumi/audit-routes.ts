import { gzipSync } from 'node:zlib'
import { json, type Reply } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { enter, requireAdmin, requireAuditLog, type Visit } from './access.ts'
import { cef, csv } from './audit-export.ts'
import type { AuditEvent } from './audit-log.ts'
import { eventsFor, readFormat, type AuditVersion } from './audit-query.ts'
import { badRequest } from './errors.ts'
import type { Handler, HandlerInput } from './handler.ts'

/** Not published; a client has to follow `continuationToken`. */
const EVENTS_ON_A_PAGE = 100

/** The audit log of an organization, in the two versions that differ in what `startTime` means. */
export const auditRoutes: readonly Route<Handler>[] = (['v1', 'v2'] as const).flatMap((version) => {
  const pattern = version === 'v1' ? '/api/orgs/:org/auditlogs' : '/api/orgs/:org/auditlogs/v2'
  return [
    { method: 'GET', pattern, handler: (input: HandlerInput) => listEvents(input, version) },
    { method: 'GET', pattern: `${pattern}/export`, handler: (input: HandlerInput) => exportEvents(input, version) },
  ]
})

function listEvents(input: HandlerInput, version: AuditVersion): Reply {
  const { organization } = enterAuditLog(input)
  const { query } = input.call
  readFormat(query, ['json'])
  const rest = after(eventsFor(input.state, organization, input.call, version), query.get('continuationToken'))
  const page = rest.slice(0, EVENTS_ON_A_PAGE)
  const last = page.at(-1)
  const continuationToken = last && rest.length > page.length ? { continuationToken: continuationAfter(last) } : {}
  return json(200, { ...continuationToken, auditLogEvents: page.map(eventView) })
}

/** Always compressed, whatever the caller accepts, and all of it at once. */
function exportEvents(input: HandlerInput, version: AuditVersion): Reply {
  const { organization } = enterAuditLog(input)
  const format = readFormat(input.call.query, ['csv', 'cef'])
  const events = eventsFor(input.state, organization, input.call, version)
  const encoding: Record<string, string> = input.state.namesExportEncoding ? { 'content-encoding': 'gzip' } : {}
  const body = gzipSync(format === 'csv' ? csv(events) : cef(events))
  return { status: 200, headers: { 'content-type': 'text/plain', ...encoding }, body }
}

function enterAuditLog({ state, caller, parameters }: HandlerInput): Visit {
  const visit = enter(state, caller, parameters.get('org'))
  requireAdmin(visit)
  requireAuditLog(visit.organization)
  return visit
}

/** `AuditLogEvent`: the optional fields are there when they apply. */
function eventView(found: AuditEvent): object {
  const { timestamp, sourceIP = '', event, description, user, token, actor } = found
  const { reqOrgAdmin, reqStackAdmin, authFailure } = found
  return {
    timestamp,
    sourceIP,
    event,
    description,
    user: { name: user.name, githubLogin: user.login, avatarUrl: user.avatarUrl },
    ...(token ? { tokenID: token.id, ...(token.name ? { tokenName: token.name } : {}) } : {}),
    ...(actor ? { actorName: actor.name, actorUrn: actor.urn } : {}),
    ...(reqOrgAdmin ? { reqOrgAdmin } : {}),
    ...(reqStackAdmin ? { reqStackAdmin } : {}),
    ...(authFailure ? { authFailure } : {}),
  }
}

function continuationAfter({ timestamp, sequence }: AuditEvent): string {
  return Buffer.from(JSON.stringify({ timestamp, sequence })).toString('base64url')
}

function after(events: readonly AuditEvent[], continuationToken: string | null): readonly AuditEvent[] {
  if (!continuationToken) return events
  const found = events.findIndex((event) => continuationAfter(event) === continuationToken)
  if (found < 0) throw badRequest('invalid continuationToken')
  return events.slice(found + 1)
}
