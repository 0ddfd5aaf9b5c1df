import { empty, json } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import {
  breaksPolicy,
  enter,
  findTeam,
  policyRefusal,
  requireAdmin,
  requireOrganizationTokens,
  requireTeamAdmin,
  requireTeamTokens,
  type Visit,
} from './access.ts'
import { doneBy } from './audit-note.ts'
import { badRequest, forbidden, notFound } from './errors.ts'
import type { Handler, HandlerInput } from './handler.ts'
import type { PulumiTeam } from './model.ts'
import type { NewToken, TokenDates } from './state.ts'
import { readBody, readExpires, readFlag, readText, readTokenName } from './token-body.ts'
import { listTokens } from './token-listing.ts'

/** The calls on the tokens of organizations and of their teams. */
export const machineTokenRoutes: readonly Route<Handler>[] = [
  {
    method: 'GET',
    pattern: '/api/orgs/:org/tokens',
    handler: (input) => {
      const { organization } = enterOrganizationTokens(input)
      return listTokens(input.state, { organization }, input.call)
    },
  },
  {
    method: 'POST',
    pattern: '/api/orgs/:org/tokens',
    handler: (input) => {
      const { organization } = enterToChangeOrganizationTokens(input)
      const body = readBody(input.call.body)
      const admin = readFlag(body, 'admin')
      const roleId = readText(body, 'roleID')
      const facts = readNewToken(input, organization)
      const role = input.state.tokenRole(organization, admin, roleId)
      if (!role) throw notFound('Role', roleId)
      const token = input.state.addOrganizationToken(organization.name, { ...facts, admin, roleId: role.id })
      note(input, organization, 'organization-token-created', `Created organization access token "${facts.name}"`)
      return created(token)
    },
  },
  {
    method: 'DELETE',
    pattern: '/api/orgs/:org/tokens/:token',
    handler: (input) => {
      const { organization } = enterToChangeOrganizationTokens(input)
      const id = input.parameters.get('token')
      const token = input.state.store.find(id)
      if (token?.kind !== 'organization' || token.owner.organization !== organization) throw notFound('Token', id)
      input.state.store.remove(token)
      note(input, organization, 'organization-token-deleted', `Deleted organization access token "${token.name}"`)
      return empty(204)
    },
  },
  {
    method: 'GET',
    pattern: '/api/orgs/:org/teams/:team/tokens',
    handler: (input) => {
      const { organization, team } = enterTeamTokens(input)
      return listTokens(input.state, { organization, team }, input.call)
    },
  },
  {
    method: 'POST',
    pattern: '/api/orgs/:org/teams/:team/tokens',
    handler: (input) => {
      const { organization, team } = enterTeamTokens(input)
      const facts = readNewToken(input, organization)
      const token = input.state.addTeamToken(organization.name, team.name, facts)
      note(input, organization, 'team-token-created', `Created access token "${facts.name}" of team "${team.name}"`)
      return created(token)
    },
  },
  {
    method: 'DELETE',
    pattern: '/api/orgs/:org/teams/:team/tokens/:token',
    handler: (input) => {
      const { organization, team } = enterTeamTokens(input)
      const id = input.parameters.get('token')
      const token = input.state.store.find(id)
      if (token && token.kind !== 'team') throw badRequest('the requested token is not a team token')
      if (token?.owner.team !== team) throw notFound('Token', id)
      input.state.store.remove(token)
      note(input, organization, 'team-token-deleted', `Deleted access token "${token.name}" of team "${team.name}"`)
      return empty(204)
    },
  },
]

function enterOrganizationTokens({ state, caller, parameters }: HandlerInput): Visit {
  const visit = enter(state, caller, parameters.get('org'))
  requireAdmin(visit)
  requireOrganizationTokens(visit.organization)
  return visit
}

/** An admin organization token may do what an admin may, except make or delete organization tokens. */
function enterToChangeOrganizationTokens(input: HandlerInput): Visit {
  const visit = enterOrganizationTokens(input)
  if (!input.caller.user) throw forbidden()
  return visit
}

function enterTeamTokens({ state, caller, parameters }: HandlerInput): Visit & { readonly team: PulumiTeam } {
  const visit = enter(state, caller, parameters.get('org'))
  const team = findTeam(visit.organization, parameters.get('team'))
  requireTeamAdmin(visit, team, caller)
  requireTeamTokens(visit.organization)
  return { ...visit, team }
}

/** What organization and team tokens share; refuses a name, an expiry or a breach of the policy. */
function readNewToken(
  { state, caller, call }: HandlerInput,
  organization: Visit['organization'],
): TokenDates & { readonly name: string; readonly description: string; readonly createdBy: string } {
  const body = readBody(call.body)
  const name = readTokenName(body, organization)
  const description = readText(body, 'description')
  const expires = readExpires(body, state.nowInSeconds)
  if (breaksPolicy(organization, expires, state.nowInSeconds)) throw policyRefusal(organization)
  const createdBy = caller.user?.login ?? organization.name
  return { name, description, createdBy, ...(expires === 0 ? {} : { expiresAt: expires * 1000 }) }
}

/** Machine tokens leave a trace in the audit log; personal ones leave none, made or deleted. */
function note(
  { state, caller }: HandlerInput,
  organization: Visit['organization'],
  event: string,
  description: string,
): void {
  state.audit.add(organization, doneBy(caller, state.nowInSeconds, { event, description }))
}

function created(token: NewToken): ReturnType<typeof json> {
  return json(200, { id: token.id, tokenValue: token.value })
}
