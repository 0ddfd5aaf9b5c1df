import { ConnectError, invalidArgument, type ConnectCode } from '#test/simulators/kit/connect-error'
import { json, type Reply } from '#test/simulators/kit/reply'

/** As Connect's specification has them today (https://connectrpc.com/docs/protocol/#error-codes). */
const STATUS: Readonly<Record<ConnectCode, number>> = {
  invalid_argument: 400,
  failed_precondition: 400,
  out_of_range: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  already_exists: 409,
  aborted: 409,
  resource_exhausted: 429,
  canceled: 499,
  internal: 500,
  unknown: 500,
  data_loss: 500,
  unimplemented: 501,
  unavailable: 503,
  deadline_exceeded: 504,
}

/** How Ona answers a call it refuses. */
export function refusal({ code, message }: ConnectError): Reply {
  return json(STATUS[code], { code, message })
}

/** Connect's error body for a status, as a fault asks for it. Ona's own words are not known. */
export function errorReply(status: number, message?: string): Reply {
  const codes = Object.keys(STATUS) as ConnectCode[]
  const code = codes.find((known) => STATUS[known] === status) ?? 'unknown'
  return json(status, { code, message: message ?? code })
}

/** The error of a field that breaks a rule of the published messages, in the words of protovalidate. */
export function violation(field: string, what: string, rule: string): ConnectError {
  return invalidArgument(`validation error:\n - ${field}: value ${what} [${rule}]`)
}

export function denied(message: string): ConnectError {
  return new ConnectError('permission_denied', message)
}

export function notFound(what: string): ConnectError {
  return new ConnectError('not_found', `${what} not found`)
}

export function unauthenticated(message: string): ConnectError {
  return new ConnectError('unauthenticated', message)
}
