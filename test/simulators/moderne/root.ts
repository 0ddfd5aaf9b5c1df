import { exportText } from './audit-export.ts'
import { forbidden, refusal } from './errors.ts'
import type { AuditActionType, ExportFormat, ModerneUser } from './model.ts'
import type { ModerneState } from './state.ts'
import {
  auditList,
  connectorList,
  downloadList,
  downloadView,
  userList,
  userView,
  type ListArguments,
} from './views.ts'

const DAY = 86_400_000

/** The fields of Query and Mutation as this caller has them. */
export function rootFor(state: ModerneState, caller: ModerneUser): object {
  return { ...queries(state, caller), ...tokenMutations(state, caller), ...auditMutations(state, caller) }
}

function queries(state: ModerneState, caller: ModerneUser): object {
  return {
    currentUser: () => userView(state, caller.email, caller),
    // The page on user roles keeps other people's tokens for administrators; the list of people is kept with them.
    users(page: ListArguments) {
      requireAdmin(caller)
      return userList(state, page, caller)
    },
    connectors: (page: ListArguments) => connectorList(state.connectors, page),
    auditLogs(page: ListArguments) {
      requireAdmin(caller)
      const seen = auditList(state, page, caller)
      note(state, caller, 'audit.logs', 'read.audit.logs', 'READ')
      return seen
    },
    auditLogsDownloads(page: ListArguments) {
      requireAdmin(caller)
      return downloadList(state, page)
    },
  }
}

function tokenMutations(state: ModerneState, caller: ModerneUser): object {
  return {
    createAccessToken({ description, expiresAt }: { description?: string | null; expiresAt?: number | null }) {
      requireWithinPolicy(state, expiresAt ?? null)
      const token = state.addToken(caller.email, { description: description ?? null, expiresAt: expiresAt ?? null })
      note(state, caller, 'access.tokens', 'create.token', 'CREATE')
      return { ...token, token: token.value }
    },
    revokeAccessToken({ id }: { id: string }) {
      const token = state.findToken(id)
      const reaches = caller.role === 'ADMIN' && state.letsAdminsRevokeOthersById
      if (!token || (token.owner !== caller.email && !reaches)) return false
      state.removeToken(token)
      note(state, caller, 'access.tokens', 'revoke.token', 'DELETE')
      return true
    },
    revokeAllAccessTokens({ email }: { email: string }) {
      const own = email === caller.email && state.letsUsersRevokeAllOfTheirOwn
      if (caller.role !== 'ADMIN' && !own) throw forbidden()
      if (!state.users.has(email)) return false
      for (const token of state.tokensOf(email)) state.removeToken(token)
      note(state, caller, 'access.tokens', 'revoke.all.tokens', 'DELETE')
      return true
    },
  }
}

function auditMutations(state: ModerneState, caller: ModerneUser): object {
  return {
    downloadAuditLogs(wanted: {
      first?: number | null
      since?: number | null
      until?: number | null
      format: ExportFormat
    }) {
      requireAdmin(caller)
      const download = state.startExport(wanted.format, exportText(state.audit, wanted))
      note(state, caller, 'audit.logs', 'download.audit.logs', 'READ')
      return downloadView(download, state.now())
    },
  }
}

function requireAdmin(caller: ModerneUser): void {
  if (caller.role !== 'ADMIN') throw forbidden()
}

/**
 * @throws GraphQLError where a connector's `maxExpiryDays` is broken (moderne-docs, references/moderne-tokens.md: tokens
 *   that outlive it or have no end are rejected); and, as a strict reading, for an end that has passed.
 */
function requireWithinPolicy(state: ModerneState, expiresAt: number | null): void {
  const { maxExpiryDays } = state
  const now = state.now()
  if (expiresAt !== null && expiresAt <= now) throw refusal('expiresAt must be in the future', 'BAD_REQUEST')
  if (maxExpiryDays === null) return
  if (expiresAt === null || expiresAt > now + maxExpiryDays * DAY) {
    throw refusal(`Access tokens must expire within ${maxExpiryDays} days`, 'BAD_REQUEST')
  }
}

/** Of the names in the audit log, `access.tokens` and `create.token` are published; the others are like them. */
function note(
  state: ModerneState,
  { email }: ModerneUser,
  target: string,
  action: string,
  actionType: AuditActionType,
): void {
  state.record({ user: email, target, action, actionType })
}
