import type { Expiry } from '#shared/model/time'
import { holderOf, nameOfPlace } from '#shared/rules/places'
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
  'access',
  'tags',
  'notes',
  'used in',
  'stored',
  'address',
  'id',
] as const

/**
 * Where a spreadsheet would begin to compute (OWASP, "CSV injection"): in front of these signs, full-width ones and blanks
 * before them too, at the start of a cell, and of what becomes a cell of its own in a spreadsheet that takes semicolons
 * or tabs for commas, as Excel does in half of Europe; it does not heed our quotes then.
 */
const formula = /(?<![^;\t\r\n])(?=(?:[^\S\r\n]|\0)*[=+\-@\uff1d\uff0b\uff0d\uff20])/g
/** What some of them throw away, to look at what comes after. */
const swallowed = /^[\t\r\n\0]/

/**
 * One cell: quoted where RFC 4180 wants it, and with an apostrophe in front of what a spreadsheet would compute. Whoever
 * needs the exact value takes the JSON.
 */
export function cell(text: string): string {
  const guarded = text.replace(formula, "'")
  const safe = swallowed.test(guarded) ? `'${guarded}` : guarded
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function when(instant: Expiry): string {
  return instant.kind === 'at' ? new Date(instant.at).toISOString() : instant.kind
}

/** A line of cells. */
export function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** The list as CSV (RFC 4180): a line of headings, lines end with CR LF. With a column more where there are secrets. */
export function csvOf(
  accounts: readonly ExportedAccount[],
  tokens: readonly ExportedToken[],
  secrets: boolean,
): string {
  const lines = [row(secrets ? [...columns, 'secret'] : columns)]
  for (const account of secrets ? accounts : []) lines.push(row([...signIn(account), account.credential ?? '']))
  for (const token of tokens) lines.push(row(secrets ? [...cellsOf(token), token.secret ?? ''] : cellsOf(token)))
  return lines.join('')
}

function signIn({ id, name, provider, origin, identity }: ExportedAccount): string[] {
  const cells = ['sign-in', `Sign-in of ${name}`, provider, name, identity.name, identity.kind]
  return [...cells, '', '', '', '', '', '', '', '', '', 'yes', origin, id]
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
