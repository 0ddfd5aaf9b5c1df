import type { PulumiRole } from './model.ts'

/** What `uxPurpose` may be when roles are listed (Pulumi Cloud's OpenAPI, `ListRolesByOrgIDAndUXPurpose`). */
export const ROLE_PURPOSES: readonly string[] = ['role', 'role_private', 'role_temporary', 'policy', 'set']

/** The roles every organization has. Member is the default one. */
export function standardRoles(newId: () => string, createdAt: number): PulumiRole[] {
  const standard = (name: string, defaultIdentifier: string, description: string): PulumiRole => ({
    id: newId(),
    name,
    description,
    uxPurpose: 'role',
    defaultIdentifier,
    isOrgDefault: defaultIdentifier === 'member',
    createdAt,
  })
  return [
    standard('Member', 'member', 'What every member of the organization may do'),
    standard('Admin', 'admin', 'Everything an organization admin may do'),
    standard('Billing Manager', 'billing-manager', 'Sees and changes billing only'),
  ]
}
