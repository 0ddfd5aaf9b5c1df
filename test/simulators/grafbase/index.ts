import type { Call } from '#test/simulators/kit/call'
import { readGraphqlRequest, runGraphql, type GraphqlOutcome } from '#test/simulators/kit/graphql'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { empty, json, text, type Reply } from '#test/simulators/kit/reply'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { Caller } from './caller.ts'
import { errorReply, errorsReply, type Code } from './errors.ts'
import { rootFor } from './root.ts'
import { schema } from './schema.ts'
import { GrafbaseState } from './state.ts'

/** A running stand-in for the API of Grafbase's platform, which has ended; self-hosted ones may be left. */
export interface GrafbaseSimulator extends RunningService {
  readonly state: GrafbaseState
}

/**
 * Starts a simulator of Grafbase with nobody in it; plant people, organizations and tokens through its `state`.
 *
 * @throws if the port is taken.
 */
export async function startGrafbaseSimulator(options: SimulatorOptions = {}): Promise<GrafbaseSimulator> {
  const state = new GrafbaseState(options)
  const service = { handle: (call: Call) => handle(state, call), errorReply }
  return { state, ...(await serve(service, options)) }
}

const CODES: Readonly<Record<Exclude<GraphqlOutcome['stage'], 'executed'>, Code>> = {
  'not parsed': 'OPERATION_PARSING_ERROR',
  'not valid': 'OPERATION_VALIDATION_ERROR',
  'wrong variables': 'VARIABLE_ERROR',
}

/** The longer media type of GraphQL over HTTP; who asks for it gets a status for what was not run. */
const RESPONSE_TYPE = 'application/graphql-response+json'

/**
 * Answers GraphQL at `/graphql`. A wrong credential is no error in itself: it makes the caller nobody. What is refused
 * comes with status 200 to those who accept plain JSON (https://grafbase.com/docs/gateway/errors).
 */
function handle(state: GrafbaseState, call: Call): Reply {
  if (call.pathname !== '/graphql') return text(404, 'Not Found')
  if (call.method !== 'POST') return empty(405, { allow: 'POST' })
  const contentType = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  const request = contentType === 'application/json' ? readGraphqlRequest(call.body) : undefined
  if (!request) return errorsReply(400, 'Bad request', 'BAD_REQUEST')
  const { stage, result } = runGraphql(schema, request, rootFor(state, new Caller(state, call)))
  if (stage === 'executed') return json(200, result)
  const errors = result.errors?.map((error) => ({ ...error, extensions: { code: CODES[stage] } }))
  return json((call.headers['accept'] ?? '').includes(RESPONSE_TYPE) ? 400 : 200, { errors })
}
