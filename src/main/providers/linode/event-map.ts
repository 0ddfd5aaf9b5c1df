import { z } from 'zod'
import type { AuditEvent } from '#shared/model/audit-event'
import { list } from '../kit/list.ts'
import { idNumber, optionalText } from '../kit/text.ts'
import { instantFromText } from '../kit/times.ts'

// `Event` of Linode's API description. An event whose entity is a token has the token's id in it.

const eventSchema = z.object({
  id: idNumber,
  created: z.string().nullish(),
  action: optionalText(300),
  username: optionalText(300),
  message: optionalText(2000),
  status: z.string().nullish(),
  entity: z.object({ id: idNumber.nullish(), label: optionalText(500) }).nullish(),
})

/** One without a time is none. */
export const eventsSchema = z.object({ data: list(eventSchema), pages: z.int() }).transform((page) => ({
  events: page.data.flatMap((event) => toAuditEvent(event)),
  pages: page.pages,
}))

function toAuditEvent(event: z.infer<typeof eventSchema>): AuditEvent[] {
  const at = instantFromText(event.created)
  if (at === undefined) return []
  return [
    {
      id: event.id,
      at,
      action: event.action,
      actor: event.username,
      target: event.entity?.label ?? '',
      description: event.message,
      tokenIssuerId: event.entity?.id ?? null,
      from: '',
      // `notification` is how Linode calls an event about what is done already.
      succeeded: event.status === 'failed' ? false : event.status === 'notification' ? true : null,
    },
  ]
}
