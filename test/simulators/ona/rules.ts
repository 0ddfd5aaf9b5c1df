import { createHmac } from 'node:crypto'
import { invalidArgument } from '#test/simulators/kit/connect-error'
import { omitEmpty, type MessageReader } from '#test/simulators/kit/proto-json'
import { violation } from './errors.ts'

// The rules are the `buf.validate` ones of gitpod-io/gitpod-sdk-typescript, lib/gitpod/v1/*_pb.js.

const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/
const DEFAULT_PAGE_SIZE = 25
const LARGEST_PAGE_SIZE = 100
const MOST_IDS = 25

/** A required id. @throws ConnectError invalid_argument if it is no UUID. */
export function readId(message: MessageReader, field: string): string {
  const id = message.text(field)
  if (!UUID.test(id)) throw violation(snakeCase(field), 'must be a valid UUID', 'string.uuid')
  return id.toLowerCase()
}

/** A list of ids; empty if absent. @throws ConnectError invalid_argument if it is long or one is no UUID. */
export function readIds(filter: MessageReader, field: string): string[] {
  const ids = filter.texts(field)
  const path = `filter.${snakeCase(field)}`
  if (ids.length > MOST_IDS)
    throw violation(path, `must contain no more than ${MOST_IDS} item(s)`, 'repeated.max_items')
  for (const [at, id] of ids.entries()) {
    if (!UUID.test(id)) throw violation(`${path}[${at}]`, 'must be a valid UUID', 'string.uuid')
  }
  return ids.map((id) => id.toLowerCase())
}

/** @throws ConnectError invalid_argument for a text of another length, counted in characters. */
export function readText(message: MessageReader, field: string, least: number, most: number): string {
  const value = message.text(field)
  const length = [...value].length
  if (length < least) throw violation(snakeCase(field), `length must be at least ${least} characters`, 'string.min_len')
  if (length > most) throw violation(snakeCase(field), `length must be at most ${most} characters`, 'string.max_len')
  return value
}

/**
 * How long a new token shall live, in milliseconds.
 *
 * @throws ConnectError invalid_argument if it is negative or longer than `mostSeconds`; and if it is absent, which the
 *   published rules allow without saying what comes of it.
 */
export function readValidFor(message: MessageReader, mostSeconds: number): number {
  const duration = message.duration('validFor')
  if (duration === undefined) throw violation('valid_for', 'is required', 'required')
  if (duration < 0 || duration > mostSeconds * 1000) {
    const what = `must be greater than or equal to 0s and less than or equal to ${mostSeconds}s`
    throw violation('valid_for', what, 'duration.gte_lte')
  }
  return duration
}

/**
 * Cuts a page out of a list: 25 by default, 100 at most. The token of the next page is good for this list only.
 *
 * @throws ConnectError invalid_argument for another size or a token that is none.
 */
export function paginate<T extends { readonly id: string }>(
  message: MessageReader,
  list: readonly T[],
  listing: string,
): { readonly rows: T[]; readonly pagination: object } {
  const request = message.message('pagination')
  const size = request.int32('pageSize')
  if (size < 0 || size > LARGEST_PAGE_SIZE) {
    const what = `must be greater than or equal to 0 and less than or equal to ${LARGEST_PAGE_SIZE}`
    throw violation('pagination.page_size', what, 'int32.gte_lte')
  }
  const start = readStart(request.text('token'), list, listing)
  const rows = list.slice(start, start + (size || DEFAULT_PAGE_SIZE))
  const last = rows.at(-1)
  const hasMore = start + rows.length < list.length
  return {
    rows,
    pagination: omitEmpty({ nextToken: hasMore && last ? tokenAfter(last.id, start + rows.length - 1, listing) : '' }),
  }
}

/** Behind the last row of the page before; where that row has gone meanwhile, at the place it had. */
function readStart(token: string, list: readonly { readonly id: string }[], listing: string): number {
  if (token === '') return 0
  const [id = '', place = '', sealed] = Buffer.from(token, 'base64url').toString().split(' ')
  if (sealed !== seal(`${id} ${place}`, listing)) throw invalidArgument('invalid pagination token')
  const at = list.findIndex((item) => item.id === id)
  return at < 0 ? Number(place) : at + 1
}

function tokenAfter(id: string, place: number, listing: string): string {
  const cursor = `${id} ${place}`
  return Buffer.from(`${cursor} ${seal(cursor, listing)}`).toString('base64url')
}

function seal(cursor: string, listing: string): string {
  return createHmac('sha256', 'ona simulator').update(`${listing} ${cursor}`).digest('base64url').slice(0, 16)
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
