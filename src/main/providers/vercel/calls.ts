import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { json, nothing } from '../kit/body.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { path, query } from '../kit/path.ts'
import { listSchema, madeSchema, oneSchema, userSchema } from './map.ts'
import { vercelProblem, waitOf } from './problem.ts'
import { record } from './record.ts'

/** The calls of one credential. */
export type VercelCalls = ReturnType<typeof vercelCalls>

/** The calls on Vercel's REST API that Keyrack makes, each with its answer read. All throw `Failure`. */
export function vercelCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const client = createClient(ports, {
    provider: record.name,
    origin,
    credential,
    auth: bearer,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    problem: vercelProblem,
    waits: waitOf,
  })
  return {
    user: (signal: AbortSignal) => client.read({ method: 'GET', url: '/v2/user', answer: json(userSchema) }, signal),

    /** The token that calls. */
    current: (signal: AbortSignal) =>
      client.read({ method: 'GET', url: '/v5/user/tokens/current', answer: json(oneSchema) }, signal),

    /** A page of tokens. `until` is empty for the first. */
    list: (until: string, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          // 100 is the most that Vercel's lists have on a page (vercel.com/docs/rest-api, "Pagination").
          url: '/v6/user/tokens' + query({ limit: '100', until: until === '' ? undefined : until }),
          answer: json(listSchema),
        },
        signal,
      ),

    create: (body: { readonly name: string; readonly expiresAt?: number }, signal: AbortSignal) =>
      client.change({ method: 'POST', url: '/v3/user/tokens', body, answer: json(madeSchema) }, signal),

    remove: (id: string, signal: AbortSignal) =>
      client.change({ method: 'DELETE', url: path`/v3/user/tokens/${id}`, answer: nothing }, signal),
  }
}
