import { z } from 'zod'
import type { AuditEvent } from '#shared/model/audit-event'
import { parse } from '../kit/body.ts'
import { list } from '../kit/list.ts'
import { idText, optionalText, shortened } from '../kit/text.ts'
import { instantFromText } from '../kit/times.ts'

// `AuditLog` of gitpod-io/gitpod, components/public-api/gitpod/v1/auditlogs.proto and components/server/src/audit. What
// is done with tokens is not in it: another server does that, and writes no log.

const entrySchema = z.object({
  id: idText,
  timestamp: z.string().nullish(),
  action: optionalText(300),
  actorId: z.string().max(300).nullish(),
  args: z.string().nullish(),
})
type Entry = z.infer<typeof entrySchema>

/** The `total` beside the entries is the length of the page and says nothing. */
export const eventsSchema = z
  .object({ auditLogs: list(entrySchema).nullish() })
  .transform(({ auditLogs }) => auditLogs ?? [])

/** One without a time is none. */
export function toAuditEvent(entry: Entry, names: ReadonlyMap<string, string> | undefined): AuditEvent[] {
  const at = instantFromText(entry.timestamp)
  if (at === undefined) return []
  const actorId = entry.actorId ?? ''
  return [
    {
      id: entry.id,
      at,
      action: entry.action,
      actor: names?.get(actorId) || actorId,
      target: targetOf(entry.args ?? ''),
      description: '',
      tokenIssuerId: null,
      from: '',
      succeeded: null,
    },
  ]
}

/** Ids of users, organizations and workspaces. */
const idShape = /^[a-z0-9][a-z0-9-]{6,80}$/

/**
 * What was called upon: the ids among the arguments, and nothing else of them, as arguments can be values of variables and
 * worse. They are a list whose first thing is the request.
 */
function targetOf(args: string): string {
  const [request] = z.array(z.unknown()).catch([]).parse(parse(args))
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(request)
  const ids = Object.entries(fields).flatMap(([name, value]) =>
    /^(?:id|[a-z]{1,40}Id)$/.test(name) && typeof value === 'string' && idShape.test(value) ? [`${name} ${value}`] : [],
  )
  return shortened(ids.join(', '), 500)
}
