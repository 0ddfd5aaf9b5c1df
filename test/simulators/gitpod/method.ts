import type { Call } from '#test/simulators/kit/call'
import type { MessageReader } from '#test/simulators/kit/proto-json'
import type { GitpodState } from './state.ts'

/** What a method is given: the parsed request, and the call it came in. */
export interface MethodInput {
  readonly state: GitpodState
  readonly call: Call
  readonly message: MessageReader
}

/** Carries one method out and gives the response message. Throws a ConnectError where the service refuses. */
export type Method = (input: MethodInput) => object

/** Method names to what they do; `unimplemented` for those in the service's definition that answer so. */
export type ServiceMethods = Readonly<Record<string, Method | 'unimplemented'>>
