import type { Expiry } from '#shared/model/time'
import { endSaidBy } from '#shared/rules/expiry'
import { holderOf, nameOfPlace } from '#shared/rules/places'
import { csvRow } from '#shared/text/csv'
import type { ExportedAccount, ExportedToken } from './export-list.ts'

const columns = [
  'what',
  'name',
  'provider',
  'account',
  'owner',
  'owner kind',
  'kind',
  'state',
  'created',
  'last used',
  'expires',
  'expires by',
  'access',
  'tags',
  'notes',
  'used in',
  'stored',
  'address',
  'id',
] as const

function when(instant: Expiry): string {
  return instant.kind === 'at' ? new Date(instant.at).toISOString() : instant.kind
}

/** The list as CSV (RFC 4180): a line of headings, lines end with CR LF. With a column more where there are secrets. */
export function csvOf(
  accounts: readonly ExportedAccount[],
  tokens: readonly ExportedToken[],
  secrets: boolean,
): string {
  const lines = [csvRow(secrets ? [...columns, 'secret'] : columns)]
  for (const account of secrets ? accounts : []) lines.push(csvRow([...signIn(account), account.credential ?? '']))
  for (const token of tokens) lines.push(csvRow(secrets ? [...cellsOf(token), token.secret ?? ''] : cellsOf(token)))
  return lines.join('')
}

function signIn({ id, name, provider, origin, identity }: ExportedAccount): string[] {
  const cells = ['sign-in', `Sign-in of ${name}`, provider, name, identity.name, identity.kind]
  return [...cells, '', '', '', '', '', '', '', '', '', '', 'yes', origin, id]
}

function cellsOf({ token, account, provider, tags, notes, places, stored }: ExportedToken): string[] {
  const { owner, scopes } = token
  return [
    'token',
    token.name,
    provider,
    account,
    owner.name,
    owner.kind,
    token.kind,
    token.state,
    when(token.created),
    when(token.lastUsed),
    when(token.expiry),
    endSaidBy(token),
    scopes.kind === 'listed' ? scopes.names.join(' ') : scopes.kind,
    tags.join(' '),
    notes,
    places
      .filter((place) => holderOf(place) === token.id)
      .map(({ where }) => nameOfPlace(where))
      .join('\n'),
    stored ? 'yes' : 'no',
    token.manageUrl ?? token.serviceUrl ?? '',
    token.issuerId,
  ]
}
