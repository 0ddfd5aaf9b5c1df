import { createHmac } from 'node:crypto'
import type { Call } from '#test/simulators/kit/call'
import { json, type Reply } from '#test/simulators/kit/reply'
import { isExpired } from './credentials.ts'
import { badRequest } from './errors.ts'
import type { PulumiToken, TokenOwner } from './model.ts'
import type { PulumiState } from './state.ts'
import { ownerKey } from './token-store.ts'
import { tokenView } from './views.ts'

const FILTERS = ['active', 'expired', 'all'] as const
type Filter = (typeof FILTERS)[number]

const DEFAULT_RESULTS = 100
const MOST_RESULTS = 1000

/**
 * A page of an owner's tokens. Query: `filter` (active by default), `maxResults`, `continuationToken`; and, as older
 * clients say it, `show_expired=true`.
 *
 * @throws Refusal 400 for a filter, size or continuation token that is none, and for a continuation token of another
 *   listing.
 */
export function listTokens(state: PulumiState, owner: TokenOwner, call: Call): Reply {
  const filter = readFilter(call.query)
  const listing = `${ownerKey(owner)} ${filter}`
  const start = readContinuation(call.query, listing)
  const now = state.nowInSeconds
  const wanted = (token: PulumiToken): boolean => filter === 'all' || isExpired(token, now) === (filter === 'expired')
  const page = state.store.ownedBy(owner).after(start, readMaxResults(call.query), wanted)
  const last = page.items.at(-1)
  const continuationToken = page.more && last ? { continuationToken: continuationAfter(last, listing) } : {}
  return json(200, { tokens: page.items.map(tokenView), ...continuationToken })
}

function readFilter(query: URLSearchParams): Filter {
  const given = query.get('filter')
  if (given === null || given === '') return query.get('show_expired') === 'true' ? 'all' : 'active'
  const filter = FILTERS.find((known) => known === given)
  if (!filter) throw badRequest(`invalid filter '${given}'`)
  return filter
}

function readMaxResults(query: URLSearchParams): number {
  const given = query.get('maxResults')
  if (given === null) return DEFAULT_RESULTS
  const number = /^\d+$/.test(given) ? Number(given) : 0
  if (number < 1 || number > MOST_RESULTS) throw badRequest(`maxResults must be between 1 and ${MOST_RESULTS}`)
  return number
}

/** A place in one listing and a seal over it; nothing a client could make or read anything from. */
function continuationAfter(token: PulumiToken, listing: string): string {
  const place = token.sequence.toString(36)
  return Buffer.from(`${place}.${seal(place, listing)}`).toString('base64url')
}

function readContinuation(query: URLSearchParams, listing: string): number {
  const given = query.get('continuationToken')
  if (given === null || given === '') return 0
  const [place = '', sealed] = Buffer.from(given, 'base64url').toString().split('.')
  if (sealed !== seal(place, listing)) throw badRequest('invalid continuationToken')
  return Number.parseInt(place, 36)
}

function seal(place: string, listing: string): string {
  return createHmac('sha256', 'pulumi simulator').update(`${listing} ${place}`).digest('base64url').slice(0, 16)
}
