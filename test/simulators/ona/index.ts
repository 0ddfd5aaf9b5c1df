import type { Call } from '#test/simulators/kit/call'
import { ConnectError } from '#test/simulators/kit/connect-error'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { parseMessage } from '#test/simulators/kit/proto-json'
import { empty, json, text, type Reply } from '#test/simulators/kit/reply'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { eventService } from './audit.ts'
import { authenticate } from './credentials.ts'
import { errorReply, refusal } from './errors.ts'
import { accountService, identityService } from './identity-services.ts'
import type { Method, ServiceMethods } from './method.ts'
import { organizationService } from './organization-service.ts'
import { serviceAccountService } from './service-account-service.ts'
import { OnaState } from './state.ts'
import { userService } from './user-service.ts'

/** A running stand-in for the API of Ona. */
export interface OnaSimulator extends RunningService {
  readonly state: OnaState
}

const SERVICES: ReadonlyMap<string, ServiceMethods> = new Map([
  ['gitpod.v1.IdentityService', identityService],
  ['gitpod.v1.UserService', userService],
  ['gitpod.v1.AccountService', accountService],
  ['gitpod.v1.OrganizationService', organizationService],
  ['gitpod.v1.ServiceAccountService', serviceAccountService],
  ['gitpod.v1.EventService', eventService],
])

/**
 * Starts a simulator of Ona with nobody in it; plant organizations, people and tokens through its `state`. The messages and
 * their rules are those of gitpod-io/gitpod-sdk-typescript; what they do not say is noted where it is decided.
 *
 * @throws if the port is taken.
 */
export async function startOnaSimulator(options: SimulatorOptions = {}): Promise<OnaSimulator> {
  const state = new OnaState(options)
  const service = { handle: (call: Call) => handle(state, call), errorReply }
  return { state, ...(await serve(service, options)) }
}

/** Answers a unary call of the Connect protocol with JSON, at `/api/<service>/<method>`. */
function handle(state: OnaState, call: Call): Reply {
  const [service = '', method = '', ...rest] = call.pathname.replace(/^\/api\//, '').split('/')
  const methods = call.pathname.startsWith('/api/') && rest.length === 0 ? SERVICES.get(service) : undefined
  const run = methods && Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!run) return text(404, '404 page not found\n')
  if (call.method !== 'POST') return empty(405, { allow: 'POST' })
  const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return empty(415, { 'accept-post': 'application/json' })
  try {
    return json(200, carryOut(state, call, method, run))
  } catch (error) {
    if (error instanceof ConnectError) return refusal(error)
    throw error
  }
}

function carryOut(state: OnaState, call: Call, method: string, run: Method): object {
  const message = parseMessage(call.body, `${method}Request`)
  return run({ state, caller: authenticate(state, call), message })
}
