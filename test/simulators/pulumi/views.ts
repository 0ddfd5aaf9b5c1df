import { roleIn } from './access.ts'
import type { Caller } from './credentials.ts'
import type { OrganizationRole, Plan, PulumiOrganization, PulumiRole, PulumiTeam, PulumiToken } from './model.ts'
import type { PulumiState } from './state.ts'

/** Names of the plans in `product`; how editions map to it is our reading of the enum in Pulumi's OpenAPI. */
const PRODUCT: Readonly<Record<Plan, string>> = {
  individual: 'individual',
  essentials: 'team-starter',
  pro: 'team-pro',
  enterprise: 'enterprise',
  'business-critical': 'business-critical',
}

/** `AccessToken`: the same shape in all three listings, and never with the value. */
export function tokenView(token: PulumiToken): object {
  const role = token.role && {
    role: {
      id: token.role.id,
      name: token.role.name,
      defaultIdentifier: token.role.defaultIdentifier || 'member',
    },
  }
  return {
    id: token.id,
    name: token.name,
    description: token.description,
    created: new Date(token.createdAt).toISOString(),
    lastUsed: token.lastUsed,
    expires: token.expires,
    admin: token.admin,
    createdBy: token.createdBy,
    ...role,
    type: token.kind,
  }
}

/** `User`. A machine's is its organization's, with `tokenInfo` (and only then). */
export function callerView(state: PulumiState, caller: Caller): object {
  const common = { identities: [], hasMFA: false, isOrgManaged: false, isManagedByMultiOrg: false }
  if (caller.user) {
    const { login } = caller.user
    const organizations = [...state.organizations.values()].flatMap((organization) => {
      const role = organization.members.get(login)
      return role && role !== 'none' && role !== 'potential-member' ? [summaryView(organization, role)] : []
    })
    const { id, name, email, avatarUrl } = caller.user
    return { id, githubLogin: login, name, email, avatarUrl, organizations, ...common }
  }
  const { organization, team, token } = caller
  return {
    id: organization.id,
    githubLogin: organization.name,
    name: organization.display,
    email: '',
    avatarUrl: avatarOf(organization),
    organizations: [summaryView(organization, roleIn(organization, caller) ?? 'none')],
    ...common,
    tokenInfo: { name: token.name, organization: organization.name, team: team?.name ?? '' },
  }
}

function summaryView(organization: PulumiOrganization, role: OrganizationRole): object {
  return { githubLogin: organization.name, name: organization.display, avatarUrl: avatarOf(organization), role }
}

/** `Organization`: the expiry policy is not in it. */
export function organizationView(organization: PulumiOrganization): object {
  return {
    githubLogin: organization.name,
    name: organization.display,
    avatarUrl: avatarOf(organization),
    repos: [],
  }
}

/** Fields that Pulumi's OpenAPI requires in `OrganizationMetadata` and that have nothing to do with tokens. */
const UNTOUCHED_SETTINGS = {
  accountCount: 0,
  aiEnablement: 'disabled',
  auditLogsEnabled: true,
  defaultAccountPermission: 1,
  defaultEnvironmentPermission: 'read',
  defaultStackPermission: 101,
  environmentCount: 0,
  insightsTrialUsingPolicy: false,
  membersCanCreateAccounts: true,
  membersCanCreateStacks: true,
  membersCanCreateTeams: false,
  membersCanDeleteStacks: false,
  membersCanTransferStacks: false,
  naturalLanguageSearchDisabled: false,
  neoAgentDisabled: true,
  neoApprovalMode: 'manual',
  neoCLIExplanationsDisabled: true,
  neoEnabled: false,
  neoTaskSharingMode: 'none',
  preferredVCS: 'github',
  stackCount: 0,
  webhooksEnabled: true,
}

/** `OrganizationMetadata`, with `maxAccessTokenExpiryDays` (null for no policy). */
export function metadataView(organization: PulumiOrganization, role: OrganizationRole): object {
  return {
    id: organization.id,
    kind: 'pulumi',
    created: new Date(organization.createdAt).toISOString(),
    product: PRODUCT[organization.plan],
    userRole: role,
    maxAccessTokenExpiryDays: organization.maxTokenDays,
    memberCount: organization.members.size,
    features: { accessTokenExpiryPolicyEnabled: true },
    ...UNTOUCHED_SETTINGS,
  }
}

/** `Team`, with the caller's role in it. */
export function teamView(team: PulumiTeam, caller: Caller, state: PulumiState): object {
  const members = [...team.members].flatMap(([login, role]) => {
    const user = state.users.get(login)
    return user ? [{ name: user.name, githubLogin: login, avatarUrl: user.avatarUrl, role }] : []
  })
  return {
    kind: team.kind,
    name: team.name,
    displayName: team.displayName,
    description: team.description,
    members,
    userRole: (caller.user && team.members.get(caller.user.login)) ?? 'none',
  }
}

/** `PermissionDescriptorRecord`. */
export function roleView(role: PulumiRole, organization: PulumiOrganization): object {
  const at = new Date(role.createdAt).toISOString()
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    resourceType: 'global',
    uxPurpose: role.uxPurpose,
    defaultIdentifier: role.defaultIdentifier,
    isOrgDefault: role.isOrgDefault,
    created: at,
    modified: at,
    version: 1,
    orgId: organization.id,
    details: {},
  }
}

function avatarOf(organization: PulumiOrganization): string {
  return `https://avatars.example/${encodeURIComponent(organization.name)}.png`
}
