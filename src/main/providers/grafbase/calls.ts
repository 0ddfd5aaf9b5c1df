import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { graphqlCaller, graphqlHeaders, graphqlProblem, graphqlRefusal } from '../kit/graphql.ts'
import {
  callerSchema,
  createSchema,
  deleteSchema,
  graphsSchema,
  organizationTokensSchema,
  personalTokensSchema,
  viewerSchema,
} from './map.ts'
import {
  callerQuery,
  createMutation,
  deleteMutation,
  graphsQuery,
  organizationTokensQuery,
  personalTokensQuery,
  viewerQuery,
} from './operations.ts'
import { record } from './record.ts'

/** How many a page may have is not published; `pageInfo` tells whether there is another one, whatever it has. */
const first = 100

/** `AccessTokenCreateInput` of the schema. */
export interface NewToken {
  readonly kind: 'USER' | 'ACCOUNT'
  readonly name: string
  readonly accountId?: string
  readonly graphScopes?: readonly string[]
  readonly expiresAt?: string
}

/** The calls of one credential. */
export type GrafbaseCalls = ReturnType<typeof grafbaseCalls>

/** The calls on Grafbase's GraphQL API that Keyrack makes, each with its answer read. All throw `Failure`. */
export function grafbaseCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const client = createClient(ports, {
    provider: record.name,
    origin,
    credential,
    auth: bearer,
    headers: graphqlHeaders,
    problem: graphqlProblem,
    refused: graphqlRefusal,
  })
  const graphql = graphqlCaller(client, '/graphql')
  return {
    viewer: (signal: AbortSignal) => graphql.read(viewerQuery, {}, viewerSchema, signal),

    caller: (slug: string, signal: AbortSignal) => graphql.read(callerQuery, { slug }, callerSchema, signal),

    /** `after` is empty for the first page. */
    personalTokens: (after: string, signal: AbortSignal) =>
      graphql.read(personalTokensQuery, page(after), personalTokensSchema, signal),

    organizationTokens: (slug: string, after: string, signal: AbortSignal) =>
      graphql.read(organizationTokensQuery, { slug, ...page(after) }, organizationTokensSchema, signal),

    graphs: (slug: string, after: string, signal: AbortSignal) =>
      graphql.read(graphsQuery, { slug, ...page(after) }, graphsSchema, signal),

    create: (input: NewToken, signal: AbortSignal) => graphql.change(createMutation, { input }, createSchema, signal),

    remove: (id: string, signal: AbortSignal) => graphql.change(deleteMutation, { id }, deleteSchema, signal),
  }
}

function page(after: string): object {
  return { first, after: after === '' ? null : after }
}
