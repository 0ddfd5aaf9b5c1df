import type { AuditFacts } from './audit-log.ts'
import type { Caller } from './credentials.ts'

/** The facts of something a caller did that took an organization admin. */
export function doneBy(
  caller: Caller,
  nowInSeconds: number,
  what: { readonly event: string; readonly description: string },
): AuditFacts {
  const { token } = caller
  const common = { ...what, timestamp: nowInSeconds, token: { id: token.id, name: token.name }, reqOrgAdmin: true }
  if (caller.user) return { ...common, user: caller.user }
  const { name, display } = caller.organization
  // Which user stands for a machine is our reading; that there always is one is in the description of the API.
  const user = { name: display, login: name, avatarUrl: '' }
  return { ...common, user, actor: { name: token.name, urn: `urn:pulumi:token:${token.id}` } }
}
