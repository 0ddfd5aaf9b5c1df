import { STATUS_CODES } from 'node:http'
import { GraphQLError } from 'graphql'
import { json, type Reply } from '#test/simulators/kit/reply'

/**
 * What a service behind the gateway refuses. Moderne publishes neither words nor codes; these are those of Spring for
 * GraphQL (https://docs.spring.io/spring-graphql/reference/controllers.html), so a client may rely on neither.
 */
export function refusal(message: string, classification: 'BAD_REQUEST' | 'FORBIDDEN'): GraphQLError {
  return new GraphQLError(message, { extensions: { classification } })
}

/** The refusal of what is for administrators. */
export function forbidden(): GraphQLError {
  return refusal('Forbidden', 'FORBIDDEN')
}

/**
 * What the gateway itself refuses, with the codes of Apollo Router, which Moderne's gateway is
 * (https://www.apollographql.com/docs/graphos/routing/errors; moderne-docs, references/architecture.md).
 */
export function gatewayReply(status: number, message: string, code: string): Reply {
  return json(status, { errors: [{ message, extensions: { code } }] })
}

/** 401 with no body to go by: Moderne's is not published. */
export function unauthorized(): Reply {
  return { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' }
}

/** The answer for a status that a fault asks for. */
export function errorReply(status: number, message?: string): Reply {
  if (status === 401) return unauthorized()
  const text = message ?? STATUS_CODES[status] ?? 'Unknown Error'
  return gatewayReply(status, text, text.toUpperCase().replaceAll(/[^A-Z]+/g, '_'))
}
