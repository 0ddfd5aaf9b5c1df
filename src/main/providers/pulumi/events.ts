import type { AuditEvent } from '#shared/model/audit-event'
import type { Identity } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { EventQuery } from '#main/ports/provider'
import { eventPages } from '../kit/events.ts'
import type { PulumiCalls } from './calls.ts'
import { secondsOf, toAuditEvent } from './event-map.ts'
import { isMember } from './parts.ts'

/** Organizations keep logs. Whether a role suffices shows when one is read, as they can give their roles any permission. */
export function auditLogsOf(identity: Identity): Owner[] {
  if (identity.kind === 'team') return []
  return identity.organizations.filter(isMember).map(({ id, name }) => ({ kind: 'organization', id, name }))
}

/** An organization's events in a stretch of time, newest first. */
export function eventsOf(
  calls: Pick<PulumiCalls, 'events'>,
  query: EventQuery,
  signal: AbortSignal,
): AsyncIterable<readonly AuditEvent[]> {
  const seconds = secondsOf(query)
  let count = 0
  return eventPages<string>(query, '', async (continuation) => {
    const { events, next } = await calls.events(query.log.id, seconds, continuation, signal)
    return { events: events.flatMap((event) => toAuditEvent(event, (count += 1))), next }
  })
}
