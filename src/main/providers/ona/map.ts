import { z } from 'zod'
import type { Organization } from '#shared/model/account'
import type { AuditEvent } from '#shared/model/audit-event'
import type { Expiry, LastUse } from '#shared/model/time'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { madeOf } from '../kit/made.ts'
import { idText, optionalText, secretText, shortened } from '../kit/text.ts'
import { creationFromText, instantFromText } from '../kit/times.ts'

// Messages of gitpod-io/gitpod-sdk-typescript, lib/gitpod/v1, in protobuf's JSON mapping: empty fields are left out,
// timestamps are RFC 3339.

const time = z.string().nullish()
const subjectSchema = z.object({ id: optionalText(300), principal: optionalText(100) }).nullish()

/** A page's pointer to the next one; the last page has none. */
const pagination = z.object({ nextToken: z.string().max(4000).nullish() }).nullish()

/** Who calls: a person's user in one organization, or a service account. */
export const callerSchema = z
  .object({ subject: z.object({ id: idText, principal: z.string() }), organizationId: optionalText(300) })
  .transform(({ subject: { id, principal }, organizationId }) => ({ id, principal, organizationId }))
export type OnaCaller = z.infer<typeof callerSchema>

export const userSchema = z
  .object({ user: z.object({ name: optionalText(300), email: z.string().nullish() }) })
  .transform(({ user }) => user)

const membershipSchema = z.object({
  organizationId: optionalText(300),
  organizationName: optionalText(300),
  userRole: optionalText(100),
})
/** The organizations of the person behind a user. */
export const membershipsSchema = z
  .object({ account: z.object({ memberships: list(membershipSchema).nullish() }) })
  .transform(({ account }) => account.memberships ?? [])

export function toOrganization(id: string, memberships: z.infer<typeof membershipsSchema>): Organization {
  const found = memberships.find(({ organizationId }) => organizationId === id)
  const role = /^ORGANIZATION_ROLE_([A-Z_]{1,80})$/.exec(found?.userRole ?? '')?.[1]?.toLowerCase()
  return { id, name: found?.organizationName || id, ...(role === undefined ? {} : { role }) }
}

const serviceAccountSchema = z.object({ id: idText, name: optionalText(300), validUntil: time })

export const oneServiceAccountSchema = z
  .object({ serviceAccount: serviceAccountSchema })
  .transform(({ serviceAccount }) => serviceAccount)

export const serviceAccountsSchema = z
  .object({ serviceAccounts: list(serviceAccountSchema).nullish(), pagination })
  .transform((page) => ({ accounts: page.serviceAccounts ?? [], next: page.pagination?.nextToken ?? '' }))

const tokenSchema = z.object({
  id: idText,
  userId: optionalText(300),
  serviceAccountId: optionalText(300),
  description: optionalText(2000),
  creator: subjectSchema,
  createdAt: time,
  expiresAt: time,
  lastUsed: time,
  readOnly: z.boolean().nullish(),
})
type OnaToken = z.infer<typeof tokenSchema>

/** A page of personal tokens, each with the user whose it is; empty where the service does not say. */
export const personalTokensSchema = z
  .object({ personalAccessTokens: list(tokenSchema).nullish(), pagination })
  .transform((page) => ({
    tokens: (page.personalAccessTokens ?? []).map((token) => ({ userId: token.userId, issued: toIssuedToken(token) })),
    next: page.pagination?.nextToken ?? '',
  }))

export const serviceAccountTokensSchema = z
  .object({ tokens: list(tokenSchema).nullish(), pagination })
  .transform((page) => ({ tokens: (page.tokens ?? []).map(toIssuedToken), next: page.pagination?.nextToken ?? '' }))

/** Answers with nothing but a secret: a new personal token, or the bearer that acts as a service account. */
export const valueSchema = z.object({ token: secretText }).transform(({ token }) => token)

/** A new token of a service account. Its secret is worth more than its facts: without them it is not thrown away. */
export const madeSchema = z
  .object({ token: secretText, serviceAccountToken: madeOf(tokenSchema).nullish().catch(undefined) })
  .transform(({ token, serviceAccountToken }) => ({
    value: token,
    issued: serviceAccountToken ? toIssuedToken(serviceAccountToken) : undefined,
  }))

/** From then on an end stands for "never" ("reaching year 2099", say the messages). */
const neverFrom = Date.UTC(2099, 0, 1)

function toIssuedToken(token: OnaToken): IssuedToken {
  const creator = token.creator?.id ?? ''
  return {
    issuerId: token.id,
    // Ona's tokens have a description in place of a name.
    name: token.description === '' ? token.id : shortened(token.description, 500),
    description: token.description,
    created: creationFromText(token.createdAt),
    lastUsed: lastUseOf(token.lastUsed),
    expiry: expiryOf(token.expiresAt),
    scopes: token.readOnly === true ? { kind: 'listed', names: ['read-only'] } : { kind: 'full' },
    ...(creator === '' || creator === token.userId || creator === token.serviceAccountId ? {} : { createdBy: creator }),
  }
}

/** Absent until it was used for the first time. */
function lastUseOf(text: string | null | undefined): LastUse {
  if (text === null || text === undefined) return { kind: 'never' }
  const at = instantFromText(text)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

function expiryOf(text: string | null | undefined): Expiry {
  const at = instantFromText(text)
  if (at === undefined) return { kind: 'unknown' }
  return at >= neverFrom ? { kind: 'never' } : { kind: 'at', at }
}

const entrySchema = z.object({
  id: idText,
  actorId: optionalText(200),
  actorPrincipal: optionalText(100),
  subjectId: optionalText(300),
  subjectType: optionalText(100),
  action: optionalText(300),
  createdAt: z.string().transform((text, context) => {
    const at = instantFromText(text)
    if (at !== undefined) return at
    context.addIssue({ code: 'custom', message: 'no time' })
    return z.NEVER
  }),
  kind: optionalText(100),
})
export type AuditEntry = z.infer<typeof entrySchema>

export const auditSchema = z
  .object({ entries: list(entrySchema).nullish(), pagination })
  .transform((page) => ({ entries: page.entries ?? [], next: page.pagination?.nextToken ?? '' }))

/** Ona tells ids only: of who did it, and of what it was done to. */
export function toAuditEvent(entry: AuditEntry): AuditEvent {
  const subject = inWords(entry.subjectType, 'RESOURCE_TYPE_')
  const isToken = tokenSubjects.has(entry.subjectType)
  return {
    id: entry.id,
    at: entry.createdAt,
    action: entry.action,
    actor: `${inWords(entry.actorPrincipal, 'PRINCIPAL_')} ${entry.actorId}`.trim(),
    target: `${subject} ${entry.subjectId}`.trim(),
    description: inWords(entry.kind, 'AUDIT_LOG_ENTRY_KIND_'),
    tokenIssuerId: isToken && entry.subjectId !== '' ? entry.subjectId : null,
    from: '',
    succeeded: null,
  }
}

/** What an entry about a token is about. */
export const tokenSubjects: ReadonlySet<string> = new Set([
  'RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN',
  'RESOURCE_TYPE_SERVICE_ACCOUNT_TOKEN',
])

function inWords(name: string, prefix: string): string {
  return name.replace(prefix, '').replaceAll('_', ' ').toLowerCase()
}
