import { json } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { enter, findTeam, requireAdmin } from './access.ts'
import { doneBy } from './audit-note.ts'
import { badRequest, notFound } from './errors.ts'
import type { Handler } from './handler.ts'
import { ROLE_PURPOSES } from './roles.ts'
import { readBody, readInteger } from './token-body.ts'
import { listMembers } from './member-listing.ts'
import { metadataView, organizationView, roleView, teamView, tokenView } from './views.ts'

const LONGEST_POLICY_DAYS = 3650

/** The calls that tell of an organization: itself, its policy, teams and roles. */
export const organizationRoutes: readonly Route<Handler>[] = [
  {
    method: 'GET',
    pattern: '/api/orgs/:org',
    handler: ({ state, caller, parameters }) =>
      json(200, organizationView(enter(state, caller, parameters.get('org')).organization)),
  },
  {
    method: 'GET',
    pattern: '/api/orgs/:org/metadata',
    handler: ({ state, caller, parameters }) => {
      const { organization, role } = enter(state, caller, parameters.get('org'))
      return json(200, metadataView(organization, role))
    },
  },
  {
    method: 'PATCH',
    pattern: '/api/orgs/:org',
    handler: ({ state, caller, call, parameters }) => {
      const visit = enter(state, caller, parameters.get('org'))
      requireAdmin(visit)
      const days = readInteger(readBody(call.body), 'setMaxAccessTokenExpiryDays')
      if (days !== undefined && (days < 0 || days > LONGEST_POLICY_DAYS)) {
        throw badRequest(`max access token expiry must be between 1 and ${LONGEST_POLICY_DAYS} days`)
      }
      // Absent leaves the policy as it is, 0 clears it.
      if (days !== undefined) {
        visit.organization.maxTokenDays = days === 0 ? null : days
        const what = { event: 'organization-settings-changed', description: 'Organization settings were changed.' }
        state.audit.add(visit.organization, doneBy(caller, state.nowInSeconds, what))
      }
      return json(200, metadataView(visit.organization, visit.role))
    },
  },
  {
    method: 'GET',
    pattern: '/api/orgs/:org/members',
    handler: ({ state, caller, call, parameters }) =>
      listMembers(state, enter(state, caller, parameters.get('org')).organization, call),
  },
  {
    method: 'GET',
    pattern: '/api/orgs/:org/teams',
    handler: ({ state, caller, parameters }) => {
      const { organization } = enter(state, caller, parameters.get('org'))
      return json(200, { teams: [...organization.teams.values()].map((team) => teamView(team, caller, state)) })
    },
  },
  {
    method: 'GET',
    pattern: '/api/orgs/:org/teams/:team',
    handler: ({ state, caller, parameters }) => {
      const { organization } = enter(state, caller, parameters.get('org'))
      return json(200, teamView(findTeam(organization, parameters.get('team')), caller, state))
    },
  },
  {
    method: 'GET',
    pattern: '/api/orgs/:org/roles',
    handler: ({ state, caller, call, parameters }) => {
      const { organization } = enter(state, caller, parameters.get('org'))
      const purpose = call.query.get('uxPurpose')
      if (purpose === null || !ROLE_PURPOSES.includes(purpose)) throw badRequest('Role purpose is not valid')
      const roles = [...organization.roles.values()].filter((role) => role.uxPurpose === purpose)
      return json(200, { roles: roles.map((role) => roleView(role, organization)) })
    },
  },
  {
    method: 'GET',
    pattern: '/api/orgs/:org/roles/:role/tokens',
    handler: ({ state, caller, parameters }) => {
      const visit = enter(state, caller, parameters.get('org'))
      requireAdmin(visit)
      const role = visit.organization.roles.get(parameters.get('role'))
      if (!role) throw notFound('Role', parameters.get('role'))
      const { items } = state.store.ownedBy({ organization: visit.organization }).after(0, Infinity, (token) => {
        return token.role === role
      })
      return json(200, { tokens: items.map(tokenView) })
    },
  },
]
