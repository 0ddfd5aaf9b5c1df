import type { AuditEvent } from '#shared/model/audit-event'
import { Failure } from '#main/ports/failure'
import type { EventQuery } from '#main/ports/provider'

/** No stretch of a log that ends has so many pages, or so many events. */
const mostPages = 4000
const mostEvents = 400_000
/** So many pages in a row that have nothing new are a circle, and not a log that grew. */
const mostStale = 3

/** One page of a log as the provider gave it, and where the next one is. */
export interface FetchedEvents<Cursor> {
  readonly events: readonly AuditEvent[]
  /** Undefined on the last page. */
  readonly next: Cursor | undefined
}

/**
 * Pages to the end of a stretch of a log, a chunk for each. Services differ in whether they mean the ends of a stretch
 * inclusively, so what is outside of it is left out here; an event that comes twice, because the log grew in between, is
 * given once.
 *
 * @throws Failure broken-body when the provider leads in a circle or never comes to an end.
 */
export async function* eventPages<Cursor extends string | number>(
  { from, to }: Pick<EventQuery, 'from' | 'to'>,
  first: Cursor,
  fetch: (cursor: Cursor) => Promise<FetchedEvents<Cursor>>,
): AsyncIterable<readonly AuditEvent[]> {
  const seen = new Set<string>()
  let stale = 0
  const visited = new Set<Cursor>()
  for (let cursor: Cursor | undefined = first; cursor !== undefined;) {
    if (visited.has(cursor) || visited.size >= mostPages) throw endless()
    visited.add(cursor)
    const page: FetchedEvents<Cursor> = await fetch(cursor)
    const fresh: AuditEvent[] = []
    for (const event of page.events) {
      if (seen.has(event.id)) continue
      seen.add(event.id)
      fresh.push(event)
    }
    stale = page.events.length > 0 && fresh.length === 0 ? stale + 1 : 0
    if (stale >= mostStale || seen.size > mostEvents) throw endless()
    yield fresh.filter(({ at }) => at >= from && at < to)
    cursor = page.next
  }
}

function endless(): Failure {
  return new Failure('broken-body', { code: 'paging' })
}
