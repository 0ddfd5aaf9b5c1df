import type { Call } from '#test/simulators/kit/call'
import { json, type Reply } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { listAuditLogs } from './audit-logs.ts'
import { invalid, Refusal, unauthorized, WORKSPACE_ONLY } from './errors.ts'
import type { RudderStackSource, RudderStackToken, RudderStackWorkspace } from './model.ts'
import type { RudderStackState } from './state.ts'

/** What answers a call, once the token is known. */
export type Handler = (state: RudderStackState, token: RudderStackToken, call: Call) => Reply

const SOURCES_ON_A_PAGE = 50

/** The calls that tell of a token, none of which manages one: RudderStack has no API for that. */
export const ROUTES: readonly Route<Handler>[] = [
  {
    method: 'GET',
    pattern: '/v2/workspace',
    handler: (state, token) => {
      const { id, name, environment, status, dataPlaneURL } = workspaceOf(token)
      return json(200, { workspace: { id, name, environment, status, region: state.region, dataPlaneURL } })
    },
  },
  {
    method: 'GET',
    pattern: '/v2/sources',
    handler: (_, token, call) => {
      const { sources } = workspaceOf(token)
      if (!token.seesSources) throw new Refusal(403, { error: 'Insufficient permissions' })
      const page = readPage(call.query)
      const end = page * SOURCES_ON_A_PAGE
      const next = end < sources.length ? { next: `/v2/sources?page=${page + 1}` } : {}
      const listed = sources.slice(end - SOURCES_ON_A_PAGE, end).map(sourceView)
      return json(200, { sources: listed, paging: { total: sources.length, ...next } })
    },
  },
  {
    method: 'GET',
    pattern: '/v2/audit-logs',
    handler: (state, token, call) => {
      // Without words that would tell a token of another kind from none, as the documentation promises none.
      if (token.kind !== 'organization') throw unauthorized()
      if (token.organization.plan !== 'enterprise') {
        throw new Refusal(403, { error: 'Feature is not enabled for your account: AUDIT_LOGS' })
      }
      return listAuditLogs(state, token.organization, call.query)
    },
  },
]

function workspaceOf(token: RudderStackToken): RudderStackWorkspace {
  if (token.kind === 'organization') throw new Refusal(401, { error: WORKSPACE_ONLY, code: 'UNAUTHORIZED' })
  return token.workspace
}

function readPage(query: URLSearchParams): number {
  const given = query.get('page') ?? '1'
  if (!/^[1-9]\d*$/.test(given)) throw invalid('page', 'must be a positive number')
  return Number(given)
}

function sourceView({ id, name, type, createdAt }: RudderStackSource): object {
  const at = new Date(createdAt).toISOString()
  return { id, name, type, enabled: true, config: {}, createdAt: at, updatedAt: at }
}
