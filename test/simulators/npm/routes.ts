import type { Call } from '#test/simulators/kit/call'
import { isObject, type UncheckedObject } from '#test/simulators/kit/fields'
import { empty, json, type Reply } from '#test/simulators/kit/reply'
import type { PathParameters, Route } from '#test/simulators/kit/router'
import { Refusal } from './refusal.ts'
import type { NpmState, NpmToken, NpmUser } from './state.ts'

interface Asked {
  readonly state: NpmState
  readonly user: NpmUser
  /** The token that calls; null for a session. */
  readonly token: NpmToken | null
  readonly call: Call
  readonly parameters: PathParameters
}

const day = 86_400_000
const mostOnPage = 100

/** The calls about tokens of npm/api-documentation, its description of the registry’s calls (token.yaml). */
export const routes: readonly Route<(asked: Asked) => Reply>[] = [
  { method: 'GET', pattern: '/-/whoami', handler: ({ user }) => json(200, { username: user.login }) },
  { method: 'GET', pattern: '/-/npm/v1/tokens', handler: listTokens },
  { method: 'POST', pattern: '/-/npm/v1/tokens', handler: createToken },
  { method: 'DELETE', pattern: '/-/npm/v1/tokens/token/:token', handler: deleteToken },
]

/** Pages count from 0 and have 10 unless asked; revoked tokens stay in it. */
function listTokens({ state, user, call }: Asked): Reply {
  const page = Number(call.query.get('page') ?? '0')
  const perPage = Math.min(Number(call.query.get('perPage') ?? '10'), mostOnPage)
  const mine = state.tokens.filter((token) => token.user === user)
  const end = (page + 1) * perPage
  const next = end < mine.length ? { next: `/-/npm/v1/tokens?page=${page + 1}&perPage=${perPage}` } : {}
  const objects = mine.slice(page * perPage, end).map((token) => ({
    ...view(token),
    token: `${token.value.slice(0, 8)}...${token.value.slice(-4)}`,
  }))
  return json(200, { objects, total: mine.length, urls: next })
}

function createToken({ state, user, token: caller, call }: Asked): Reply {
  const body = readBody(call)
  mayChange(caller)
  needOneTimeCode(
    user,
    call,
    'You must provide a one-time pass. Upgrade your client to npm@latest in order to use 2FA.',
  )
  if (body['password'] !== user.password) throw new Refusal(401, { error: 'Incorrect password' })
  const { name, description } = body
  if (typeof name !== 'string' || name === '') throw new Refusal(400, { error: 'Token name is required' })
  const permission = body['packages_and_scopes_permission']
  if (body['packages_all'] !== true || (permission !== 'read-only' && permission !== 'read-write')) {
    const error = 'You must have at least one package / scope or organization added to this token.'
    throw new Refusal(400, { error })
  }
  const canWrite = permission === 'read-write'
  const days = typeof body['expires'] === 'number' ? body['expires'] : canWrite ? 7 : 30
  if (canWrite && days > 90) {
    throw new Refusal(400, { error: 'Read-write tokens cannot have expiration longer than 90 days' })
  }
  const made = state.addToken(user, {
    name,
    description: typeof description === 'string' ? description : null,
    expiry: state.now() + days * day,
    canWrite,
  })
  return json(201, { ...view(made), token: made.value })
}

function deleteToken({ state, user, token: caller, call, parameters }: Asked): Reply {
  mayChange(caller)
  needOneTimeCode(user, call, 'You must provide a one-time pass.')
  const given = parameters.get('token')
  const found = state.tokens.find((token) => token.user === user && (token.key === given || token.value === given))
  if (!found || found.revoked !== null) throw new Refusal(404, { message: 'Not found' })
  found.revoked = state.now()
  return empty(204)
}

/** A token that skips the second step may not change tokens. */
function mayChange(caller: NpmToken | null): void {
  if (caller?.bypassesTwoSteps) {
    throw new Refusal(403, { error: 'Granular access tokens that bypass 2FA may not perform this action.' })
  }
}

function needOneTimeCode({ oneTimeCode }: NpmUser, call: Call, missing: string): void {
  if (oneTimeCode === null) return
  const given = call.headers['npm-otp']
  if (given === oneTimeCode) return
  const error = given === undefined ? missing : 'invalid OTP'
  throw new Refusal(401, { error }, { 'www-authenticate': 'OTP' })
}

function view(token: NpmToken): object {
  return {
    key: token.key,
    name: token.name,
    description: token.description,
    expiry: token.expiry === null ? null : iso(token.expiry),
    readonly: !token.canWrite,
    bypass_2fa: token.bypassesTwoSteps,
    cidr: null,
    revoked: token.revoked === null ? null : iso(token.revoked),
    created: iso(token.created),
    updated: null,
    accessed: token.accessed === null ? null : iso(token.accessed),
    permissions: [{ name: 'package', action: token.canWrite ? 'write' : 'read' }],
    scopes: [{ type: 'package', name: '*' }],
  }
}

const iso = (at: number): string => new Date(at).toISOString()

function readBody(call: Call): UncheckedObject {
  let value: unknown
  try {
    value = JSON.parse(call.body)
  } catch {
    throw new Refusal(400, { error: 'Invalid JSON' })
  }
  if (!isObject(value)) throw new Refusal(400, { error: 'Invalid JSON' })
  return value
}
