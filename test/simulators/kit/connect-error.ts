/** The codes of Connect's error bodies (https://connectrpc.com/docs/protocol/#error-codes). */
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

/** A call that a Connect service refuses. Which status that is depends on the version of Connect the service runs. */
export class ConnectError extends Error {
  readonly code: ConnectCode

  constructor(code: ConnectCode, message: string) {
    super(message)
    this.code = code
  }
}

/** The error of an argument that is wrong in itself. */
export function invalidArgument(message: string): ConnectError {
  return new ConnectError('invalid_argument', message)
}
