import type { MessageReader } from '#test/simulators/kit/proto-json'
import type { Caller } from './credentials.ts'
import type { OnaState } from './state.ts'

/** What a method is given once the caller is known. */
export interface MethodInput {
  readonly state: OnaState
  readonly caller: Caller
  readonly message: MessageReader
}

/** Carries one method out and gives the response message. Throws a ConnectError where the service refuses. */
export type Method = (input: MethodInput) => object

export type ServiceMethods = Readonly<Record<string, Method>>
