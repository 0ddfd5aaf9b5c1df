import { json, type Reply } from '#test/simulators/kit/reply'
import type { EndpointInput } from './endpoint.ts'
import type { GitlabToken } from './model.ts'
import { paginate } from './paging.ts'
import type { Parameters } from './parameters.ts'
import type { GitlabState } from './state.ts'
import { tokenView } from './views.ts'

type Wanted = (token: GitlabToken) => boolean
type Order = (a: GitlabToken, b: GitlabToken) => number

/** A search term shorter than this finds whole names only. */
const SHORTEST_PART = 3

/** A page of tokens by the filters that every list of tokens has; revoked and expired ones are in it unless filtered. */
export function listTokens({ state, call, parameters }: EndpointInput, tokens: readonly GitlabToken[]): Reply {
  const wanted = readFilters(state, parameters)
  const order = ORDERS[parameters.text('sort')] ?? byId
  const list = tokens.filter((token) => wanted.every((accepts) => accepts(token))).sort(order)
  const page = paginate(state, call, parameters, list)
  return json(
    200,
    page.rows.map((token) => tokenView(state, token)),
    page.headers,
  )
}

/** gitlabhq/gitlabhq, app/models/personal_access_token.rb (scopes) and app/finders/personal_access_tokens_finder.rb. */
function readFilters(state: GitlabState, parameters: Parameters): Wanted[] {
  const revoked = parameters.flag('revoked')
  const filters = [
    revoked === undefined ? undefined : (token: GitlabToken) => token.revoked === revoked,
    readState(state, parameters.choice('state', ['active', 'inactive'])),
    limit(parameters.time('created_before'), (token, time) => token.createdAt <= time),
    limit(parameters.time('created_after'), (token, time) => token.createdAt >= time),
    limit(parameters.time('last_used_before'), (token, time) => token.lastUsedAt !== null && token.lastUsedAt <= time),
    limit(parameters.time('last_used_after'), (token, time) => token.lastUsedAt !== null && token.lastUsedAt >= time),
    limit(parameters.date('expires_before'), (token, day) => token.expiresOn !== null && token.expiresOn < day),
    limit(parameters.date('expires_after'), (token, day) => token.expiresOn !== null && token.expiresOn >= day),
    limit(parameters.text('search') || undefined, matchesSearch),
  ]
  parameters.check()
  return filters.filter((filter) => filter !== undefined)
}

/** A token that ends today is in neither of the two: no longer active, and `inactive` means before today. */
function readState(state: GitlabState, wanted: string | undefined): Wanted | undefined {
  if (wanted === 'active') return (token) => !token.revoked && !state.isExpired(token)
  const today = state.day()
  if (wanted === 'inactive') return (token) => token.revoked || (token.expiresOn !== null && token.expiresOn < today)
  return undefined
}

function limit<T>(value: T | undefined, accepts: (token: GitlabToken, value: T) => boolean): Wanted | undefined {
  return value === undefined ? undefined : (token) => accepts(token, value)
}

function matchesSearch({ name }: GitlabToken, search: string): boolean {
  const [whole, part] = [name.toLowerCase(), search.toLowerCase()]
  return part.length < SHORTEST_PART ? whole === part : whole.includes(part)
}

const byId: Order = (a, b) => a.id - b.id
const newestId: Order = (a, b) => b.id - a.id

/** Those of `null` stand last going up and first going down, as in PostgreSQL; an order GitLab does not know is by id. */
const ORDERS: Readonly<Record<string, Order>> = {
  created_asc: (a, b) => a.createdAt - b.createdAt || byId(a, b),
  created_desc: (a, b) => b.createdAt - a.createdAt || newestId(a, b),
  expires_asc: (a, b) => compare(expiry(a), expiry(b)) || newestId(a, b),
  expires_desc: (a, b) => compare(expiry(b), expiry(a)) || newestId(a, b),
  last_used_asc: (a, b) => compare(lastUse(a), lastUse(b)) || newestId(a, b),
  last_used_desc: (a, b) => compare(lastUse(b), lastUse(a)) || newestId(a, b),
  name_asc: (a, b) => compare(a.name, b.name) || byId(a, b),
  name_desc: (a, b) => compare(b.name, a.name) || byId(a, b),
}

function expiry({ expiresOn }: GitlabToken): string {
  return expiresOn ?? '~'
}

function lastUse({ lastUsedAt }: GitlabToken): number {
  return lastUsedAt ?? Number.MAX_SAFE_INTEGER
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
