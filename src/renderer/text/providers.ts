import type { ProviderRecord } from '#shared/model/provider'
import type { ProviderRow, TableCell, TableOperation, TableService } from '#shared/rules/provider-table'
import { count, listed } from '#shared/text/words'

/** Sentences of "Providers". */
export const providersText = {
  title: 'Providers',
  sectionLead: 'What Keyrack can do at each service, what it does in another way, and why.',
  open: 'Show providers',
  lead:
    'Emulated: Keyrack does it by other calls, such as making a new token and then revoking the old one. ' +
    'Guided: you do it on the provider’s page; Keyrack opens it, says what to do there and checks the result.',
  search: 'Search providers',
  found: (number: number, total: number) =>
    number === total ? count(total, 'provider') : `${number} of ${count(total, 'provider')}`,
  nothing: 'No provider is found',
  nothingHelp: 'A token of a service that is not listed can be kept as “Other service”.',
  tokens: 'Tokens',
  reasons: 'Why not plainly',
  verified: 'Verified against',
  operations: {
    list: 'List',
    create: 'Create',
    update: 'Change',
    regenerate: 'Regenerate',
    revoke: 'Revoke',
  } satisfies Record<TableOperation, string>,
  services: {
    auditLog: 'Audit log',
    revokeAll: 'Revoke all',
    revokeByValue: 'Revoke by value',
  } satisfies Record<TableService, string>,
  how: { native: 'Yes', emulated: 'Emulated', guided: 'Guided', none: 'No' } satisfies Record<TableCell['how'], string>,
} as const

const testedAgainst = {
  'real-server': 'A server made by somebody else',
  simulator: 'A simulator made for Keyrack',
  nothing: 'Nothing',
} satisfies Record<ProviderRecord['verified']['by'], string>

/** `app.example.com, or an address of your own`. */
export function addressesLine({ hosts, ownAddress }: ProviderRow): string {
  const own = hosts.length === 0 ? 'at an address of your own' : ', or an address of your own'
  return `${listed(hosts)}${ownAddress ? own : ''}`
}

/** `A simulator made for Keyrack (its OpenAPI description; its command line)`. */
export function verifiedLine({ verified }: ProviderRow): string {
  const from = verified.sources.length === 0 ? '' : ` (${verified.sources.join('; ')})`
  return `${testedAgainst[verified.by]}${from}`
}

/** All kinds that are in one row of the table. */
export function kindsLine(labels: readonly string[]): string {
  return listed(labels, labels.length)
}
