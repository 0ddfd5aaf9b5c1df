import { omitEmpty, timestamp } from '#test/simulators/kit/proto-json'
import type { AuditEntry, OnaServiceAccount, OnaToken, OnaUser } from './model.ts'

/** `PersonalAccessToken`: no value; `lastUsed` is absent until it has been used. */
export function personalTokenView(token: OnaToken, user: OnaUser): object {
  return omitEmpty({ id: token.id, userId: user.id, ...commonView(token), readOnly: token.readOnly })
}

/** `ServiceAccountToken`: no value. */
export function serviceAccountTokenView(token: OnaToken, { id }: OnaServiceAccount): object {
  return omitEmpty({ id: token.id, serviceAccountId: id, ...commonView(token) })
}

function commonView(token: OnaToken) {
  return {
    description: token.description,
    creator: token.creator,
    createdAt: timestamp(token.createdAt),
    expiresAt: timestamp(token.expiresAt),
    lastUsed: token.lastUsed === undefined ? undefined : timestamp(token.lastUsed),
  }
}

/** `ServiceAccount`. */
export function serviceAccountView(account: OnaServiceAccount): object {
  return omitEmpty({
    id: account.id,
    organizationId: account.organization.id,
    name: account.name,
    description: account.description,
    creator: account.creator,
    createdAt: timestamp(account.createdAt),
    validUntil: timestamp(account.validUntil),
    suspended: account.suspended,
    systemManaged: account.systemManaged,
  })
}

/** `User`. */
export function userView(user: OnaUser): object {
  return omitEmpty({
    id: user.id,
    organizationId: user.organization.id,
    name: user.account.name,
    avatarUrl: `https://avatars.example/${user.account.id}.png`,
    createdAt: timestamp(user.createdAt),
    status: user.isSuspended ? 'USER_STATUS_SUSPENDED' : 'USER_STATUS_ACTIVE',
    email: user.account.email,
  })
}

/** `AuditLogEntry`. */
export function auditView(entry: AuditEntry): object {
  return {
    id: entry.id,
    actorId: entry.actor.id,
    actorPrincipal: entry.actor.principal,
    subjectId: entry.subjectId,
    subjectType: entry.subjectType,
    action: entry.action,
    createdAt: timestamp(entry.createdAt),
    kind: entry.kind,
  }
}
