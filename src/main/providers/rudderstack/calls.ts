import type { Instant } from '#shared/model/time'
import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { json } from '../kit/body.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import type { FetchedEvents } from '../kit/events.ts'
import { query } from '../kit/path.ts'
import { boundText } from '../kit/times.ts'
import { eventsSchema, organizationSchema, workspaceSchema } from './map.ts'
import { rudderStackProblem } from './problem.ts'

/** The calls of RudderStack that tell of a token; it has none that manages one. Each throws `Failure`. */
export interface RudderStackCalls {
  /** The workspace that a personal token or one of a workspace is for. */
  workspace(signal: AbortSignal): Promise<{ readonly id: string; readonly name: string }>
  /** The organization of an organization's token; undefined while nothing is in its audit log. */
  organization(signal: AbortSignal): Promise<string | undefined>
  /** A page of the audit log; `page` is what the one before said of the next. */
  events(page: string, signal: AbortSignal): Promise<FetchedEvents<string>>
}

/** The client for one region and one token. */
export function rudderStackCalls(ports: ClientPorts, origin: string, credential: Secret): RudderStackCalls {
  const client = createClient(ports, {
    provider: 'RudderStack',
    origin,
    credential,
    auth: bearer,
    headers: { accept: 'application/json' },
    problem: rudderStackProblem,
  })
  return {
    workspace: (signal) => client.read({ method: 'GET', url: '/v2/workspace', answer: json(workspaceSchema) }, signal),
    organization: (signal) =>
      client.read({ method: 'GET', url: '/v2/audit-logs?per_page=1', answer: json(organizationSchema) }, signal),
    events: (page, signal) => client.read({ method: 'GET', url: page, answer: json(eventsSchema) }, signal),
  }
}

/** The first page of everything after an instant; whether that itself is meant is not published. */
export function eventsFrom(from: Instant): string {
  return `/v2/audit-logs${query({ per_page: '100', created_after: boundText(from - 1) })}`
}
