import { z } from 'zod'
import type { Owner } from '#shared/model/owner'
import type { Instant } from '#shared/model/time'
import { Failure } from '#main/ports/failure'
import type { IssuedToken } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { download } from '../kit/download.ts'
import type { FetchedEvents } from '../kit/events.ts'
import { graphqlCaller, graphqlHeaders } from '../kit/graphql.ts'
import type { Fetched as TokenPage } from '../kit/paging.ts'
import { boundText } from '../kit/times.ts'
import { idText } from '../kit/text.ts'
import {
  connectionOf,
  eventSchema,
  exportSchema,
  isSameEmail,
  madeSchema,
  meSchema,
  personSchema,
  policySchema,
  tokenSchema,
  type AuditExport,
  type Me,
} from './map.ts'
import { operations } from './operations.ts'
import { moderneProblem, moderneRefusal } from './problem.ts'
import type { Fetched } from '../kit/walk.ts'

/** A stretch of the audit log. */
export interface Range {
  readonly from: Instant
  readonly to: Instant
}

/** Moderne's calls about tokens. A cursor is empty on the first page. Each throws `Failure`. */
export interface ModerneCalls {
  me(signal: AbortSignal): Promise<Me>
  /** Everybody who has tokens; for administrators. */
  people(after: string, signal: AbortSignal): Promise<Fetched<Owner>>
  ownTokens(after: string, signal: AbortSignal): Promise<TokenPage<string>>
  /** Somebody else's tokens; for administrators. Fails as not-found when there is no such person. */
  tokensOf(email: string, after: string, signal: AbortSignal): Promise<TokenPage<string>>
  /** How many days a token may last, for each connector; null where it sets no limit. */
  policies(after: string, signal: AbortSignal): Promise<Fetched<number | null>>
  create(
    token: { readonly description: string; readonly expiresAt: string | null },
    signal: AbortSignal,
  ): Promise<{ readonly value: string; readonly token: IssuedToken }>
  /** False when Moderne found no such token among those that this caller may revoke. */
  revoke(id: string, signal: AbortSignal): Promise<boolean>
  /** False when not every token was revoked. */
  revokeAll(email: string, signal: AbortSignal): Promise<boolean>
  events(range: Range, after: string, signal: AbortSignal): Promise<FetchedEvents<string>>
  /** Has a file of the audit log made, which changes nothing that a second one would change again. */
  startExport(range: Range, format: 'CSV' | 'CEF', signal: AbortSignal): Promise<AuditExport>
  /** Undefined while Moderne does not list it. */
  export(id: string, signal: AbortSignal): Promise<AuditExport | undefined>
  file(url: string, signal: AbortSignal): Promise<Uint8Array>
}

const tokens = connectionOf(tokenSchema)
const meData = z.object({ currentUser: meSchema })
const peopleData = z.object({ users: connectionOf(personSchema) })
const ownTokensData = z.object({ currentUser: z.object({ tokens }) })
const tokensOfData = z.object({
  users: z.object({ edges: z.array(z.object({ node: z.object({ email: idText, tokens }) })).max(1) }),
})
const policiesData = z.object({ connectors: connectionOf(policySchema) })
const createData = z.object({ createAccessToken: madeSchema })
const revokeData = z.object({ revokeAccessToken: z.boolean() })
const revokeAllData = z.object({ revokeAllAccessTokens: z.boolean() })
const eventsData = z.object({ auditLogs: connectionOf(eventSchema) })
const startExportData = z.object({ downloadAuditLogs: exportSchema })
const exportData = z.object({
  auditLogsDownloads: z.object({ edges: z.array(z.object({ node: exportSchema })).max(1) }),
})

/** The client for one tenant and one credential. */
export function moderneCalls(ports: ClientPorts, origin: string, credential: Secret): ModerneCalls {
  const client = createClient(ports, {
    provider: 'Moderne',
    origin,
    credential,
    auth: bearer,
    // The second is for tenants on which v1 still runs beside v2 (moderne-docs, releases/saas-v2-migration.md).
    headers: { ...graphqlHeaders, 'x-moderne-platform-version': 'v2' },
    problem: moderneProblem,
    refused: moderneRefusal,
  })
  const { read, change } = graphqlCaller(client, '/graphql')
  return {
    me: async (signal) => (await read(operations.me, {}, meData, signal)).currentUser,
    people: async (after, signal) => (await read(operations.people, page(after), peopleData, signal)).users,
    ownTokens: async (after, signal) =>
      toTokenPage((await read(operations.ownTokens, page(after), ownTokensData, signal)).currentUser.tokens),
    async tokensOf(email, after, signal) {
      const { users } = await read(operations.tokensOf, { email: given(email), ...page(after) }, tokensOfData, signal)
      const [edge] = users.edges
      if (!edge) throw new Failure('not-found', { provider: 'Moderne' })
      // Tokens of somebody else must not pass for this person's, whatever became of the filter.
      if (!isSameEmail(edge.node.email, email)) throw new Failure('broken-body', { provider: 'Moderne', code: 'email' })
      return toTokenPage(edge.node.tokens)
    },
    policies: async (after, signal) => (await read(operations.policies, page(after), policiesData, signal)).connectors,
    create: async (token, signal) => (await change(operations.create, token, createData, signal)).createAccessToken,
    revoke: async (id, signal) =>
      (await change(operations.revoke, { id: given(id) }, revokeData, signal)).revokeAccessToken,
    revokeAll: async (email, signal) =>
      (await change(operations.revokeAll, { email: given(email) }, revokeAllData, signal)).revokeAllAccessTokens,
    async events(range, after, signal) {
      const { auditLogs } = await read(operations.events, { ...times(range), ...page(after) }, eventsData, signal)
      return { events: auditLogs.things, next: auditLogs.next }
    },
    startExport: async (range, format, signal) =>
      (await read(operations.startExport, { ...times(range), format }, startExportData, signal)).downloadAuditLogs,
    export: async (id, signal) =>
      (await read(operations.export, { id }, exportData, signal)).auditLogsDownloads.edges[0]?.node,
    file: (url, signal) => download(client, url, signal, { accept: '*/*' }),
  }
}

function page(after: string): { after: string | null } {
  return { after: after === '' ? null : after }
}

function times({ from, to }: Range): { from: string; to: string } {
  return { from: boundText(from), to: boundText(to) }
}

/** An empty id or email would ask for something else than one thing. */
function given(id: string): string {
  if (id === '') throw new Failure('internal')
  return id
}

function toTokenPage({ things, next, total }: z.infer<typeof tokens>): TokenPage<string> {
  return { tokens: things, next, total }
}
