import type { Call } from '#test/simulators/kit/call'
import type { AuditEvent } from './audit-log.ts'
import { badRequest, notFound } from './errors.ts'
import type { PulumiOrganization } from './model.ts'
import type { PulumiState } from './state.ts'

/** `v1` takes `startTime` for the upper bound, `v2` for the lower one; both take `endTime` for the upper. */
export type AuditVersion = 'v1' | 'v2'

/**
 * The events a request asks for, the newest first. Only the parameters of the API's description count: `eventFilter` and
 * `userFilter`, not the `eventType` and `user` that Pulumi's command line has sent.
 *
 * @throws Refusal 400 for a time that is no whole number of seconds, for bounds the wrong way round, and in v1 without
 *   `startTime` and `continuationToken`; 404 for a user that the organization does not have.
 */
export function eventsFor(
  state: PulumiState,
  organization: PulumiOrganization,
  { query }: Call,
  version: AuditVersion,
): AuditEvent[] {
  const startTime = readTime(query, 'startTime')
  const endTime = readTime(query, 'endTime')
  if (version === 'v1' && startTime === undefined && !query.get('continuationToken')) {
    throw badRequest('startTime or continuationToken is required')
  }
  const lowest = version === 'v1' ? -Infinity : (startTime ?? -Infinity)
  const highest = version === 'v1' ? Math.min(startTime ?? Infinity, endTime ?? Infinity) : (endTime ?? Infinity)
  if (lowest > highest) throw badRequest('startTime must not be after endTime')
  const event = query.get('eventFilter')
  const login = query.get('userFilter')
  if (login && !state.users.has(login)) throw notFound('User', login)
  return state.audit
    .of(organization)
    .filter(({ timestamp }) => timestamp >= lowest && timestamp <= highest)
    .filter((found) => (!event || found.event === event) && (!login || found.user.login === login))
}

/** One of the formats. @throws Refusal 400 if it is none of them. */
export function readFormat<Format extends string>(
  query: URLSearchParams,
  formats: readonly [Format, ...Format[]],
): Format {
  const given = query.get('format') || formats[0]
  const format = formats.find((known) => known === given)
  if (!format) throw badRequest(`invalid format '${given}'`)
  return format
}

function readTime(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name)
  if (given === null || given === '') return undefined
  if (!/^\d{1,15}$/.test(given)) throw badRequest(`invalid ${name}`)
  return Number(given)
}
