import type { AuditEvent } from '#shared/model/audit-event'
import type { EventQuery } from '#main/ports/provider'
import { eventPages } from '../kit/events.ts'
import { boundText } from '../kit/times.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import { eventPageSize, type GitpodCalls } from './calls.ts'
import { toAuditEvent } from './event-map.ts'
import type { GitpodTeam } from './map.ts'

/** An organization's events in a stretch of time, newest first. */
export async function* eventsOf(
  calls: Pick<GitpodCalls, 'events' | 'teams'>,
  query: EventQuery,
  signal: AbortSignal,
): AsyncIterable<readonly AuditEvent[]> {
  const stretch = {
    organizationId: query.log.id,
    // Without it the service would go back a week only.
    from: boundText(query.from),
    to: boundText(query.to),
  }
  // First of all, as it may be refused; the names of those who did it are asked for when there is something to name.
  let names: ReadonlyMap<string, string> | undefined
  yield* eventPages<number>(query, 0, async (page) => {
    const entries = await calls.events(stretch, page, signal)
    if (entries.length > 0) names ??= namesIn(await unlessRefused(calls.teams(signal), []), query.log.id)
    return {
      events: entries.flatMap((entry) => toAuditEvent(entry, names)),
      // Each listing is an entry of its own that moves the others on: some come twice, none is left out.
      next: entries.length < eventPageSize ? undefined : page + 1,
    }
  })
}

function namesIn(teams: readonly GitpodTeam[], organization: string): ReadonlyMap<string, string> {
  const members = teams.find(({ id }) => id === organization)?.members ?? []
  return new Map(members.map(({ userId, fullName }) => [userId ?? '', fullName]))
}
