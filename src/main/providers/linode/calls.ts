import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { json, nothing } from '../kit/body.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { path, query } from '../kit/path.ts'
import { eventsSchema } from './event-map.ts'
import { listSchema, madeSchema, profileSchema, rowSchema } from './map.ts'
import { linodeProblem, waitOf } from './problem.ts'
import { record } from './record.ts'

/** The most that Linode gives on a page. */
export const pageSize = 500

const tokens = '/v4/profile/tokens'
const rows = { page_size: String(pageSize) }

/** What a new token is asked to be; `expiry` is in UTC and names no zone, null for never. */
export interface NewToken {
  readonly label: string
  readonly expiry: string | null
  readonly scopes: string
}

/** The calls of one credential. */
export type LinodeCalls = ReturnType<typeof linodeCalls>

/** The calls on Linode's API that Keyrack makes, each with its answer read. All throw `Failure`. */
export function linodeCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const client = createClient(ports, {
    provider: record.name,
    origin,
    credential,
    auth: bearer,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    problem: linodeProblem,
    waits: waitOf,
  })
  return {
    /** Whoever calls. Every token may ask this, whatever its scopes. */
    profile: (signal: AbortSignal) =>
      client.read({ method: 'GET', url: '/v4/profile', answer: json(profileSchema) }, signal),

    /** Pages count from 1. */
    list: (page: number, signal: AbortSignal) =>
      client.read({ method: 'GET', url: tokens + numbered(page), answer: json(listSchema) }, signal),

    one: (id: string, signal: AbortSignal) =>
      client.read({ method: 'GET', url: tokens + path`/${id}`, answer: json(rowSchema) }, signal),

    create: (body: NewToken, signal: AbortSignal) =>
      client.change({ method: 'POST', url: tokens, body, answer: json(madeSchema) }, signal),

    rename: (id: string, label: string, signal: AbortSignal) =>
      client.change({ method: 'PUT', url: tokens + path`/${id}`, body: { label }, answer: json(rowSchema) }, signal),

    remove: (id: string, signal: AbortSignal) =>
      client.change({ method: 'DELETE', url: tokens + path`/${id}`, answer: nothing }, signal),

    /** Pages count from 1. `filter` is what Linode's header of that name takes. */
    events: (filter: object, page: number, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url: `/v4/account/events${numbered(page)}`,
          headers: { 'x-filter': JSON.stringify(filter) },
          answer: json(eventsSchema),
        },
        signal,
      ),
  }
}

function numbered(page: number): string {
  return query({ ...rows, page: String(page) })
}
