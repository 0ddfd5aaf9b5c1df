import { empty, json } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { readBody, readList } from './body.ts'
import { requireToken } from './credentials.ts'
import type { Endpoint, EndpointInput } from './endpoint.ts'
import { forbidden, invalid, notFound } from './errors.ts'
import { filterGrants } from './grant-filters.ts'
import type { GithubOrganization, Grant } from './model.ts'
import { paginate } from './paging.ts'
import { userView } from './user-routes.ts'

const MOST_AT_ONCE = 100

/**
 * The fine-grained tokens that were let into an organization: for apps with the permission only. The links of a page name the
 * organization by its number, as GitHub's do, so every path is there twice.
 */
export const grantRoutes: readonly Route<Endpoint>[] = ['/orgs/:org', '/organizations/:number'].flatMap((root) => [
  { method: 'GET', pattern: `${root}/personal-access-tokens`, handler: list },
  { method: 'POST', pattern: `${root}/personal-access-tokens`, handler: revokeSome },
  { method: 'POST', pattern: `${root}/personal-access-tokens/:grant`, handler: revokeOne },
  { method: 'GET', pattern: `${root}/personal-access-tokens/:grant/repositories`, handler: repositories },
])

function list(input: EndpointInput) {
  const { state, call } = input
  const organization = enter(input, 'read')
  const wanted = filterGrants(call.query, grantsOf(input, organization))
  const root = state.isEnterpriseServer ? '/api/v3' : ''
  const address = `${state.scheme}://${call.headers['host'] ?? ''}${root}/organizations/${organization.id}/personal-access-tokens`
  const { rows, headers } = paginate(call, wanted, address)
  return json(
    200,
    rows.map((grant) => grantView(grant, state.now())),
    headers,
  )
}

/** Accepted and done later. @throws Refusal 404 for an unknown id among them; that is our guess, and nothing is done then. */
function revokeSome(input: EndpointInput) {
  const organization = enter(input, 'write')
  const body = readBody(input.call.body)
  requireRevoke(body['action'])
  const ids = readList(body, 'pat_ids', MOST_AT_ONCE, Number.isSafeInteger as (item: unknown) => item is number)
  const grants = ids.map((id) => find(input, organization, id))
  for (const grant of grants) input.state.revoke(grant)
  return json(202, {})
}

/** Ends the token's access to this organization. The token goes on living. */
function revokeOne(input: EndpointInput) {
  const organization = enter(input, 'write')
  requireRevoke(readBody(input.call.body)['action'])
  input.state.revoke(find(input, organization, Number(input.path.get('grant'))))
  return empty(204)
}

function repositories(input: EndpointInput) {
  const organization = enter(input, 'read')
  const grant = find(input, organization, Number(input.path.get('grant')))
  const rows = grant.repositories.map((name, at) => ({ id: at + 1, name, full_name: `${organization.login}/${name}` }))
  return json(200, rows)
}

/**
 * @throws Refusal 403 for personal tokens and for an app without the permission, 404 for an organization in which the app is
 *   not installed.
 */
function enter({ state, token, path, call }: EndpointInput, needed: 'read' | 'write'): GithubOrganization {
  const { installation } = requireToken(token)
  if (!installation) throw forbidden('Resource not accessible by personal access token')
  const name = call.pathname.includes('/organizations/') ? Number(path.get('number')) : path.get('org')
  const organization = [...state.organizations.values()].find((one) => one.login === name || one.id === name)
  if (!organization || installation.organization !== organization) throw notFound()
  const held = installation.personalTokens
  if (held !== 'write' && held !== needed) {
    throw forbidden('Resource not accessible by integration', `organization_personal_access_tokens=${needed}`)
  }
  return organization
}

function requireRevoke(action: unknown): void {
  if (action !== 'revoke') throw invalid(`${JSON.stringify(action)} is not a member of ["revoke"].`)
}

function grantsOf({ state }: EndpointInput, organization: GithubOrganization): Grant[] {
  return state.grants.filter(
    (grant) =>
      grant.organization === organization && grant.revokedAt > state.now() && grant.token.revokedAt > state.now(),
  )
}

function find(input: EndpointInput, organization: GithubOrganization, id: number): Grant {
  const grant = grantsOf(input, organization).find((one) => one.id === id)
  if (!grant) throw notFound()
  return grant
}

/** `organization-programmatic-access-grant`. */
function grantView(grant: Grant, now: number): object {
  const { id, token, organization } = grant
  return {
    id,
    owner: userView(grant.owner),
    repository_selection: grant.repositorySelection,
    repositories_url: `https://api.github.example/organizations/${organization.id}/personal-access-tokens/${id}/repositories`,
    permissions: grant.permissions,
    access_granted_at: instant(grant.grantedAt),
    token_id: token.id,
    token_name: token.name,
    token_expired: token.expiresAt !== null && token.expiresAt <= now,
    token_expires_at: token.expiresAt === null ? null : instant(token.expiresAt),
    token_last_used_at: token.lastUsedAt === null ? null : instant(token.lastUsedAt),
  }
}

function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}
