import { z } from 'zod'
import type { AuditEvent } from '#shared/model/audit-event'
import { list } from '../kit/list.ts'
import { idText, optionalText } from '../kit/text.ts'
import { instantFromText } from '../kit/times.ts'

/** `GET /v2/workspace` (rudderlabs/rudder-iac, api/client/workspaces.go). */
export const workspaceSchema = z
  .object({ workspace: z.object({ id: idText, name: optionalText(300) }) })
  .transform(({ workspace }) => workspace)

/** The documentation calls every field of an entry optional; without a time it has no place in a log. */
const entrySchema = z
  .object({
    id: optionalText(300),
    actorId: optionalText(300),
    targetId: optionalText(300),
    targetType: optionalText(150),
    action: optionalText(300),
    ip: optionalText(100),
    createdAt: z.string().transform((text, context) => {
      const at = instantFromText(text)
      if (at !== undefined) return at
      context.addIssue('no time')
      return z.NEVER
    }),
  })
  .transform(({ id, actorId, targetId, targetType, action, ip, createdAt }): AuditEvent => ({
    id: id || [createdAt, action, actorId, targetType, targetId].join(' ').slice(0, 300),
    at: createdAt,
    action,
    // Ids only: who and what they are, no call tells this token.
    actor: actorId,
    target: `${targetType} ${targetId}`.trim(),
    description: '',
    // Nothing that happens to a token is in this log.
    tokenIssuerId: null,
    from: ip,
    succeeded: null,
  }))

/** A page of an organization's audit log (https://www.rudderstack.com/docs/api/audit-logs-api/). */
export const eventsSchema = z
  .object({ data: list(entrySchema), paging: z.object({ next: z.string().max(4000).nullish() }).nullish() })
  .transform(({ data, paging }) => ({ events: data, next: paging?.next ? paging.next : undefined }))

/** Which organization the log is of: its first entry says so. */
export const organizationSchema = z
  .object({ data: list(z.object({ organizationId: optionalText(300) })) })
  .transform(({ data }) => data.find(({ organizationId }) => organizationId !== '')?.organizationId)
