import { STATUS_CODES } from 'node:http'
import { json, type Reply } from '#test/simulators/kit/reply'

/**
 * A request Pulumi Cloud refuses. Bodies are `{"code": <status>, "message": "<status text>: ..."}` (pulumi/pulumi,
 * `sdk/go/common/apitype/errors.go`).
 */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(status: number, message: string) {
    super(message)
    this.reply = errorReply(status, message)
  }
}

/** The error body for a status; without a message, the status text. */
export function errorReply(status: number, message?: string): Reply {
  return json(status, { code: status, message: message ?? defaultMessage(status) })
}

/** 400 for a request that is wrong in itself. */
export function badRequest(what: string): Refusal {
  return new Refusal(400, `Bad Request: ${what}`)
}

/** 401, in the words seen in pulumi-pulumiservice issue 160. */
export function unauthorized(): Refusal {
  return new Refusal(401, defaultMessage(401))
}

/** 403 for want of a permission, in the words seen in pulumi-pulumiservice issue 188 (which have no prefix). */
export function forbidden(): Refusal {
  return new Refusal(403, defaultMessage(403))
}

/** 404 for a thing that is not there or that the caller may not know of. */
export function notFound(kind: string, name: string): Refusal {
  return new Refusal(404, `Not Found: ${kind} '${name}' not found`)
}

/** 409 for a name that is or was a token's, in the words seen in pulumi-pulumiservice issue 389. */
export function nameTaken(): Refusal {
  return new Refusal(409, 'Conflict: token name already exists')
}

function defaultMessage(status: number): string {
  if (status === 401) return 'Unauthorized: No credentials provided or are invalid.'
  if (status === 403) return 'You do not have permission to perform this operation.'
  return STATUS_CODES[status] ?? 'Unknown Error'
}
