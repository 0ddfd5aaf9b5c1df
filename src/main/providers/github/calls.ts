import type { Secret } from '#main/ports/secret'
import { anonymous, bearer, type Auth } from '../kit/auth.ts'
import { json, nothing } from '../kit/body.ts'
import { createClient, type Client, type ClientPorts } from '../kit/client.ts'
import { path, query } from '../kit/path.ts'
import { untilReset } from '../kit/problem.ts'
import { grantsSchema, installationsSchema, repositoriesSchema, toldReader } from './map.ts'
import { isEnterpriseServer } from './origins.ts'
import { githubProblem } from './problem.ts'
import { record } from './record.ts'

/** The most that GitHub gives. */
export const pageSize = 100
const perPage = String(pageSize)

const headers = {
  accept: 'application/vnd.github+json',
  'content-type': 'application/json',
  'x-github-api-version': '2022-11-28',
  // GitHub refuses calls without one.
  'user-agent': 'Keyrack',
} as const

/** The calls of one credential. */
export type GithubCalls = ReturnType<typeof githubCalls>

function clientOf(
  ports: ClientPorts,
  origin: string,
  by: { credential: Secret; auth: Auth; secrets?: readonly Secret[] },
): Client {
  return createClient(ports, {
    provider: record.name,
    origin,
    headers,
    problem: githubProblem,
    waits: (answer, now) => untilReset(answer, 'x-ratelimit-reset', now),
    ...by,
  })
}

/** The calls on GitHub's REST API that Keyrack makes, each with its answer read. All throw `Failure`. */
export function githubCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const client = clientOf(ports, origin, { credential, auth: bearer })
  const root = isEnterpriseServer(origin) ? '/api/v3' : ''
  const grants = (organization: string): string => root + path`/orgs/${organization}/personal-access-tokens`
  return {
    /** Whose token calls, and what it may do. */
    user: (signal: AbortSignal) => client.read({ method: 'GET', url: `${root}/user`, answer: toldReader }, signal),

    /** The account of an installation's token; undefined where it reaches no repository that would tell. */
    installedIn: (signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url: `${root}/installation/repositories` + query({ per_page: '1' }),
          answer: json(repositoriesSchema),
        },
        signal,
      ),

    /** Pages count from 1. */
    installations: (page: number, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url: `${root}/user/installations` + query({ per_page: perPage, page: String(page) }),
          answer: json(installationsSchema),
        },
        signal,
      ),

    /** A page of the personal tokens that were let into an organization, the first ones first. */
    grants: (organization: string, page: number, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url: grants(organization) + query({ direction: 'asc', per_page: perPage, page: String(page) }),
          answer: (body, answer) => {
            const tokens = json(grantsSchema)(body)
            const { link } = answer.headers
            return { tokens, isLast: link === undefined ? tokens.length < pageSize : !/rel="?next\b/.test(link) }
          },
        },
        signal,
      ),

    /** Ends the access of one token to the organization. */
    revokeGrant: (organization: string, id: string, signal: AbortSignal) =>
      client.change(
        { method: 'POST', url: grants(organization) + path`/${id}`, body: { action: 'revoke' }, answer: nothing },
        signal,
      ),
  }
}

/** Ends tokens by their values, whoever has them. GitHub refuses the call when it is signed. */
export async function revokeByValue(
  ports: ClientPorts,
  origin: string,
  secrets: readonly Secret[],
  signal: AbortSignal,
): Promise<void> {
  const [credential] = secrets
  if (credential === undefined) return
  const client = clientOf(ports, origin, { credential, auth: anonymous, secrets })
  const credentials = secrets.map((secret) => secret.use((value) => value))
  const body = { credentials }
  await client.change({ method: 'POST', url: '/credentials/revoke', body, answer: nothing }, signal)
}
