import type { ScopeChoice, ScopeRule } from '#shared/model/provider'

// docs.github.com, "Scopes for OAuth apps": what can be chosen for a classic token.

function choice(id: string, label: string, says: string): ScopeChoice {
  return { id, label, says, scopes: [id] }
}

export const classicScopes: ScopeRule = {
  many: true,
  // Without any, a token reads what is public.
  required: false,
  fromProvider: false,
  choices: [
    choice('repo', 'Repositories', 'Everything in public and private repositories.'),
    choice('public_repo', 'Public repositories', 'Reads and writes public repositories.'),
    choice('repo:status', 'Commit statuses', 'Reads and writes the statuses of commits.'),
    choice('workflow', 'Workflows', 'Changes the workflow files of GitHub Actions.'),
    choice('write:packages', 'Packages', 'Uploads packages.'),
    choice('read:packages', 'Packages, read only', 'Downloads packages.'),
    choice('delete:packages', 'Delete packages', 'Deletes packages.'),
    choice('admin:org', 'Organizations', 'Administers organizations and teams.'),
    choice('read:org', 'Organizations, read only', 'Reads organizations, teams and memberships.'),
    choice('admin:repo_hook', 'Webhooks of repositories', 'Administers the webhooks of repositories.'),
    choice('admin:org_hook', 'Webhooks of organizations', 'Administers the webhooks of organizations.'),
    choice('admin:public_key', 'SSH keys', 'Administers your public keys.'),
    choice('admin:gpg_key', 'GPG keys', 'Administers your GPG keys.'),
    choice('gist', 'Gists', 'Writes gists.'),
    choice('notifications', 'Notifications', 'Reads and marks notifications.'),
    choice('user', 'Profile', 'Reads and writes your profile.'),
    choice('read:user', 'Profile, read only', 'Reads your profile.'),
    choice('user:email', 'Email addresses', 'Reads your email addresses.'),
    choice('delete_repo', 'Delete repositories', 'Deletes repositories that you administer.'),
    choice('project', 'Projects', 'Reads and writes projects.'),
    choice('codespace', 'Codespaces', 'Makes and manages codespaces.'),
    choice('audit_log', 'Audit log', 'Reads the audit log of organizations.'),
  ],
  default: [],
  editable: false,
}
