import { json, type Reply } from '#test/simulators/kit/reply'

/** The codes of Connect's error bodies. */
export type ConnectCode =
  | 'canceled'
  | 'unknown'
  | 'invalid_argument'
  | 'deadline_exceeded'
  | 'not_found'
  | 'already_exists'
  | 'permission_denied'
  | 'resource_exhausted'
  | 'failed_precondition'
  | 'aborted'
  | 'out_of_range'
  | 'unimplemented'
  | 'internal'
  | 'unavailable'
  | 'data_loss'
  | 'unauthenticated'

/** As connect-go 1.10.0 has them, the version Gitpod Classic runs; newer ones answer 400, 499, 504 and 501 for some. */
const STATUS: Readonly<Record<ConnectCode, number>> = {
  canceled: 408,
  unknown: 500,
  invalid_argument: 400,
  deadline_exceeded: 408,
  not_found: 404,
  already_exists: 409,
  permission_denied: 403,
  resource_exhausted: 429,
  failed_precondition: 412,
  aborted: 409,
  out_of_range: 400,
  unimplemented: 404,
  internal: 500,
  unavailable: 503,
  data_loss: 500,
  unauthenticated: 401,
}

/** The code a status stands for when a fault names only the status. */
const CODE_OF_STATUS: ReadonlyMap<number, ConnectCode> = new Map([
  [400, 'invalid_argument'],
  [401, 'unauthenticated'],
  [403, 'permission_denied'],
  [404, 'not_found'],
  [408, 'deadline_exceeded'],
  [409, 'already_exists'],
  [412, 'failed_precondition'],
  [429, 'resource_exhausted'],
  [500, 'internal'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'unavailable'],
])

/** What the service says where its words are known. */
const MESSAGE: Partial<Readonly<Record<ConnectCode, string>>> = {
  unauthenticated: 'Failed to establish caller identity',
  resource_exhausted: 'rate limit exceeded',
  deadline_exceeded: 'Request timed out',
}

/** A call Gitpod refuses. */
export class ConnectError extends Error {
  readonly code: ConnectCode

  constructor(code: ConnectCode, message: string) {
    super(message)
    this.code = code
  }

  get reply(): Reply {
    return json(STATUS[this.code], { code: this.code, message: this.message })
  }
}

/** Connect's error body for a status, as a fault asks for it. */
export function errorReply(status: number, message?: string): Reply {
  const code = CODE_OF_STATUS.get(status) ?? 'unknown'
  return json(status, { code, message: message ?? MESSAGE[code] ?? code })
}

/** The error of an argument that is wrong in itself. */
export function invalidArgument(message: string): ConnectError {
  return new ConnectError('invalid_argument', message)
}
