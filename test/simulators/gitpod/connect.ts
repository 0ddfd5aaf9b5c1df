import type { Call } from '#test/simulators/kit/call'
import { ConnectError, invalidArgument } from '#test/simulators/kit/connect-error'
import { parseMessage } from '#test/simulators/kit/proto-json'
import { empty, json, text, type Reply } from '#test/simulators/kit/reply'
import { organizationService, teamsService, userService } from './account-services.ts'
import { auditLogService } from './audit-service.ts'
import { refusal } from './connect-errors.ts'
import { callerOfV1, requireCredential } from './credentials.ts'
import type { ServiceMethods } from './method.ts'
import type { GitpodState } from './state.ts'
import { tokensService } from './tokens-service.ts'

const TOKENS_SERVICE = 'gitpod.experimental.v1.TokensService'

const SERVICES: ReadonlyMap<string, ServiceMethods> = new Map([
  [TOKENS_SERVICE, tokensService],
  ['gitpod.experimental.v1.UserService', userService],
  ['gitpod.experimental.v1.TeamsService', teamsService],
  ['gitpod.v1.OrganizationService', organizationService],
  ['gitpod.v1.AuditLogService', auditLogService],
])

/**
 * Answers a unary call of the Connect protocol with JSON, at `/<service>/<method>` as on the API's host and at
 * `/public-api/<service>/<method>` as on the installation's own. The order of the checks is connect-go's.
 */
export function handle(state: GitpodState, call: Call): Reply {
  const [service = '', method = '', ...rest] = call.pathname.replace(/^(\/public-api)?\//, '').split('/')
  const methods = service === TOKENS_SERVICE && !state.tokensServiceMounted ? undefined : SERVICES.get(service)
  if (!methods || !Object.hasOwn(methods, method) || rest.length > 0) return unknownPath(service, call)

  if (call.method !== 'POST') return empty(405, { allow: 'POST' })
  const contentType = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (contentType !== 'application/json') return empty(415, { 'accept-post': 'application/json' })
  try {
    return json(200, carryOut(state, call, { service, method, methods }))
  } catch (error) {
    if (error instanceof ConnectError) return refusal(error)
    throw error
  }
}

function carryOut(
  state: GitpodState,
  call: Call,
  { service, method, methods }: { service: string; method: string; methods: ServiceMethods },
): object {
  const version = call.headers['connect-protocol-version'] ?? '1'
  if (version !== '1') throw invalidArgument(`Connect-Protocol-Version must be "1": got ${JSON.stringify(version)}`)
  const message = parseMessage(call.body, `${method}Request`)
  // The gateway in front of the Go services asks for a credential; the TypeScript server has words of its own.
  if (service.startsWith('gitpod.experimental.')) requireCredential(call)
  const run = methods[method]
  if (run === undefined || run === 'unimplemented') {
    throw new ConnectError('unimplemented', `${service}.${method} is not implemented`)
  }
  const response = run({ state, call, message })
  if (!service.startsWith('gitpod.experimental.')) noteCall(state, call, service, method)
  return response
}

/** What the TypeScript server was asked and carried out goes to the audit log, after the answer was made. */
function noteCall(state: GitpodState, call: Call, service: string, method: string): void {
  const action = `${service}/${method.charAt(0).toLowerCase()}${method.slice(1)}`
  state.audit.record(callerOfV1(state, call).id, action, [JSON.parse(call.body)], state.now())
}

/**
 * 404 from the routers in front of the services, which know no Connect: plain text from Go's, a page from Express.
 * Clients read a bare 404 as `unimplemented`.
 */
function unknownPath(service: string, call: Call): Reply {
  if (!service.startsWith('gitpod.v1.')) return text(404, '404 page not found\n')
  const page = `<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Cannot ${call.method} ${escaped(call.pathname)}</pre>\n</body>\n</html>\n`
  return { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page }
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
