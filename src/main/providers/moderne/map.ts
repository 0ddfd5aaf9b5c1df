import { z } from 'zod'
import type { Identity } from '#shared/model/account'
import type { AuditEvent } from '#shared/model/audit-event'
import type { Owner } from '#shared/model/owner'
import type { Expiry } from '#shared/model/time'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { madeOf } from '../kit/made.ts'
import { idText, optionalText, secretText } from '../kit/text.ts'
import { creationFromText, instantFromText } from '../kit/times.ts'

// Shapes of the published schema, read leniently where a field is for people only.

const pageInfoSchema = z.object({ hasNextPage: z.boolean().nullish(), endCursor: z.string().max(4000).nullish() })

/** A connection's nodes, and the cursor of the next page. A next page without a cursor is the first one: a circle. */
export function connectionOf<T>(node: z.ZodType<T>) {
  return z
    .object({ edges: list(z.object({ node })), pageInfo: pageInfoSchema, count: z.int().nonnegative().nullish() })
    .transform(({ edges, pageInfo, count }) => ({
      things: edges.map((edge) => edge.node),
      next: pageInfo.hasNextPage === true ? (pageInfo.endCursor ?? '') : undefined,
      total: count ?? undefined,
    }))
}

const tokenFields = {
  id: idText,
  description: optionalText(2000),
  created: z.string().nullish(),
  expiresAt: z.string().nullish(),
}

/** A listed token. It has no name: its description stands in for it, or its id when that is empty too. */
export const tokenSchema = z.object(tokenFields).transform(toIssuedToken)

/** The only answer with a secret in it. */
export const madeSchema = madeOf(z.object({ ...tokenFields, token: secretText })).transform(({ token, ...facts }) => ({
  value: token,
  token: toIssuedToken(facts),
}))

function toIssuedToken(token: z.output<z.ZodObject<typeof tokenFields>>): IssuedToken {
  return {
    issuerId: token.id,
    name: token.description.slice(0, 500) || token.id,
    description: token.description,
    created: creationFromText(token.created),
    // Moderne does not tell it.
    lastUsed: { kind: 'unknown' },
    expiry: toExpiry(token.expiresAt),
    // A token may do what its person may at that moment (moderne-docs, releases/saas-v2-migration.md).
    scopes: { kind: 'full' },
  }
}

/** Null is the schema's word for "never"; a field that is missing or no time tells nothing. */
function toExpiry(expiresAt: string | null | undefined): Expiry {
  if (expiresAt === null) return { kind: 'never' }
  const at = instantFromText(expiresAt)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

export const meSchema = z.object({ email: idText, username: optionalText(300), role: optionalText(100) })
export type Me = z.infer<typeof meSchema>

/** Somebody with tokens, as an administrator sees them. */
export const personSchema = z
  .object({ email: idText, username: optionalText(300) })
  .transform(({ email, username }): Owner => ({ kind: 'person', id: email, name: username || email }))

/**
 * Who a credential is. Emails are Moderne's ids of people; the tenant is the one organization, and says whether its
 * audit log and other people's tokens may be seen.
 */
export function toIdentity({ email, username, role }: Me, tenant: string, owners: readonly Owner[]): Identity {
  return {
    id: email,
    login: email,
    name: username || email,
    email,
    kind: 'person',
    organizations: [{ id: tenant, name: tenant, ...(role === '' ? {} : { role: role.toLowerCase() }) }],
    teams: [],
    ...(owners.length === 0 ? {} : { owners: [...owners] }),
  }
}

/** Emails do not differ by capitals for people, and a directory may change them. */
export function isSameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export const policySchema = z
  .object({ personalAccessTokenConfiguration: z.object({ maxExpiryDays: z.int().positive().nullish() }).nullish() })
  .transform(({ personalAccessTokenConfiguration }) => personalAccessTokenConfiguration?.maxExpiryDays ?? null)

/** Of the outcome the schema has two values, the documentation more: what is neither is not known. */
export const eventSchema = z
  .object({
    id: idText,
    user: z.object({ email: optionalText(300) }).nullish(),
    target: optionalText(500),
    action: optionalText(300),
    outcome: z.string().nullish(),
    description: optionalText(2000),
    timestamp: z.string().transform((text, context) => {
      const at = instantFromText(text)
      if (at !== undefined) return at
      context.addIssue('no time')
      return z.NEVER
    }),
  })
  .transform(({ id, user, target, action, outcome, description, timestamp }): AuditEvent => ({
    id,
    at: timestamp,
    action,
    actor: user?.email ?? '',
    target,
    description,
    // No field of an entry names a token.
    tokenIssuerId: null,
    from: '',
    succeeded: outcome === 'SUCCESS' ? true : outcome === 'FAILURE' ? false : null,
  }))

/** An export of the audit log: being made, made, or failed. */
export const exportSchema = z.discriminatedUnion('__typename', [
  z.object({ __typename: z.literal('AuditLogsDownloadProcessing'), id: idText }),
  z.object({
    __typename: z.literal('AuditLogsDownloadFinished'),
    id: idText,
    downloadUrl: z.string().min(1).max(4000),
  }),
  z.object({ __typename: z.literal('AuditLogsDownloadError'), id: idText, message: optionalText(2000) }),
])
export type AuditExport = z.infer<typeof exportSchema>
