import { json, type Reply } from '#test/simulators/kit/reply'

/** A request GitHub refuses. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`)
    this.reply = reply
  }
}

const DOCUMENTATION = 'https://docs.github.com/rest'

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Problems parsing JSON',
  401: 'Bad credentials',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Validation Failed',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  500: 'Server Error',
  503: 'Service unavailable',
}

/** GitHub's error body for a status: the status stands in it as text. */
export function errorReply(status: number, message?: string): Reply {
  return json(status, {
    message: message ?? MESSAGES[status] ?? 'Unknown',
    documentation_url: DOCUMENTATION,
    status: String(status),
  })
}

/** 401 for a credential that is none or no longer. */
export function badCredentials(): Refusal {
  return new Refusal(errorReply(401))
}

/** 401 for a call that needs a credential and has none. */
export function requiresAuthentication(): Refusal {
  return new Refusal(errorReply(401, 'Requires authentication'))
}

/** 403, with the permission that would do where GitHub names it. */
export function forbidden(message: string, acceptedPermissions?: string): Refusal {
  const reply = errorReply(403, message)
  if (acceptedPermissions === undefined) return new Refusal(reply)
  return new Refusal({ ...reply, headers: { ...reply.headers, 'x-accepted-github-permissions': acceptedPermissions } })
}

/** 404 for what is not there or what the caller may not know of. */
export function notFound(): Refusal {
  return new Refusal(errorReply(404))
}

/** 422 for a body that is JSON and not what was asked for. */
export function invalid(...errors: readonly string[]): Refusal {
  const body = { message: 'Validation Failed', errors, documentation_url: DOCUMENTATION, status: '422' }
  return new Refusal(json(422, body))
}
