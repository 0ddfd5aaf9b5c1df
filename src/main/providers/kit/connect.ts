import { z } from 'zod'
import type { ErrorKind } from '#shared/model/error'
import type { HttpResponse } from '#main/ports/http'
import { json, parse } from './body.ts'
import type { Call, Client } from './client.ts'
import { problemOfStatus, type Problem } from './problem.ts'

/** Headers of a unary call of the Connect protocol with JSON (https://connectrpc.com/docs/protocol). */
export const connectHeaders = { 'content-type': 'application/json', 'connect-protocol-version': '1' } as const

/** Calls unary methods of Connect services: `read` what changes nothing, `change` what does. */
export interface ConnectCaller {
  read<T>(method: `${string}/${string}`, request: object, answer: z.ZodType<T>, signal: AbortSignal): Promise<T>
  change<T>(method: `${string}/${string}`, request: object, answer: z.ZodType<T>, signal: AbortSignal): Promise<T>
}

/** Requests are objects: an empty body is refused by the protocol, `{}` is not. */
export function connectCaller(client: Client): ConnectCaller {
  const call = <T>(method: string, request: object, answer: z.ZodType<T>): Call<T> => {
    return { method: 'POST', url: `/${method}`, body: request, answer: json(answer) }
  }
  return {
    read: (method, request, answer, signal) => client.read(call(method, request, answer), signal),
    change: (method, request, answer, signal) => client.change(call(method, request, answer), signal),
  }
}

const errorBody = z.object({ code: z.string(), message: z.string().catch('') })

/**
 * Reads a Connect error. The `code` of its body decides, as versions of the protocol's servers differ in the statuses
 * they use; where there is no such body a router or a proxy spoke, and by the protocol its 404 means that the method
 * does not exist.
 */
export function connectProblem(answer: HttpResponse): Problem {
  const ofStatus = problemOfStatus(answer.status)
  const { success, data } = errorBody.safeParse(parse(answer.body))
  if (!success) return answer.status === 404 ? { ...ofStatus, kind: 'not-supported' } : ofStatus
  const isUnknown = ofStatus.outcome === 'unknown' || data.code === 'canceled' || data.code === 'deadline_exceeded'
  return {
    kind: kindOfCode(data.code) ?? ofStatus.kind,
    code: data.code,
    said: data.message,
    ...(isUnknown ? { outcome: 'unknown' } : {}),
  }
}

function kindOfCode(code: string): ErrorKind | undefined {
  switch (code) {
    case 'unauthenticated':
      return 'wrong-token'
    case 'permission_denied':
      return 'missing-permission'
    case 'not_found':
      return 'not-found'
    case 'already_exists':
      return 'name-taken'
    case 'invalid_argument':
    case 'out_of_range':
    case 'failed_precondition':
      return 'invalid-input'
    case 'resource_exhausted':
      return 'rate-limited'
    case 'unimplemented':
      return 'not-supported'
    case 'deadline_exceeded':
      return 'timeout'
    case 'canceled':
    case 'aborted':
    case 'internal':
    case 'unknown':
    case 'unavailable':
    case 'data_loss':
      return 'server-error'
    default:
      return undefined
  }
}
