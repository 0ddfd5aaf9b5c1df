import type { HttpResponse } from '#main/ports/http'
import { graphqlProblem, graphqlRefusal } from '../kit/graphql.ts'
import { problemOfStatus, type Problem } from '../kit/problem.ts'

/**
 * What an answer that is no success says. Behind Moderne's gateway, which is an Apollo Router, are services of Spring
 * (moderne-docs, references/architecture.md): the codes are theirs, as Moderne publishes none.
 */
export function moderneProblem(answer: HttpResponse): Problem {
  const ofStatus = problemOfStatus(answer.status)
  const problem = refined(graphqlProblem(answer))
  // A page that is not there and does not speak GraphQL: another server, or a tenant that has no v2.
  if (answer.status === 404 && problem.said === undefined) return { ...ofStatus, kind: 'not-supported' }
  const { outcome: _ofTheWords, ...words } = problem
  // The gateway itself refuses with a status, and by that alone it is known whether it had passed the call on.
  return { ...words, ...(ofStatus.outcome === undefined ? {} : { outcome: ofStatus.outcome }) }
}

/** What the errors in an answer of status 200 say; null when there are none. */
export function moderneRefusal(answer: HttpResponse): Problem | null {
  const problem = graphqlRefusal(answer)
  return problem === null ? null : refined(problem)
}

/** A service behind the gateway that did not answer it (apollographql.com/docs/graphos/routing/errors). */
const behindTheGateway = /^(?:SUBREQUEST_|GATEWAY_TIMEOUT$|REQUEST_TIMEOUT$)/
/** Apollo Router hides what a service said unless it is set to pass it on. */
const hidden = /^Subgraph errors redacted$/i
const aboutExpiry = /expir/i
const aboutLimit = /within|maximum|\bmax|exceed|at most|longer|policy|allowed|required/i
const days = /(\d{1,6})\s*days?/i

function refined(problem: Problem): Problem {
  const { said = '', code = '' } = problem
  // Nobody knows what such a service did, or why it refused.
  if (behindTheGateway.test(code) || hidden.test(said)) {
    return { ...problem, kind: 'server-error', outcome: problem.outcome ?? 'unknown' }
  }
  // The operation is Keyrack's own text: a schema without its fields is the reason, not what the person typed.
  if (code === 'GRAPHQL_VALIDATION_FAILED') return { ...problem, kind: 'not-supported' }
  if (problem.kind !== 'invalid-input' || !aboutExpiry.test(said)) return problem
  if (!aboutLimit.test(said)) return { ...problem, field: 'expiry' }
  const limit = days.exec(said)?.[1]
  return { ...problem, kind: 'expiry-policy', ...(limit === undefined ? {} : { limit: Number(limit) }) }
}
