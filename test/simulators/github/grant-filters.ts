import { invalid } from './errors.ts'
import type { Grant } from './model.ts'

const MOST_OWNERS = 10
const MOST_TOKENS = 50

/**
 * The grants a query asks for, the newest first unless `direction` is `asc`. Filters: `owner[]`, `token_id[]`, `repository`,
 * `permission`, `last_used_before` and `last_used_after`.
 *
 * @throws Refusal 422 for an order, a time or a number that is none.
 */
export function filterGrants(query: URLSearchParams, grants: readonly Grant[]): Grant[] {
  const owners = readAll(query, 'owner', MOST_OWNERS)
  const tokens = readAll(query, 'token_id', MOST_TOKENS)
  const repository = query.get('repository')
  const permission = query.get('permission')
  const before = readTime(query, 'last_used_before') ?? Number.POSITIVE_INFINITY
  const after = readTime(query, 'last_used_after') ?? Number.NEGATIVE_INFINITY
  const isByUse = query.has('last_used_before') || query.has('last_used_after')
  const sign = readChoice(query, 'direction', ['desc', 'asc']) === 'asc' ? 1 : -1
  readChoice(query, 'sort', ['created_at'])
  return grants
    .filter(
      ({ owner, token, repositories, permissions }) =>
        (owners.length === 0 || owners.includes(owner.login)) &&
        (tokens.length === 0 || tokens.includes(String(token.id))) &&
        (repository === null || repositories.includes(repository)) &&
        (permission === null || Object.values(permissions).some((names) => permission in names)) &&
        (!isByUse || (token.lastUsedAt !== null && token.lastUsedAt < before && token.lastUsedAt > after)),
    )
    .sort((a, b) => sign * (a.grantedAt - b.grantedAt || a.id - b.id))
}

function readAll(query: URLSearchParams, name: string, most: number): string[] {
  const values = [...query.getAll(name), ...query.getAll(`${name}[]`)]
  if (values.length > most) throw invalid(`${name} has more than ${most} items.`)
  return values
}

function readTime(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name)
  if (given === null) return undefined
  const time = Date.parse(given)
  if (Number.isNaN(time)) throw invalid(`${name} is not a valid time.`)
  return time
}

function readChoice(query: URLSearchParams, name: string, allowed: readonly string[]): string | undefined {
  const given = query.get(name)
  if (given !== null && !allowed.includes(given))
    throw invalid(`${name} is not a member of ${JSON.stringify(allowed)}.`)
  return given ?? undefined
}
