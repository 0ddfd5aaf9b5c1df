import { badRequest, forbidden, notFound, Refusal } from './errors.ts'
import type { Caller } from './credentials.ts'
import type { OrganizationRole, Plan, PulumiOrganization, PulumiTeam } from './model.ts'
import type { PulumiState } from './state.ts'

const PLANS_WITH_ORGANIZATION_TOKENS: readonly Plan[] = ['essentials', 'pro', 'enterprise', 'business-critical']
const PLANS_WITH_TEAM_TOKENS: readonly Plan[] = ['pro', 'enterprise', 'business-critical']
const PLANS_WITH_AUDIT_LOG: readonly Plan[] = ['enterprise', 'business-critical']
const SECONDS_A_DAY = 86_400

/** The organization of a request, with what its caller is there. */
export interface Visit {
  readonly organization: PulumiOrganization
  readonly role: OrganizationRole
}

/**
 * Lets a caller into an organization.
 *
 * @throws Refusal 404 for those who are no members (they must not learn whether it exists); 403 if the calling token's
 *   remaining life breaks the organization's expiry policy, which is checked on every request.
 */
export function enter(state: PulumiState, caller: Caller, name: string): Visit {
  const organization = state.organizations.get(name)
  const role = organization && roleIn(organization, caller)
  if (!organization || !role || role === 'none' || role === 'potential-member') {
    throw notFound('Organization', name)
  }
  if (breaksPolicy(organization, caller.token.expires, state.nowInSeconds)) throw policyRefusal(organization)
  return { organization, role }
}

/** @throws Refusal 403 for those who do not administer the organization. */
export function requireAdmin(visit: Visit): void {
  if (visit.role !== 'admin') throw forbidden()
}

/** The organization's team of this name. @throws Refusal 404 if there is none. */
export function findTeam(organization: PulumiOrganization, name: string): PulumiTeam {
  const team = organization.teams.get(name)
  if (!team) throw notFound('Team', name)
  return team
}

/** @throws Refusal 403 for those who administer neither the team nor its organization. */
export function requireTeamAdmin(visit: Visit, team: PulumiTeam, caller: Caller): void {
  if (visit.role === 'admin') return
  if (caller.user && team.members.get(caller.user.login) === 'admin') return
  throw forbidden()
}

/** @throws Refusal 400 on plans without organization tokens. */
export function requireOrganizationTokens(organization: PulumiOrganization): void {
  if (!PLANS_WITH_ORGANIZATION_TOKENS.includes(organization.plan)) throw planRefusal('Organization access tokens are')
}

/** @throws Refusal 400 on plans without team tokens. */
export function requireTeamTokens(organization: PulumiOrganization): void {
  if (!PLANS_WITH_TEAM_TOKENS.includes(organization.plan)) throw planRefusal('Team access tokens are')
}

/** @throws Refusal 400 on plans without an audit log, in the words of the API's description. */
export function requireAuditLog(organization: PulumiOrganization): void {
  if (PLANS_WITH_AUDIT_LOG.includes(organization.plan)) return
  throw badRequest('Audit Logs is available only to organizations with an Enterprise subscription.')
}

/**
 * Whether a token with this expiry (unix seconds, 0 for never) breaks the organization's policy now: one that never ends
 * breaks any, another one by the life that is left to it.
 */
export function breaksPolicy(organization: PulumiOrganization, expires: number, nowInSeconds: number): boolean {
  if (organization.maxTokenDays === null) return false
  return expires === 0 || expires - nowInSeconds > organization.maxTokenDays * SECONDS_A_DAY
}

/** 403 in the words of Pulumi's page on access tokens (section "What the policy affects"), which have no prefix. */
export function policyRefusal(organization: PulumiOrganization): Refusal {
  return new Refusal(
    403,
    `The \`${organization.name}\` organization enforces a max access token expiry of ` +
      `\`${organization.maxTokenDays}\` days that your current token does not meet. ` +
      `Please generate a new token with a TTL meeting your org's threshold to perform this request.`,
  )
}

/** Modelled on the audit log's refusal, the only one of its kind whose words are known. */
function planRefusal(what: string): Refusal {
  return new Refusal(400, `Bad Request: ${what} available only to organizations with a subscription that has them.`)
}

/** What a caller is in an organization; `undefined` for those who have nothing to do with it. */
export function roleIn(organization: PulumiOrganization, caller: Caller): OrganizationRole | undefined {
  if (caller.user) return organization.members.get(caller.user.login)
  if (caller.organization !== organization) return undefined
  const isAdmin = caller.token.admin || caller.token.role?.defaultIdentifier === 'admin'
  return isAdmin ? 'admin' : 'member'
}
