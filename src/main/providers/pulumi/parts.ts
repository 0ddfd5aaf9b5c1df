import type { Identity, Organization } from '#shared/model/account'
import type { PartScope } from '#main/ports/provider'

/** Roles of people who are not, or not yet, members: their tokens and teams are never shown to them. */
const noMembers: ReadonlySet<string> = new Set(['none', 'potential-member', 'stack-collaborator'])

/** Might the caller see what is the organization's? */
export function isMember({ role }: Organization): boolean {
  return role === undefined || !noMembers.has(role)
}

/**
 * What a caller may be able to list: a person their own tokens, and everyone those of their organizations and teams. A
 * machine has no personal tokens, and a team's sees only its team. Whether a role suffices shows when a part is listed,
 * as organizations can give their roles any permission.
 */
export function partsOf(identity: Identity): PartScope[] {
  const member = new Set(identity.organizations.filter(isMember).map(({ id }) => id))
  const parts: PartScope[] = []
  if (identity.kind === 'person') {
    parts.push({ owner: { kind: 'me', id: identity.id, name: identity.name }, kind: 'personal' })
  }
  for (const { id, name } of identity.kind === 'team' ? [] : identity.organizations) {
    if (member.has(id)) parts.push({ owner: { kind: 'organization', id, name }, kind: 'organization' })
  }
  for (const { id, name, organization } of identity.teams) {
    if (identity.kind !== 'team' && !member.has(organization)) continue
    parts.push({ owner: { kind: 'team', id, name, organization }, kind: 'team' })
  }
  return parts
}
