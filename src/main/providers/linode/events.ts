import type { AuditEvent } from '#shared/model/audit-event'
import type { Instant } from '#shared/model/time'
import type { EventQuery } from '#main/ports/provider'
import { eventPages } from '../kit/events.ts'
import { boundText } from '../kit/times.ts'
import type { LinodeCalls } from './calls.ts'

const aboutTokens = ['token_create', 'token_update', 'token_delete']

/** What was done with tokens in a stretch of time, newest first. Linode keeps its events for 90 days. */
export function eventsOf(
  calls: Pick<LinodeCalls, 'events'>,
  query: EventQuery,
  signal: AbortSignal,
): AsyncIterable<readonly AuditEvent[]> {
  const filter = {
    '+and': [
      { '+or': aboutTokens.map((action) => ({ action })) },
      { created: { '+gte': utc(query.from) } },
      { created: { '+lte': utc(query.to) } },
    ],
    '+order_by': 'created',
    '+order': 'desc',
  }
  return eventPages<number>(query, 1, async (page) => {
    const { events, pages } = await calls.events(filter, page, signal)
    // What is done meanwhile moves the others on: some come twice, none is left out.
    return { events, next: page < pages ? page + 1 : undefined }
  })
}

/** Linode's times are whole seconds in UTC and name no zone. */
export function utc(at: Instant): string {
  return boundText(at).slice(0, 19)
}
