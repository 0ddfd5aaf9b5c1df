import { z } from 'zod'
import type { ErrorKind } from '#shared/model/error'
import type { HttpResponse } from '#main/ports/http'
import { json, parse } from './body.ts'
import type { Call, Client } from './client.ts'
import { problemOfStatus, type Problem } from './problem.ts'

/** Headers of GraphQL over HTTP with JSON (https://graphql.github.io/graphql-over-http/). */
export const graphqlHeaders = { 'content-type': 'application/json', accept: 'application/json' } as const

/** Sends operations to one endpoint: `read` what changes nothing, `change` what does. Answers are `data` of a shape. */
export interface GraphqlCaller {
  read<T>(query: string, variables: object, data: z.ZodType<T>, signal: AbortSignal): Promise<T>
  change<T>(query: string, variables: object, data: z.ZodType<T>, signal: AbortSignal): Promise<T>
}

/** `url` is the endpoint's path on the client's origin. The client's settings need `graphqlRefusal` as `refused`. */
export function graphqlCaller(client: Client, url: string): GraphqlCaller {
  const call = <T>(query: string, variables: object, data: z.ZodType<T>): Call<T> => {
    const answer = json(z.object({ data }).transform((body) => body.data))
    return { method: 'POST', url, body: { query, variables }, answer }
  }
  return {
    read: (query, variables, data, signal) => client.read(call(query, variables, data), signal),
    change: (query, variables, data, signal) => client.change(call(query, variables, data), signal),
  }
}

const errorsBody = z.object({
  data: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  errors: z
    .array(
      z.object({
        message: z.string().catch(''),
        path: z.array(z.unknown()).nullish().catch(undefined),
        extensions: z
          .object({
            code: z.string().optional().catch(undefined),
            // Spring's name for it (https://docs.spring.io/spring-graphql/reference/request-execution.html).
            classification: z.string().optional().catch(undefined),
          })
          .nullish()
          .catch(undefined),
      }),
    )
    .min(1),
})

/** What the `errors` of an answer say went wrong, whatever its status; null when there are none. */
export function graphqlRefusal(answer: HttpResponse): Problem | null {
  const { success, data } = errorsBody.safeParse(parse(answer.body))
  const [first] = success ? data.errors : []
  if (first === undefined) return null
  const code = first.extensions?.code ?? first.extensions?.classification
  const kind = kindOfCode(code) ?? kindOfWords(first.message)
  // An operation that was refused has null for its field (spec.graphql.org, "Errors and Non-Null Types").
  const isDone = Object.values(data?.data ?? {}).some((field) => field !== null)
  // Below the field of the operation itself: that one was carried out, and only what it answers could not be told.
  const isUnknown = kind === 'server-error' || (first.path?.length ?? 0) > 1
  return {
    kind,
    said: first.message,
    ...(code === undefined ? {} : { code }),
    ...(isDone ? { outcome: 'done' } : isUnknown ? { outcome: 'unknown' } : {}),
  }
}

/** Reads an answer that is no success: by its errors, else by its status. */
export function graphqlProblem(answer: HttpResponse): Problem {
  const ofStatus = problemOfStatus(answer.status)
  const ofErrors = graphqlRefusal(answer)
  if (ofErrors === null) return ofStatus
  const { kind, code, said } = ofErrors
  // A status says more than an error without a known code, and it alone says whether the call may have been carried out.
  return { ...ofStatus, said, ...(code === undefined || kindOfCode(code) === undefined ? {} : { kind, code }) }
}

/**
 * Codes that servers of Apollo, Netflix DGS and Spring share, and those of gateways: a field that is left out for want of
 * a scope says nothing against the credential (apollographql.com/docs/router/configuration/authorization).
 */
function kindOfCode(code: string | undefined): ErrorKind | undefined {
  switch (code?.toUpperCase()) {
    case 'UNAUTHENTICATED':
    case 'UNAUTHORIZED':
      return 'wrong-token'
    case 'FORBIDDEN':
    case 'PERMISSION_DENIED':
    case 'UNAUTHORIZED_FIELD_OR_TYPE':
      return 'missing-permission'
    case 'NOT_FOUND':
      return 'not-found'
    case 'BAD_USER_INPUT':
    case 'BAD_REQUEST':
    case 'GRAPHQL_VALIDATION_FAILED':
    case 'GRAPHQL_PARSE_FAILED':
      return 'invalid-input'
    case 'TOO_MANY_REQUESTS':
    case 'RATE_LIMITED':
    case 'RATE_LIMIT_EXCEEDED':
    case 'REQUEST_RATE_LIMITED':
      return 'rate-limited'
    case 'INTERNAL':
    case 'INTERNAL_ERROR':
    case 'INTERNAL_SERVER_ERROR':
    case 'UNAVAILABLE':
    case 'UNKNOWN':
    case 'DOWNSTREAM_SERVICE_ERROR':
      return 'server-error'
    default:
      return undefined
  }
}

/** What servers say when something of theirs broke: never that they refuse, so nobody knows what was done before. */
const brokeDown =
  /\binternal\b|exception while|unexpected error|timed? ?out|timeout|unavailable|fetch failed|connection (?:reset|refused|closed)/i

/** Of a token that is named as what calls, and not of one that is made or asked about. */
const refusesCredential =
  /unauthenticated|unauthorized(?! field)|not logged in|invalid (?:access |bearer )?token|(?:jwt|token) (?:has |is )?expired|expired token|authentication (?:is )?(?:required|failed)/i

function kindOfWords(message: string): ErrorKind {
  if (brokeDown.test(message)) return 'server-error'
  if (refusesCredential.test(message)) return 'wrong-token'
  if (/unauthorized field|forbidden|not allowed|permission|access denied/i.test(message)) return 'missing-permission'
  return 'invalid-input'
}
