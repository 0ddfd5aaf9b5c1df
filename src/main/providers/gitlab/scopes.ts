import type { ScopeChoice, ScopeRule } from '#shared/model/provider'

// GitLab's page on the scopes of access tokens (docs.gitlab.com, "Access token scopes"), without those that only make
// sense inside of GitLab itself, and those of administrators.

function choice(id: string, label: string, says: string): ScopeChoice {
  return { id, label, says, scopes: [id] }
}

const forAll: readonly ScopeChoice[] = [
  choice('api', 'API', 'Reads and writes everything that the token reaches, registries included.'),
  choice('read_api', 'API, read only', 'Reads everything that the token reaches, and changes nothing.'),
  choice('read_repository', 'Repositories, read only', 'Pulls private repositories.'),
  choice('write_repository', 'Repositories', 'Pulls and pushes repositories over HTTPS, not by the API.'),
  choice('read_registry', 'Container registry, read only', 'Pulls images of private projects.'),
  choice('write_registry', 'Container registry', 'Pushes images.'),
  choice('create_runner', 'Create runners', 'Makes runners.'),
  choice('manage_runner', 'Manage runners', 'Changes and removes runners.'),
  choice('k8s_proxy', 'Kubernetes', 'Calls Kubernetes through the agent for it.'),
  choice('ai_features', 'AI features', 'Uses GitLab Duo.'),
  choice('self_rotate', 'Rotate itself', 'Gives itself a new secret.'),
]

const ofPersons: readonly ScopeChoice[] = [
  choice('read_user', 'Profile', 'Reads your own profile and those of others.'),
]

function rule(choices: readonly ScopeChoice[]): ScopeRule {
  return {
    many: true,
    required: true,
    fromProvider: false,
    choices: [...choices],
    default: ['read_api'],
    editable: false,
  }
}

/** What a personal token may be given. */
export const personalScopes: ScopeRule = rule([...forAll, ...ofPersons])

/** What a token of a project or a group may be given: all but `read_user`. */
export const resourceScopes: ScopeRule = rule(forAll)
