import type { AuditEvent } from '#shared/model/audit-event'
import type { EventQuery, ProviderSession } from '#main/ports/provider'
import { day, now } from './stage.ts'

/** The day before a stage begins, of one organization's log. */
export function lastDay(organization: string, more: Partial<EventQuery> = {}): EventQuery {
  return { log: { kind: 'organization', id: organization, name: organization }, from: now - day, to: now, ...more }
}

/** All chunks of a stretch. */
export async function eventsIn(
  session: ProviderSession,
  query: EventQuery,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ chunks: number; events: AuditEvent[] }> {
  const chunks: (readonly AuditEvent[])[] = []
  for await (const chunk of session.events(query, signal)) chunks.push(chunk)
  return { chunks: chunks.length, events: chunks.flat() }
}
