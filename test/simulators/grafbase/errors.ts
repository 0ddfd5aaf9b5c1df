import { STATUS_CODES } from 'node:http'
import { GraphQLError } from 'graphql'
import { json, type Reply } from '#test/simulators/kit/reply'

/**
 * Codes of Grafbase's own gateway, which answered for the API too (https://grafbase.com/docs/gateway/errors; that the API
 * used all of them is our reading).
 */
export type Code =
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'FORBIDDEN'
  | 'OPERATION_PARSING_ERROR'
  | 'OPERATION_VALIDATION_ERROR'
  | 'UNAUTHENTICATED'
  | 'VARIABLE_ERROR'

/** An error that is no member of a union: of who calls, or of an argument. */
export function refusal(message: string, code: Code): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/** GraphQL's error body. */
export function errorsReply(status: number, message: string, code: string): Reply {
  return json(status, { errors: [{ message, extensions: { code } }] })
}

/** The answer for a status that a fault asks for. */
export function errorReply(status: number, message?: string): Reply {
  const text = message ?? STATUS_CODES[status] ?? 'Unknown Error'
  const code = status === 401 ? 'UNAUTHENTICATED' : text.toUpperCase().replaceAll(/[^A-Z]+/g, '_')
  return errorsReply(status, text, code)
}
