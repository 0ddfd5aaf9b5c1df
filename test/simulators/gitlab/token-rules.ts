import { badRequest, unauthorized } from './errors.ts'
import { revokeFamily } from './credentials.ts'
import type { GitlabToken } from './model.ts'
import type { Parameters } from './parameters.ts'
import type { GitlabState, NewToken } from './state.ts'

/** What a project or group token may be given (`Gitlab::Auth.resource_bot_scopes`): all but `read_user`. */
export const RESOURCE_SCOPES: readonly string[] = [
  'api',
  'read_api',
  'create_runner',
  'manage_runner',
  'k8s_proxy',
  'self_rotate',
  'read_repository',
  'write_repository',
  'read_registry',
  'write_registry',
  'read_virtual_registry',
  'write_virtual_registry',
  'read_observability',
  'write_observability',
  'ai_features',
]

/** What an administrator may give a personal token. */
export const PERSONAL_SCOPES: readonly string[] = [...RESOURCE_SCOPES, 'read_user', 'sudo', 'admin_mode']

/** What people may give themselves over the API: no token that can do anything of use. */
export const OWN_SCOPES: readonly string[] = ['k8s_proxy', 'self_rotate']

const LONGEST_DESCRIPTION = 255
const DAYS_AFTER_ROTATION = 7

/** The fields of a token to be made. @throws Refusal 400 naming all that is missing or wrong. */
export function readNewToken(state: GitlabState, parameters: Parameters, scopes: readonly string[]): NewToken {
  const name = parameters.text('name', 'required')
  const description = parameters.text('description')
  const given = parameters.date('expires_at')
  const chosen = parameters.texts('scopes', scopes)
  parameters.check()
  const expiresOn = given ?? (state.requiresExpiry ? state.day(state.maxLifetimeDays) : null)
  const problems = [
    ...(name === '' ? ["Name can't be blank"] : []),
    ...(chosen.length === 0 ? ["Scopes can't be blank"] : []),
    ...(description.length > LONGEST_DESCRIPTION ? ['Description is too long (maximum is 255 characters)'] : []),
    ...expiryProblems(state, expiresOn),
  ]
  if (problems.length > 0) throw badRequest(problems.join(' and '))
  return { name, description: description || null, scopes: chosen, expiresOn }
}

/**
 * Ends a token and makes its successor, with another id and value and the same rights. Without `expires_at` it lives a week.
 * A day that has passed is taken: the successor is dead from the start.
 *
 * @throws Refusal 400 for a token that is revoked already, and then everything that came from it is revoked as well. The
 *   service's code does that only when the revoked token itself signs in; its page on the API says it of every rotation
 *   (doc/api/personal_access_tokens.md, "Automatic reuse detection"), and the harder of the two is simulated. 401 for one that
 *   has expired, which the page says and the code does not.
 */
export function rotate(state: GitlabState, token: GitlabToken, parameters: Parameters): GitlabToken {
  const given = parameters.date('expires_at')
  parameters.check()
  if (token.revoked) {
    revokeFamily(state, token)
    throw badRequest('Token already revoked')
  }
  if (state.isExpired(token)) throw unauthorized()
  const expiresOn = given ?? (state.requiresExpiry ? state.day(DAYS_AFTER_ROTATION) : null)
  const [problem] = expiryProblems(state, expiresOn)
  if (problem !== undefined) throw badRequest(problem)
  token.revoked = true
  const { name, description, scopes, impersonation } = token
  return state.addToken(token.user, { name, description, scopes, impersonation, expiresOn, previous: token })
}

/** The words are those of gitlab.com, seen in public reports; past days are nobody's business. */
function expiryProblems(state: GitlabState, expiresOn: string | null): string[] {
  const last = state.day(state.maxLifetimeDays)
  if (!state.requiresExpiry || expiresOn === null || expiresOn <= last) return []
  return [`Expiration date must be before ${last}`]
}
