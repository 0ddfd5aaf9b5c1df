import type { Call } from '#test/simulators/kit/call'
import type { Reply } from '#test/simulators/kit/reply'
import type { PathParameters } from '#test/simulators/kit/router'
import type { Caller } from './credentials.ts'
import type { PulumiState } from './state.ts'

/** What a route's handler is given once the caller is known. */
export interface HandlerInput {
  readonly state: PulumiState
  readonly caller: Caller
  readonly call: Call
  readonly parameters: PathParameters
}

/** Carries one call out. Throws a Refusal where the service refuses. */
export type Handler = (input: HandlerInput) => Reply
