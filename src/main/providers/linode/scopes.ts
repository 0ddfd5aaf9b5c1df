import type { ScopeChoice, ScopeRule } from '#shared/model/provider'

// The scopes of Linode's API (linode/linode-api-docs, "OAuth reference") under the names that its Cloud Manager gives them
// (linode/manager, features/Profile/APITokens/utils.ts). `child_account` is left out: it is for resellers alone.

/** The scope that stands for every one there is or will be. */
export const everything = '*'

function area(id: string, label: string, what: string): ScopeChoice[] {
  return [
    { id: `${id}:read_only`, label: `${label}, read only`, says: `Reads ${what}.`, scopes: [`${id}:read_only`] },
    { id: `${id}:read_write`, label, says: `Reads and changes ${what}.`, scopes: [`${id}:read_write`] },
  ]
}

/** What a token may be given. It cannot be changed later, and none may have more than the one that makes it. */
export const scopes: ScopeRule = {
  many: true,
  // One that is made with none said gets everything that its maker may do.
  required: true,
  fromProvider: false,
  choices: [
    { id: 'full', label: 'Everything', says: 'Everything that you may do, now and later.', scopes: [everything] },
    ...area('linodes', 'Linodes', 'your Linodes'),
    ...area('account', 'Account', 'your account: users, billing, tickets, and these tokens'),
    ...area('databases', 'Databases', 'managed databases'),
    ...area('domains', 'Domains', 'domains and their records'),
    ...area('events', 'Events', 'what was done in the account'),
    ...area('firewall', 'Firewalls', 'firewalls'),
    ...area('images', 'Images', 'images'),
    ...area('ips', 'IPs', 'IP addresses'),
    ...area('lke', 'Kubernetes', 'Kubernetes clusters'),
    ...area('longview', 'Longview', 'Longview clients'),
    ...area('monitor', 'Monitor', 'metrics and alerts'),
    ...area('nodebalancers', 'NodeBalancers', 'NodeBalancers'),
    ...area('object_storage', 'Object Storage', 'Object Storage'),
    ...area('stackscripts', 'StackScripts', 'StackScripts'),
    ...area('volumes', 'Volumes', 'volumes'),
    ...area('vpc', 'VPCs', 'VPCs').slice(1),
  ],
  default: [],
  editable: false,
}
