import { z } from 'zod'
import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { connectCaller, connectHeaders, connectProblem } from '../kit/connect.ts'
import { eventsSchema } from './event-map.ts'
import { issuedTokenSchema, listSchema, madeSchema, teamsSchema, userSchema } from './map.ts'
import { record } from './record.ts'

/** The service takes at most 100, and falls back to 25 when asked for more. */
export const pageSize = 100

/** Two limits of the service's disagree, 400 and 250: the smaller one holds. */
export const eventPageSize = 250

/** A stretch of an organization's audit log; times are RFC 3339. */
export interface EventStretch {
  readonly organizationId: string
  readonly from: string
  readonly to: string
}

/** The calls of one credential. */
export type GitpodCalls = ReturnType<typeof gitpodCalls>

const tokens = 'gitpod.experimental.v1.TokensService'
const updatedSchema = z.object({ token: issuedTokenSchema }).transform(({ token }) => token)

/** What a change of a token says: only the fields in `updateMask` are looked at. */
export interface TokenUpdate {
  readonly token: { readonly id: string; readonly name?: string; readonly scopes?: readonly string[] }
  readonly updateMask: string
}

/** The calls on Gitpod Classic's public API that Keyrack makes, each with its answer read. All throw `Failure`. */
export function gitpodCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const connect = connectCaller(
    createClient(ports, {
      provider: record.name,
      origin,
      credential,
      auth: bearer,
      headers: connectHeaders,
      problem: connectProblem,
    }),
  )
  return {
    user: (signal: AbortSignal) =>
      connect.read('gitpod.experimental.v1.UserService/GetAuthenticatedUser', {}, userSchema, signal),

    teams: (signal: AbortSignal) =>
      connect.read('gitpod.experimental.v1.TeamsService/ListTeams', {}, teamsSchema, signal),

    /** Pages count from 1. */
    list: (page: number, signal: AbortSignal) =>
      connect.read(`${tokens}/ListPersonalAccessTokens`, { pagination: { pageSize, page } }, listSchema, signal),

    create: (
      token: { readonly name: string; readonly expirationTime: string; readonly scopes: readonly string[] },
      signal: AbortSignal,
    ) => connect.change(`${tokens}/CreatePersonalAccessToken`, { token }, madeSchema, signal),

    regenerate: (id: string, expirationTime: string, signal: AbortSignal) =>
      connect.change(`${tokens}/RegeneratePersonalAccessToken`, { id, expirationTime }, madeSchema, signal),

    update: (update: TokenUpdate, signal: AbortSignal) =>
      connect.change(`${tokens}/UpdatePersonalAccessToken`, update, updatedSchema, signal),

    /** A page of an organization's audit log, newest first. Pages count from 0 here. */
    events: (stretch: EventStretch, page: number, signal: AbortSignal) =>
      connect.read(
        'gitpod.v1.AuditLogService/ListAuditLogs',
        { ...stretch, pagination: { pageSize: eventPageSize, page } },
        eventsSchema,
        signal,
      ),

    remove: (id: string, signal: AbortSignal) =>
      connect.change(`${tokens}/DeletePersonalAccessToken`, { id }, z.unknown(), signal),
  }
}
