import { z } from 'zod'
import type { Instant } from '#shared/model/time'
import type { HttpResponse } from '#main/ports/http'
import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { connectCaller, connectHeaders, type ConnectCaller } from '../kit/connect.ts'
import type { Problem } from '../kit/problem.ts'
import { boundText } from '../kit/times.ts'
import { membersSchema } from './member-map.ts'
import {
  auditSchema,
  callerSchema,
  madeSchema,
  membershipsSchema,
  oneServiceAccountSchema,
  personalTokensSchema,
  serviceAccountsSchema,
  serviceAccountTokensSchema,
  tokenSubjects,
  userSchema,
  valueSchema,
} from './map.ts'
import { asServiceProblem, onaProblem } from './problem.ts'
import { record } from './record.ts'

const users = 'api/gitpod.v1.UserService'
const services = 'api/gitpod.v1.ServiceAccountService'

/** The most that a page may have. `cursor` is empty for the first. */
function page(cursor: string): object {
  return { pagination: { pageSize: 100, ...(cursor === '' ? {} : { token: cursor }) } }
}

function caller(
  ports: ClientPorts,
  origin: string,
  credential: Secret,
  problem: (answer: HttpResponse) => Problem,
  secrets: readonly Secret[] = [],
): ConnectCaller {
  const settings = {
    provider: record.name,
    origin,
    credential,
    auth: bearer,
    secrets,
    headers: connectHeaders,
    problem,
  }
  return connectCaller(createClient(ports, settings))
}

/** The calls of one credential. */
export type OnaCalls = ReturnType<typeof onaCalls>

/** The calls on Ona's Connect API that Keyrack makes, each with its answer read. All throw `Failure`. */
export function onaCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const connect = caller(ports, origin, credential, onaProblem)
  return {
    whoCalls: (signal: AbortSignal) =>
      connect.read('api/gitpod.v1.IdentityService/GetAuthenticatedIdentity', {}, callerSchema, signal),

    user: (signal: AbortSignal) => connect.read(`${users}/GetAuthenticatedUser`, {}, userSchema, signal),

    memberships: (signal: AbortSignal) =>
      connect.read('api/gitpod.v1.AccountService/GetAccount', {}, membershipsSchema, signal),

    members: (organizationId: string, cursor: string, signal: AbortSignal) =>
      connect.read(
        'api/gitpod.v1.OrganizationService/ListMembers',
        { organizationId, ...page(cursor) },
        membersSchema,
        signal,
      ),

    serviceAccounts: (cursor: string, signal: AbortSignal) =>
      connect.read(`${services}/ListServiceAccounts`, page(cursor), serviceAccountsSchema, signal),

    serviceAccount: (serviceAccountId: string, signal: AbortSignal) =>
      connect.read(`${services}/GetServiceAccount`, { serviceAccountId }, oneServiceAccountSchema, signal),

    /**
     * A bearer that acts as a service account for half an hour. It may be asked for again: what it leaves is a line in the
     * audit log.
     */
    actAs: (serviceAccountId: string, signal: AbortSignal) =>
      connect.read(`${services}/CreateServiceAccountAccessToken`, { serviceAccountId }, valueSchema, signal),

    /** Without the filter an administrator may get the tokens of everybody. */
    personalTokens: (userId: string, cursor: string, signal: AbortSignal) =>
      connect.read(
        `${users}/ListPersonalAccessTokens`,
        { filter: { userIds: [userId] }, ...page(cursor) },
        personalTokensSchema,
        signal,
      ),

    createPersonalToken: (
      token: {
        readonly userId: string
        readonly description: string
        readonly validFor: string
        readonly readOnly: boolean
      },
      signal: AbortSignal,
    ) => connect.change(`${users}/CreatePersonalAccessToken`, token, valueSchema, signal),

    deletePersonalToken: (personalAccessTokenId: string, signal: AbortSignal) =>
      connect.change(`${users}/DeletePersonalAccessToken`, { personalAccessTokenId }, z.unknown(), signal),

    /** What was done with tokens and service accounts, the newest first. */
    audit: (from: Instant, to: Instant, cursor: string, signal: AbortSignal) =>
      connect.read(
        'api/gitpod.v1.EventService/ListAuditLogs',
        {
          filter: {
            subjectTypes: [...tokenSubjects, 'RESOURCE_TYPE_SERVICE_ACCOUNT'],
            from: boundText(from),
            to: boundText(to),
          },
          ...page(cursor),
        },
        auditSchema,
        signal,
      ),
  }
}

/**
 * The calls on a service account's tokens. They name no account: it is the one that `acting`, a bearer from `actAs`, acts
 * as. No failure repeats the account's own `credential` either.
 */
export function serviceCalls(ports: ClientPorts, origin: string, acting: Secret, credential: Secret) {
  const connect = caller(ports, origin, acting, asServiceProblem, [credential])
  return {
    tokens: (cursor: string, signal: AbortSignal) =>
      connect.read(`${services}/ListServiceAccountTokens`, page(cursor), serviceAccountTokensSchema, signal),

    create: (token: { readonly description: string; readonly validFor: string }, signal: AbortSignal) =>
      connect.change(`${services}/CreateServiceAccountToken`, token, madeSchema, signal),

    remove: (serviceAccountTokenId: string, signal: AbortSignal) =>
      connect.change(`${services}/DeleteServiceAccountToken`, { serviceAccountTokenId }, z.unknown(), signal),
  }
}
