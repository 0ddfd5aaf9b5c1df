import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { errorReply } from './errors.ts'
import { handle } from './gateway.ts'
import { ModerneState } from './state.ts'

/** A running stand-in for the API of one Moderne tenant (v2). */
export interface ModerneSimulator extends RunningService {
  readonly state: ModerneState
}

/**
 * Starts a simulator of a Moderne tenant with nobody in it; plant people and tokens through its `state`. What the service
 * publishes is its schema and its documentation (github.com/moderneinc/moderne-docs).
 *
 * @throws if the port is taken.
 */
export async function startModerneSimulator(options: SimulatorOptions = {}): Promise<ModerneSimulator> {
  const state = new ModerneState(options)
  const service = { handle: (call: Call) => handle(state, call), errorReply }
  return { state, ...(await serve(service, options)) }
}
