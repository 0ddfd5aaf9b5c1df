import type { ExportFormat } from '#shared/model/provider'
import type { Secret } from '#main/ports/secret'
import { scheme } from '../kit/auth.ts'
import { json, nothing } from '../kit/body.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { download } from '../kit/download.ts'
import { path, query } from '../kit/path.ts'
import { eventsSchema, type Seconds } from './event-map.ts'
import { membersSchema, teamMembersSchema } from './member-map.ts'
import { listSchema, madeSchema, policySchema, rolesSchema, teamsSchema, userSchema } from './map.ts'
import { pulumiProblem } from './problem.ts'
import { record } from './record.ts'

const pageSize = '1000'

/** The calls of one credential. */
export type PulumiCalls = ReturnType<typeof pulumiCalls>

/**
 * The calls on Pulumi Cloud's REST API that Keyrack makes, each with its answer read. All throw `Failure`. `collection`
 * is the path of a list of tokens: a person's, an organization's or a team's.
 */
export function pulumiCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const client = createClient(ports, {
    provider: record.name,
    origin,
    credential,
    // The literal word: Pulumi Cloud refuses `Bearer`.
    auth: scheme('token'),
    headers: { accept: 'application/vnd.pulumi+8', 'content-type': 'application/json' },
    problem: pulumiProblem,
  })
  return {
    user: (signal: AbortSignal) => client.read({ method: 'GET', url: '/api/user', answer: json(userSchema) }, signal),

    teams: (organization: string, signal: AbortSignal) =>
      client.read({ method: 'GET', url: path`/api/orgs/${organization}/teams`, answer: json(teamsSchema) }, signal),

    /** A page of an organization's members. `continuation` is empty for the first. */
    members: (organization: string, continuation: string, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url:
            path`/api/orgs/${organization}/members` +
            // Those that Pulumi Cloud itself knows; the other kind is what an identity provider lists.
            query({ type: 'backend', continuationToken: continuation ? continuation : undefined }),
          answer: json(membersSchema),
        },
        signal,
      ),

    teamMembers: (organization: string, team: string, signal: AbortSignal) =>
      client.read(
        { method: 'GET', url: path`/api/orgs/${organization}/teams/${team}`, answer: json(teamMembersSchema) },
        signal,
      ),

    roles: (organization: string, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url: path`/api/orgs/${organization}/roles` + query({ uxPurpose: 'role' }),
          answer: json(rolesSchema),
        },
        signal,
      ),

    /** The longest life of a token in days, or null. */
    policy: (organization: string, signal: AbortSignal) =>
      client.read({ method: 'GET', url: path`/api/orgs/${organization}/metadata`, answer: json(policySchema) }, signal),

    /** A page of tokens, expired ones too. `continuation` is empty for the first. */
    list: (collection: string, continuation: string, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url:
            collection +
            query({ filter: 'all', maxResults: pageSize, continuationToken: continuation ? continuation : undefined }),
          answer: json(listSchema),
        },
        signal,
      ),

    create: (collection: string, body: object, signal: AbortSignal) =>
      client.change({ method: 'POST', url: collection, body, answer: json(madeSchema) }, signal),

    /** A page of an organization's audit log, newest first. `continuation` is empty for the first. */
    events: (organization: string, seconds: Seconds, continuation: string, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url:
            path`/api/orgs/${organization}/auditlogs/v2` +
            query({ ...seconds, continuationToken: continuation ? continuation : undefined }),
          answer: json(eventsSchema),
        },
        signal,
      ),

    /** The log as a file; it always comes compressed. */
    exportEvents: (organization: string, seconds: Seconds, format: ExportFormat, signal: AbortSignal) =>
      download(client, path`/api/orgs/${organization}/auditlogs/v2/export` + query({ ...seconds, format }), signal),

    remove: (collection: string, tokenId: string, signal: AbortSignal) =>
      client.change({ method: 'DELETE', url: collection + path`/${tokenId}`, answer: nothing }, signal),
  }
}
