import { json } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { requireToken } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { errorReply, forbidden, notFound, Refusal } from './errors.ts'
import type { GithubOrganization, GithubUser } from './model.ts'

/** Who am I, how much is left to me, and which organization is this. */
export const userRoutes: readonly Route<Endpoint>[] = [
  {
    method: 'GET',
    pattern: '/user',
    handler: ({ token }) => {
      const { user, kind } = requireToken(token)
      if (!user) throw forbidden('Resource not accessible by integration')
      const isFineGrained = kind === 'fine-grained' || kind === 'app-user'
      const headers = isFineGrained ? { 'x-accepted-github-permissions': 'allows_permissionless_access=true' } : {}
      return json(200, { ...userView(user), name: user.name, company: null, email: null, bio: null }, headers)
    },
  },
  {
    method: 'GET',
    pattern: '/rate_limit',
    handler: ({ state, token, rateLimit }) => {
      if (state.isEnterpriseServer) throw new Refusal(errorReply(404, 'Rate limiting is not enabled.'))
      const core = rateLimit.look(token)
      const search = { limit: 30, used: 0, remaining: 30, reset: Math.floor(state.now() / 1000) + 60 }
      return json(200, { resources: { core, search }, rate: core })
    },
  },
  {
    method: 'GET',
    pattern: '/orgs/:org',
    handler: ({ state, path }) => {
      const organization = state.organizations.get(path.get('org'))
      if (!organization) throw notFound()
      return json(200, organizationView(organization))
    },
  },
  {
    method: 'GET',
    pattern: '/user/installations',
    handler: ({ token }) => {
      const { kind, installation } = requireToken(token)
      if (kind !== 'app-user' || !installation) {
        throw forbidden('You must authenticate with an access token authorized to a GitHub App')
      }
      const { organization, personalTokens } = installation
      const permissions = {
        metadata: 'read',
        ...(personalTokens ? { organization_personal_access_tokens: personalTokens } : {}),
      }
      const account = organizationView(organization)
      return json(200, { total_count: 1, installations: [{ id: 1, app_id: 7, account, permissions }] })
    },
  },
  {
    method: 'GET',
    pattern: '/installation/repositories',
    handler: ({ token }) => {
      const { kind, installation } = requireToken(token)
      if (kind !== 'installation' || !installation) throw forbidden('Resource not accessible by personal access token')
      const owner = organizationView(installation.organization)
      return json(200, { total_count: 1, repository_selection: 'all', repositories: [{ id: 1, name: 'site', owner }] })
    },
  },
]

/** `simple-user`. */
export function userView(user: GithubUser): object {
  return {
    login: user.login,
    id: user.id,
    avatar_url: `https://avatars.example/u/${user.id}`,
    html_url: `https://github.example/${user.login}`,
    type: 'User',
    site_admin: false,
  }
}

function organizationView({ id, login }: GithubOrganization): object {
  return { login, id, html_url: `https://github.example/${login}`, type: 'Organization' }
}
