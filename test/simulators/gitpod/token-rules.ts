import { invalidArgument } from '#test/simulators/kit/connect-error'
import type { MessageReader } from '#test/simulators/kit/proto-json'
import { FULL_ACCESS } from './state.ts'

// The rules and words of gitpod-io/gitpod, components/public-api-server/pkg/apiv1/tokens.go and validation.go.

const NAME = /^[a-zA-Z0-9-_ ]{3,63}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const FIELDS: readonly string[] = ['id', 'value', 'name', 'expiration_time', 'scopes', 'created_at']
const UPDATABLE: readonly string[] = ['name', 'scopes']
const DEFAULT_PAGE_SIZE = 25
const LARGEST_PAGE_SIZE = 100

/** Whether a text is a UUID as it is usually written. */
export function isUuid(text: string): boolean {
  return UUID.test(text.toLowerCase())
}

/** A trimmed name. @throws ConnectError invalid_argument. */
export function readName(token: MessageReader): string {
  const name = token.text('name').trim()
  if (name === '') throw invalidArgument('Token Name is a required parameter, but got empty.')
  if (!NAME.test(name)) throw invalidArgument(`Token Name is required to match regexp ${NAME.source}.`)
  return name
}

/** Required; nothing else about it is checked, neither past nor far future. @throws ConnectError invalid_argument. */
export function readExpirationTime(message: MessageReader): number {
  const time = message.timestamp('expirationTime')
  if (time === undefined) {
    throw invalidArgument('Received invalid Expiration Time, it is a required parameter.')
  }
  return time
}

/** None, or both in any order. @throws ConnectError invalid_argument. */
export function readScopes(token: MessageReader): string[] {
  const scopes = token.texts('scopes').sort()
  if (scopes.length === 0 || scopes.join(',') === FULL_ACCESS.join(',')) return scopes
  throw invalidArgument(
    `Tokens can currently only have no scopes (empty), or all scopes represented as [${FULL_ACCESS.join(', ')}]`,
  )
}

/** An id in any way a UUID is written, as it is stored. @throws ConnectError invalid_argument. */
export function readId(message: MessageReader): string {
  const given = message.text('id').trim().toLowerCase()
  const bare = given.replace(/^urn:uuid:/, '').replace(/^\{(.*)\}$/, '$1')
  const id = bare.replace(/^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/, '$1-$2-$3-$4-$5')
  if (!UUID.test(id)) throw invalidArgument('Token ID must be a valid UUID')
  return id
}

/**
 * Which of name and scopes an update is about: both without a mask; fields that cannot be updated are passed over.
 *
 * @throws ConnectError invalid_argument for a path that is no field of a token.
 */
export function readUpdatedFields(message: MessageReader): ReadonlySet<string> {
  const paths = message.fieldMask('updateMask')
  if (paths.some((path) => !FIELDS.includes(path))) throw invalidArgument('Invalid field mask specified.')
  return new Set(paths.length === 0 ? UPDATABLE : paths.filter((path) => UPDATABLE.includes(path)))
}

/** Pages count from 1; a page or size that is none falls back to the default instead of being refused. */
export function readPage(message: MessageReader): { readonly start: number; readonly end: number } {
  const pagination = message.message('pagination')
  const page = pagination.int32('page')
  const pageSize = pagination.int32('pageSize')
  const size = pageSize > 0 && pageSize <= LARGEST_PAGE_SIZE ? pageSize : DEFAULT_PAGE_SIZE
  const start = (page > 0 ? page - 1 : 0) * size
  return { start, end: start + size }
}
