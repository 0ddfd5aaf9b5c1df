import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { errorReply } from './connect-errors.ts'
import { handle } from './connect.ts'
import { GitpodState } from './state.ts'

/** A running stand-in for the public API of Gitpod Classic. */
export interface GitpodSimulator extends RunningService {
  readonly state: GitpodState
}

/**
 * Starts a simulator of Gitpod Classic with nobody in it; plant users and tokens through its `state`. The rules are those
 * of gitpod-io/gitpod's public-api-server and of connect-go 1.10.0.
 *
 * @throws if the port is taken.
 */
export async function startGitpodSimulator(options: SimulatorOptions = {}): Promise<GitpodSimulator> {
  const state = new GitpodState(options)
  const service = { handle: (call: Call) => handle(state, call), errorReply }
  return { state, ...(await serve(service, options)) }
}
