import type { Call } from '#test/simulators/kit/call'
import type { Reply } from '#test/simulators/kit/reply'
import type { PathParameters } from '#test/simulators/kit/router'
import type { Caller } from './credentials.ts'
import type { Parameters } from './parameters.ts'
import type { GitlabState } from './state.ts'

/** What an endpoint is given once the caller is known. */
export interface EndpointInput {
  readonly state: GitlabState
  readonly caller: Caller
  readonly call: Call
  readonly path: PathParameters
  readonly parameters: Parameters
}

/** One call of the API. */
export interface Endpoint {
  /** The scopes it takes besides `api` and, for reading, `read_api`; `any` for every token. */
  readonly scopes: readonly string[] | 'any'
  /** Carries the call out. Throws a Refusal where the service refuses. */
  run(input: EndpointInput): Reply
}
