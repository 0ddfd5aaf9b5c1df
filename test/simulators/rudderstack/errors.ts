import { STATUS_CODES } from 'node:http'
import { json, type Reply } from '#test/simulators/kit/reply'

/** The words that tell a token of an organization from one that is nobody's (rudder-iac, api/client/workspaces_test.go). */
export const WORKSPACE_ONLY = 'This endpoint requires a workspace-level access token'

/** A request RudderStack refuses. The message is in `error` or in `message`; clients must read both (rudder-iac, common.go). */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(status: number, body: { error?: string; message?: string; code?: string; details?: object }) {
    super(body.error ?? body.message ?? '')
    this.reply = json(status, body)
  }
}

/** 401 for a value that is no token here; the body is not published, only that it has one of the two fields. */
export function unauthorized(): Refusal {
  return new Refusal(401, { message: 'Unauthorized' })
}

/** 400 for a query parameter. */
export function invalid(parameter: string, problem: string): Refusal {
  return new Refusal(400, { error: 'Validation failed', code: 'BAD_REQUEST', details: { [parameter]: problem } })
}

/** The answer for a status that a fault asks for. */
export function errorReply(status: number, message?: string): Reply {
  const text = message ?? STATUS_CODES[status] ?? 'Unknown Error'
  return json(status, status === 401 ? { message: text } : { error: text })
}
