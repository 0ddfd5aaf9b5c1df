import type { FormattedExecutionResult } from 'graphql'
import type { Call } from '#test/simulators/kit/call'
import { readGraphqlRequest, runGraphql, type GraphqlOutcome } from '#test/simulators/kit/graphql'
import { empty, json, text, type Reply } from '#test/simulators/kit/reply'
import { gatewayReply, unauthorized } from './errors.ts'
import type { AuditDownload, ModerneUser } from './model.ts'
import { rootFor } from './root.ts'
import { schema } from './schema.ts'
import type { ModerneState } from './state.ts'

/** Apollo Router's codes for what it does not pass on. */
const CODES: Readonly<Record<Exclude<GraphqlOutcome['stage'], 'executed'>, string>> = {
  'not parsed': 'PARSING_ERROR',
  'not valid': 'GRAPHQL_VALIDATION_FAILED',
  'wrong variables': 'VALIDATION_INVALID_TYPE_VARIABLE',
}

const ACCEPTED = /(^|,)\s*(\*\/\*|application\/(\*|json|graphql-response\+json))\s*(;|,|$)/

/** Answers GraphQL at `/graphql` and the files of the audit log where their addresses say. */
export function handle(state: ModerneState, call: Call): Reply {
  const download = [...state.downloads.values()].find(({ url }) => url === call.pathname)
  if (call.pathname !== '/graphql' && !download) return text(404, 'Not Found')
  if (state.stillRunsV1 && call.headers['x-moderne-platform-version'] !== 'v2') {
    // Served by v1 then, which has its GraphQL at the root and nothing here.
    return text(404, 'Not Found')
  }
  const caller = callerOf(state, call)
  if (!caller) return unauthorized()
  caller.lastActive = state.now()
  return download ? fileReply(state, call, caller, download) : graphqlReply(state, call, caller)
}

/** A token carries what its owner may do now. Tokens that are expired, revoked or unknown are nobody's. */
function callerOf(state: ModerneState, call: Call): ModerneUser | undefined {
  const value = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1]
  const token = value === undefined ? undefined : state.findTokenByValue(value)
  if (!token || (token.expiresAt !== null && token.expiresAt <= state.now())) return undefined
  return state.users.get(token.owner)
}

function graphqlReply(state: ModerneState, call: Call, caller: ModerneUser): Reply {
  if (call.method !== 'POST') return empty(405, { allow: 'POST' })
  const contentType = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (contentType !== 'application/json') {
    return gatewayReply(415, '\'content-type\' header must be "application/json"', 'INVALID_CONTENT_TYPE_HEADER')
  }
  if (!ACCEPTED.test(call.headers['accept'] ?? '*/*')) {
    return gatewayReply(406, '\'accept\' header must be one of: "application/json"', 'INVALID_ACCEPT_HEADER')
  }
  const request = readGraphqlRequest(call.body)
  if (!request) return gatewayReply(400, 'Invalid GraphQL request', 'INVALID_GRAPHQL_REQUEST')
  const { stage, result } = runGraphql(schema, request, rootFor(state, caller))
  if (stage === 'executed') return json(200, state.hidesErrors ? withHiddenErrors(result) : result)
  const errors = result.errors?.map((error) => ({ ...error, extensions: { code: CODES[stage] } }))
  return json(400, { errors })
}

function withHiddenErrors(result: FormattedExecutionResult): FormattedExecutionResult {
  if (!result.errors) return result
  const errors = result.errors.map(({ path }) => ({ message: 'Subgraph errors redacted', ...(path ? { path } : {}) }))
  return { ...result, errors }
}

/** The file of a finished export, for administrators. */
function fileReply(state: ModerneState, call: Call, caller: ModerneUser, download: AuditDownload): Reply {
  if (call.method !== 'GET') return empty(405, { allow: 'GET' })
  if (caller.role !== 'ADMIN') return empty(403)
  if (state.now() < download.finishedAt || 'failure' in download.outcome) return text(404, 'Not Found')
  const type = download.format === 'CSV' ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8'
  const name = `audit-logs.${download.format.toLowerCase()}`
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` }
  return { status: 200, headers, body: download.outcome.file }
}
