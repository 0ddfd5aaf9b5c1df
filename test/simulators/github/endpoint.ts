import type { Call } from '#test/simulators/kit/call'
import type { Reply } from '#test/simulators/kit/reply'
import type { PathParameters } from '#test/simulators/kit/router'
import type { GithubToken } from './model.ts'
import type { RateLimit } from './rate-limit.ts'
import type { GithubState } from './state.ts'

/** What an endpoint is given. */
export interface EndpointInput {
  readonly state: GithubState
  /** `undefined` for a call without a credential. */
  readonly token: GithubToken | undefined
  readonly call: Call
  readonly path: PathParameters
  readonly rateLimit: RateLimit
}

/** Carries one call out. Throws a Refusal where the service refuses. */
export type Endpoint = (input: EndpointInput) => Reply
