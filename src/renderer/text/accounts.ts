import type { Identity } from '#shared/model/account'
import { count, listed } from '#shared/text/words'

/** Sentences of the dialogs about accounts. */
export const accountText = {
  add: 'Add account',
  provider: 'Provider',
  instance: 'Instance',
  address: 'Address',
  addressNeeded: 'Enter the address.',
  fieldNeeded: 'Fill this in.',
  makeToken: 'Make a token on the provider’s page',
  makeTokenHelp: 'Keyrack can do what this token can do. It is sealed in the vault and sent to this address only.',
  check: 'Check',
  addDo: 'Add',
  checking: (provider: string) => `Asking ${provider} whose token this is…`,
  checked: (provider: string) => `${provider} accepts the token. Nothing is stored yet.`,
  name: 'Name of the account',
  nameHelp: 'How Keyrack calls it.',
  nameNeeded: 'Enter a name.',
  adding: 'Storing the account…',
  added: (name: string) => `“${name}” is added.`,
  sameAs: (name: string) => `This account is in Keyrack already, as “${name}”. Enter the new token there instead.`,
  goToReenter: 'Re-enter token',

  // who the credential is
  signedInAs: 'Signed in as',
  tokenName: 'Token',
  email: 'Email',
  server: 'Server',
  organizations: 'Organizations',
  teams: 'Teams',
  none: 'None',

  rename: 'Rename account',
  renameDo: 'Rename',
  renaming: 'Storing the name…',

  reenter: 'Re-enter token',
  reenterDo: 'Check and store',
  reenterLead: (name: string, origin: string) => `A new token for “${name}” at ${origin}. The old one is replaced.`,
  reentered: (name: string) => `“${name}” has its new token.`,

  remove: 'Remove account',
  removeDo: 'Remove',
  removing: 'Removing the account…',
  removed: (name: string) => `“${name}” is removed.`,
  removeLead: (name: string) => `Keyrack forgets “${name}”: its token, and everything it knows of the tokens it lists.`,
  removeStays: (provider: string) =>
    `Nothing changes at ${provider}. All tokens go on working there, this account’s own one too.`,
  removeLost: (number: number, names: readonly string[]) =>
    `${count(number, 'stored secret')} ${number === 1 ? 'is' : 'are'} deleted from the vault and cannot be brought back${
      names.length > 0 ? `: ${listed(names)}` : ''
    }.`,
  removeNothing: 'No stored secret is lost.',
  removeAccept: (number: number) =>
    `Delete ${number === 1 ? 'this stored secret' : `these ${count(number, 'stored secret')}`}`,
} as const

/** Who a credential is, in one line: `Ada Example (ada)`, `Organization token of acme`. */
export function identityLine(identity: Identity): string {
  const { name, login, kind } = identity
  const person = name !== '' && name !== login && login !== '' ? `${name} (${login})` : name || login || identity.id
  switch (kind) {
    case 'person':
      return person
    case 'organization':
      return `Organization token of ${identity.organizations[0]?.name ?? person}`
    case 'team':
      return `Team token of ${identity.teams[0]?.name ?? person}`
    case 'service-account':
      return `Service account ${person}`
  }
}

/** Organizations with the person's role in each. */
export function organizationsLine(identity: Identity): string {
  const names = identity.organizations.map(({ name, role }) => (role === undefined ? name : `${name} (${role})`))
  return names.length === 0 ? accountText.none : listed(names, 6)
}

export function teamsLine(identity: Identity): string {
  return listed(
    identity.teams.map(({ name, organization }) => (organization === '' ? name : `${organization} / ${name}`)),
    6,
  )
}
