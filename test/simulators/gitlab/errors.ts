import { json, text, type Reply } from '#test/simulators/kit/reply'

// Words and shapes: gitlabhq/gitlabhq, lib/api/helpers.rb, lib/api/api_guard.rb, lib/api/api.rb; the validation errors are
// Grape's. There are three shapes: {"message"}, {"error"} and, of a credential, {"error", "error_description"}.

/** A request GitLab refuses. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`)
    this.reply = reply
  }
}

/** The error body for a status, as a fault asks for it. A 429 comes from the guard in front of the API: plain text. */
export function errorReply(status: number, message?: string): Reply {
  if (status === 429) return text(429, message ?? 'Retry later\n')
  return json(status, { message: message ?? STATUS_MESSAGES[status] ?? String(status) })
}

const STATUS_MESSAGES: Readonly<Record<number, string>> = {
  400: '400 Bad request',
  401: '401 Unauthorized',
  403: '403 Forbidden',
  404: '404 Not Found',
  405: '405 Method Not Allowed',
  409: '409 Conflict: Resource lock',
  500: '500 Internal Server Error',
  503: '503 Service Unavailable',
}

/** 400 for what the rules of GitLab itself refuse. */
export function badRequest(reason: string): Refusal {
  return new Refusal(errorReply(400, `400 Bad request - ${reason}`))
}

/** 400 for parameters that are missing or of a wrong type, one text for each. */
export function invalid(...problems: readonly string[]): Refusal {
  return new Refusal(json(400, { error: problems.join(', ') }))
}

/** 401 without a word on why. */
export function unauthorized(): Refusal {
  return new Refusal(errorReply(401))
}

/** 403, with the reason if there is one to be told. */
export function forbidden(reason?: string): Refusal {
  return new Refusal(errorReply(403, reason === undefined ? undefined : `403 Forbidden - ${reason}`))
}

/** 404 for a thing that is not there or that the caller may not see. */
export function notFound(what?: string): Refusal {
  return new Refusal(errorReply(404, what === undefined ? undefined : `404 ${what} Not Found`))
}

/** 404 for an id of which there is no record. The other spelling is GitLab's. */
export function noRecord(): Refusal {
  return new Refusal(errorReply(404, '404 Not found'))
}

/** 405 for a token of the wrong kind. */
export function notAllowed(): Refusal {
  return new Refusal(errorReply(405))
}

/** 401 in the way of RFC 6750 for a token that was good once. */
export function invalidToken(description: string): Refusal {
  const challenge = `Bearer realm="The API", error="invalid_token", error_description="${description}"`
  const headers = { 'www-authenticate': challenge }
  return new Refusal(json(401, { error: 'invalid_token', error_description: description }, headers))
}

/** 403 in the way of RFC 6750, with the scopes of which one is needed. */
export function insufficientScope(scopes: readonly string[]): Refusal {
  const description = 'The request requires higher privileges than provided by the access token.'
  return new Refusal(
    json(403, { error: 'insufficient_scope', error_description: description, scope: scopes.join(' ') }),
  )
}
