import type { AuditEvent } from '#shared/model/audit-event'
import type { EventQuery } from '#main/ports/provider'
import { eventPages } from '../kit/events.ts'
import type { OnaCalls } from './calls.ts'
import { toAuditEvent, tokenSubjects } from './map.ts'

/**
 * What Ona noted about tokens and service accounts in a stretch of time, the newest first. What the filter should have kept
 * out is left out here: a server that does not know a name in it drops the name, and gives more and not less.
 */
export function auditEvents(
  calls: Pick<OnaCalls, 'audit'>,
  query: EventQuery,
  signal: AbortSignal,
): AsyncIterable<readonly AuditEvent[]> {
  return eventPages<string>(query, '', async (cursor) => {
    const { entries, next } = await calls.audit(query.from, query.to, cursor, signal)
    const wanted = entries.filter(({ subjectType }) => {
      return tokenSubjects.has(subjectType) || subjectType === 'RESOURCE_TYPE_SERVICE_ACCOUNT'
    })
    return { events: wanted.map(toAuditEvent), next: next === '' ? undefined : next }
  })
}
