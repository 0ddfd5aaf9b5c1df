import type { ConnectCode, ConnectError } from '#test/simulators/kit/connect-error'
import { json, type Reply } from '#test/simulators/kit/reply'

/**
 * As connect-go 1.10.0 has them, the version Gitpod Classic runs; newer ones answer 400, 499, 504 and 501 for some. Of
 * codes that share a status the likeliest comes first.
 */
const STATUS: Readonly<Record<ConnectCode, number>> = {
  invalid_argument: 400,
  out_of_range: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  unimplemented: 404,
  deadline_exceeded: 408,
  canceled: 408,
  already_exists: 409,
  aborted: 409,
  failed_precondition: 412,
  resource_exhausted: 429,
  internal: 500,
  unknown: 500,
  data_loss: 500,
  unavailable: 503,
}

/** What the service says where its words are known. */
const MESSAGE: Partial<Readonly<Record<ConnectCode, string>>> = {
  unauthenticated: 'Failed to establish caller identity',
  resource_exhausted: 'rate limit exceeded',
  deadline_exceeded: 'Request timed out',
}

/** How Gitpod answers a call it refuses. */
export function refusal({ code, message }: ConnectError): Reply {
  return json(STATUS[code], { code, message })
}

/** Connect's error body for a status, as a fault asks for it. */
export function errorReply(status: number, message?: string): Reply {
  const code = codeOf(status)
  return json(status, { code, message: message ?? MESSAGE[code] ?? code })
}

function codeOf(status: number): ConnectCode {
  const codes = Object.keys(STATUS) as ConnectCode[]
  return codes.find((code) => STATUS[code] === status) ?? 'unknown'
}
