import { z } from 'zod'
import type { ErrorKind } from '#shared/model/error'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { problemOfStatus, type Problem } from '../kit/problem.ts'

/** RFC 6749, section 5.2. */
const errorBody = z.object({ error: z.string(), error_description: z.string().catch('') })

// oidc-provider has no code of its own for these two.
const aboutClient = /client authentication/i
const aboutPermission = /not authorized|not allowed/i

/** Reads an answer that is no success: by its code, else by its status. */
export function oauthProblem(answer: HttpResponse): Problem {
  const ofStatus = problemOfStatus(answer.status)
  const { success, data } = errorBody.safeParse(parse(answer.body))
  if (!success) return ofStatus
  const kind = kindOf(data.error, data.error_description) ?? ofStatus.kind
  return { ...ofStatus, kind, code: data.error, said: data.error_description }
}

function kindOf(error: string, description: string): ErrorKind | undefined {
  switch (error) {
    case 'invalid_client':
      return 'wrong-token'
    case 'unauthorized_client':
    case 'access_denied':
      return 'missing-permission'
    // RFC 7009, section 2.2.1: the server does not revoke such tokens.
    case 'unsupported_token_type':
      return 'not-supported'
    case 'invalid_request':
      if (aboutPermission.test(description)) return 'missing-permission'
      return aboutClient.test(description) ? 'wrong-token' : undefined
    default:
      return undefined
  }
}
