import { STATUS_CODES } from 'node:http'
import type { Call } from '#test/simulators/kit/call'
import { isObject } from '#test/simulators/kit/fields'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { json, type Reply } from '#test/simulators/kit/reply'
import { findRoute, type PathParameters, type Route } from '#test/simulators/kit/router'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { VercelState, type VercelToken } from './state.ts'

/** A running Vercel: its people and their tokens. */
export interface VercelSimulator extends RunningService {
  readonly state: VercelState
}

interface Asked {
  readonly state: VercelState
  readonly caller: VercelToken
  readonly call: Call
  readonly parameters: PathParameters
}

const usualSize = 20
const largestSize = 100

/** The calls of vercel/sdk, and what its reference says of paging: newest first, `until` what `next` was: a number that no two tokens share. */
const routes: readonly Route<(asked: Asked) => Reply>[] = [
  { method: 'GET', pattern: '/v2/user', handler: viewUser },
  { method: 'GET', pattern: '/v6/user/tokens', handler: listTokens },
  { method: 'POST', pattern: '/v3/user/tokens', handler: createToken },
  { method: 'GET', pattern: '/v5/user/tokens/:id', handler: (asked) => json(200, { token: view(find(asked)) }) },
  { method: 'DELETE', pattern: '/v3/user/tokens/:id', handler: deleteToken },
]

class Refusal extends Error {
  readonly reply: Reply

  constructor(status: number, code: string, message: string, more: object = {}) {
    super(message)
    this.reply = refused(status, code, message, more)
  }
}

function refused(status: number, code: string, message: string, more: object = {}): Reply {
  return json(status, { error: { code, message, ...more } })
}

/** Starts a Vercel with nobody in it. @throws if the port is taken. */
export async function startVercelSimulator(options: SimulatorOptions = {}): Promise<VercelSimulator> {
  const state = new VercelState(options)
  const errorReply = (status: number, message?: string): Reply =>
    refused(status, 'error', message ?? STATUS_CODES[status] ?? 'Unknown error')
  return { state, ...(await serve({ handle: (call) => handle(state, call), errorReply }, options)) }
}

function handle(state: VercelState, call: Call): Reply {
  try {
    const value = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? ''
    const caller = state.caller(value)
    if (!caller) throw new Refusal(403, 'forbidden', 'Not authorized', { invalidToken: true })
    const route = findRoute(routes, call.method, call.pathname)
    if (!route) throw new Refusal(404, 'not_found', 'The requested endpoint does not exist.')
    return route.handler({ state, caller, call, parameters: route.parameters })
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}

function viewUser({ caller: { user } }: Asked): Reply {
  const { id, username } = user
  return json(200, { user: { id, username, name: null, email: `${username}@example.com`, avatar: null } })
}

function listTokens({ state, caller, call }: Asked): Reply {
  const size = Number(call.query.get('limit') ?? usualSize)
  if (!(size >= 1 && size <= largestSize)) throw new Refusal(400, 'bad_request', 'Invalid limit')
  const until = Number(call.query.get('until') ?? Number.POSITIVE_INFINITY)
  if (Number.isNaN(until)) throw new Refusal(400, 'bad_request', 'Invalid until')
  const mine = state.tokens
    .filter((token) => token.user === caller.user && state.isActive(token) && token.place < until)
    .sort((a, b) => b.place - a.place)
  const rows = mine.slice(0, size)
  const last = rows.at(-1)
  const next = mine.length > size && last ? last.place : null
  return json(200, { tokens: rows.map(view), pagination: { count: rows.length, next, prev: null } })
}

/** A token that is limited to a team makes no tokens. */
function createToken({ state, caller, call }: Asked): Reply {
  if (caller.teamId !== null) throw new Refusal(403, 'forbidden', 'Not authorized: full account token needed')
  const body = readBody(call)
  const { name, expiresAt } = body
  if (typeof name !== 'string' || name === '') throw new Refusal(400, 'bad_request', 'Invalid request: missing `name`.')
  if (expiresAt !== undefined && (typeof expiresAt !== 'number' || expiresAt <= state.now())) {
    throw new Refusal(400, 'bad_request', 'Invalid request: `expiresAt` should be in the future.')
  }
  const made = state.addToken(caller.user, { name, expiresAt: expiresAt ?? null })
  return json(200, { token: view(made), bearerToken: made.value })
}

function deleteToken(asked: Asked): Reply {
  const token = find(asked)
  asked.state.remove(token)
  return json(200, { tokenId: token.id })
}

function find({ state, caller, parameters }: Asked): VercelToken {
  const id = parameters.get('id')
  if (id === 'current') return caller
  const found = state.tokens.find((one) => one.user === caller.user && one.id === id && state.isActive(one))
  if (!found) throw new Refusal(404, 'not_found', 'Token not found.')
  return found
}

function readBody(call: Call): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(call.body)
    if (isObject(value)) return { ...value }
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'bad_request', 'Invalid JSON')
}

/** Absent is what there is not; `activeAt` is null until it was used. */
function view({ id, name, value, createdAt, activeAt, expiresAt, teamId, leaked }: VercelToken): object {
  const scope = teamId === null ? { type: 'user' } : { type: 'team', teamId }
  return {
    id,
    name,
    type: 'token',
    prefix: value.slice(0, 4),
    suffix: value.slice(-4),
    origin: 'manual',
    scopes: [{ ...scope, origin: 'manual', createdAt }],
    createdAt,
    activeAt,
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(leaked === null ? {} : { leakedAt: leaked.at, leakedUrl: leaked.url }),
  }
}
