import type { PartScope } from '#main/ports/provider'
import { Failure } from '#main/ports/failure'
import type { HttpResponse } from '#main/ports/http'
import type { Owner } from '#shared/model/owner'
import type { Secret } from '#main/ports/secret'
import { bearer } from '../kit/auth.ts'
import { json, nothing, type BodyReader } from '../kit/body.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import type { NumberedPage } from '../kit/numbered.ts'
import type { Fetched } from '../kit/walk.ts'
import type { Member } from '#shared/model/member'
import { path, query } from '../kit/path.ts'
import { untilReset } from '../kit/problem.ts'
import { groupsSchema, listSchema, madeSchema, projectsSchema, toldSchema, userSchema, type Told } from './map.ts'
import { membersSchema } from './member-map.ts'
import { gitlabProblem } from './problem.ts'
import { record } from './record.ts'

/** The most that GitLab gives. */
export const pageSize = 100
const perPage = String(pageSize)

const api = '/api/v4'
const personal = `${api}/personal_access_tokens`
/** Who may manage tokens: a group's are its owners' business, a project's are its maintainers' too. */
const ownerLevel = '50'
const maintainerLevel = '40'

/** The calls of one credential. */
export type GitlabCalls = ReturnType<typeof gitlabCalls>

/** A page of groups or projects, and whether it was the last. */
export interface Owners {
  readonly owners: readonly Owner[]
  readonly isLast: boolean
}

/** The calls on GitLab's REST API that Keyrack makes, each with its answer read. All throw `Failure`. */
export function gitlabCalls(ports: ClientPorts, origin: string, credential: Secret) {
  const client = createClient(ports, {
    provider: record.name,
    origin,
    credential,
    auth: bearer,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    problem: gitlabProblem,
    waits: (answer, now) => untilReset(answer, 'ratelimit-reset', now),
  })
  const owners = (schema: typeof groupsSchema): BodyReader<Owners> => {
    return (body, answer) => {
      const found = json(schema)(body)
      return { owners: found, isLast: isLastPage(answer, found.length) }
    }
  }
  return {
    /** The token that calls. Every scope may ask; instances before 15.5 do not know the call. */
    self: (signal: AbortSignal) =>
      client.read({ method: 'GET', url: `${personal}/self`, answer: json(toldSchema) }, signal),

    user: (signal: AbortSignal) => client.read({ method: 'GET', url: `${api}/user`, answer: json(userSchema) }, signal),

    groups: (page: number, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url: `${api}/groups` + query({ min_access_level: ownerLevel, per_page: perPage, page: String(page) }),
          answer: owners(groupsSchema),
        },
        signal,
      ),

    projects: (page: number, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url:
            `${api}/projects` +
            query({
              min_access_level: maintainerLevel,
              archived: 'false',
              simple: 'true',
              order_by: 'id',
              sort: 'asc',
              per_page: perPage,
              page: String(page),
            }),
          answer: owners(projectsSchema),
        },
        signal,
      ),

    /** A page of those who are members of a group or project by themselves or by a group around it. Pages count from 1. */
    members: ({ kind, id }: Owner, page: string, signal: AbortSignal) => {
      const [collection, least] = kind === 'group' ? ['groups', ownerLevel] : ['projects', maintainerLevel]
      return client.read(
        {
          method: 'GET',
          url:
            api + path`/${collection}/${id}/members/all` + query({ per_page: perPage, page: page === '' ? '1' : page }),
          answer: (body, answer): Fetched<Member> => {
            const things = json(membersSchema(Number(least)))(body)
            return { things, next: isLastPage(answer, things.length) ? undefined : String(Number(page || '1') + 1) }
          },
        },
        signal,
      )
    },

    /** A page of tokens that are not revoked, expired ones too. Pages count from 1. */
    list: (part: PartScope, page: number, signal: AbortSignal) =>
      client.read(
        {
          method: 'GET',
          url:
            collectionOf(part) +
            query({
              // An administrator would be given everybody's.
              user_id: part.kind === 'personal' ? part.owner.id : undefined,
              revoked: 'false',
              per_page: perPage,
              page: String(page),
            }),
          answer: pageOf(part),
        },
        signal,
      ),

    token: (part: PartScope, id: string, signal: AbortSignal) =>
      client.read({ method: 'GET', url: collectionOf(part) + path`/${id}`, answer: json(toldSchema) }, signal),

    /** For projects and groups; of a personal token GitLab has no such call that is of use. */
    create: (part: PartScope, body: object, signal: AbortSignal) =>
      client.change({ method: 'POST', url: collectionOf(part), body, answer: json(madeSchema) }, signal),

    /** `id` may be `self`. */
    rotate: (part: PartScope, id: string, body: object, signal: AbortSignal) =>
      client.change(
        { method: 'POST', url: collectionOf(part) + path`/${id}/rotate`, body, answer: json(madeSchema) },
        signal,
      ),

    remove: (part: PartScope, id: string, signal: AbortSignal) =>
      client.change({ method: 'DELETE', url: collectionOf(part) + path`/${id}`, answer: nothing }, signal),

    /** Revokes the token that calls, whatever its scopes and its kind. */
    removeSelf: (signal: AbortSignal) =>
      client.change({ method: 'DELETE', url: `${personal}/self`, answer: nothing }, signal),
  }
}

/** Instances that do not know the filters give revoked ones, and other people's, all the same. */
function pageOf({ owner, kind }: PartScope): BodyReader<NumberedPage> {
  const isOwn = ({ userId }: Told) => kind !== 'personal' || userId === undefined || userId === owner.id
  return (body, { headers }) => {
    const told = json(listSchema)(body)
    const total = headers['x-total'] ?? ''
    return {
      tokens: told.filter((one) => !one.isRevoked && isOwn(one)).map(({ token }) => token),
      rows: told.length,
      total: /^\d{1,9}$/.test(total) ? Number(total) : undefined,
    }
  }
}

function isLastPage({ headers }: HttpResponse, rows: number): boolean {
  const next = headers['x-next-page']
  return next === undefined ? rows < pageSize : next.trim() === ''
}

/** The path of a part's list of tokens. */
function collectionOf({ owner, kind }: PartScope): string {
  switch (kind) {
    case 'personal':
      return personal
    case 'project':
      return api + path`/projects/${owner.id}/access_tokens`
    case 'group':
      return api + path`/groups/${owner.id}/access_tokens`
    default:
      throw new Failure('not-supported')
  }
}
