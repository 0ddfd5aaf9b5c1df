import { z } from 'zod'
import type { AuditEvent } from '#shared/model/audit-event'
import type { Instant } from '#shared/model/time'
import { list } from '../kit/list.ts'
import { optionalText } from '../kit/text.ts'
import { instantFromSeconds } from '../kit/times.ts'

// `AuditLogEvent` of Pulumi Cloud's OpenAPI description. An event has no id, and its token is the one that signed in: not
// one that the event is about, which stands in the description only.

const eventSchema = z.object({
  timestamp: z.number(),
  sourceIP: optionalText(100),
  event: optionalText(300),
  description: optionalText(2000),
  user: z.object({ name: optionalText(300), githubLogin: optionalText(300) }).nullish(),
  tokenID: optionalText(300),
  tokenName: optionalText(300),
  actorName: optionalText(300),
  authFailure: z.boolean().nullish(),
})

/** A page of events, and the token of the next page; the last page has none. */
export const eventsSchema = z
  .object({ auditLogEvents: list(eventSchema).nullish(), continuationToken: z.string().max(4000).nullish() })
  .transform(({ auditLogEvents, continuationToken }) => ({
    events: auditLogEvents ?? [],
    next: continuationToken ? continuationToken : undefined,
  }))

/** The bounds of a stretch in the unix seconds of version 2 of the log. */
export interface Seconds {
  readonly startTime: string
  readonly endTime: string
}

/**
 * Whether the two ends belong to the stretch is not said: it is asked for with a second more than is wanted at each end.
 * Version 1 of the log is not used, whose `startTime` is the upper end.
 */
export function secondsOf({ from, to }: { readonly from: Instant; readonly to: Instant }): Seconds {
  return { startTime: String(Math.max(0, Math.ceil(from / 1000) - 1)), endTime: String(Math.ceil(to / 1000)) }
}

/** `number` tells events of the same second apart. One without a time is none. */
export function toAuditEvent(event: z.infer<typeof eventSchema>, number: number): AuditEvent[] {
  const at = instantFromSeconds(event.timestamp)
  if (at === undefined) return []
  const { tokenID, tokenName } = event
  return [
    {
      id: `${at}-${number}`,
      at,
      action: event.event,
      actor: event.actorName || event.user?.githubLogin || event.user?.name || '',
      target: '',
      description: event.description,
      tokenIssuerId: null,
      from: event.sourceIP,
      succeeded: event.authFailure === true ? false : null,
      ...(tokenID === '' && tokenName === '' ? {} : { signedInWith: { issuerId: tokenID, name: tokenName } }),
    },
  ]
}
