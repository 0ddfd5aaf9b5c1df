import pLimit from 'p-limit'
import type { Identity } from '#shared/model/account'
import type { Draft } from '#shared/model/operation'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages } from '../kit/paging.ts'
import { path } from '../kit/path.ts'
import { instantFromSeconds } from '../kit/times.ts'
import { providerSession } from '../kit/session.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import { pulumiCalls, type PulumiCalls } from './calls.ts'
import { secondsOf } from './event-map.ts'
import { auditLogsOf, eventsOf } from './events.ts'
import { toIdentity, toTeam } from './map.ts'
import { memberListsOf, membersOf } from './members.ts'
import { partsOf } from './parts.ts'
import { probed } from './probe.ts'

/** Organizations that are asked for their teams at the same time. */
const parallel = 4
/** So many teams are enough to know of. */
const mostTeams = 10_000

export function pulumiSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = pulumiCalls(ports, origin, credential)
  return providerSession({
    async identify(signal) {
      const identity = toIdentity(await calls.user(signal))
      return identity.kind === 'team' ? identity : await withTeams(calls, identity, signal)
    },

    parts: partsOf,

    list: (part, signal) => pages<string>('', (continuation) => calls.list(collectionOf(part), continuation, signal)),

    async formOptions({ owner, kind }, signal) {
      const organization = owner.kind === 'team' ? owner.organization : owner.id
      if (kind === 'personal' || organization === undefined) return { roles: [], maxDays: null, scopes: [] }
      // A role is optional and the server enforces the policy itself: a form without the two is better than none.
      const [roles, maxDays] = await Promise.all([
        kind === 'organization' ? unlessRefused(calls.roles(organization, signal), []) : [],
        unlessRefused(calls.policy(organization, signal), null),
      ])
      return { roles, maxDays, scopes: [] }
    },

    async create(part, draft, signal) {
      const expires = draft.expiry.kind === 'never' ? 0 : Math.floor(draft.expiry.at / 1000)
      const made = await calls.create(collectionOf(part), bodyOf(part, draft, expires), signal)
      const token = madeToken(part, draft, made.id, expires, ports.clock.now())
      return { token, secret: new Secret(made.tokenValue) }
    },

    async revoke(part, token, signal) {
      const collection = collectionOf(part)
      try {
        await calls.remove(collection, token.issuerId, signal)
        return 'revoked'
      } catch (error) {
        if (!(error instanceof Failure) || error.error.kind !== 'not-found') throw error
        // A hidden organization, a team that was renamed and an unknown route are 404 as well: only the listing proves
        // that it is this token that is gone.
        const listing = pages<string>('', (continuation) => calls.list(collection, continuation, signal))
        return goneFrom(listing, token.issuerId, error)
      }
    },

    memberLists: memberListsOf,

    members: (of, signal) => membersOf(calls, of, signal),

    auditLogs: auditLogsOf,

    events: (asked, signal) => eventsOf(calls, asked, signal),

    exportEvents: (asked, format, signal) => calls.exportEvents(asked.log.id, secondsOf(asked), format, signal),

    async probe(part, token, identity, secret, signal) {
      return await probed(part, token, identity, (s) => pulumiCalls(ports, origin, secret).user(s), signal)
    },
  })
}

/** The teams of every organization whose list this caller may see. */
async function withTeams(calls: PulumiCalls, identity: Identity, signal: AbortSignal): Promise<Identity> {
  const limit = pLimit(parallel)
  let known = 0
  const lists = await Promise.all(
    identity.organizations.map(({ id }) =>
      limit(async () => {
        if (known >= mostTeams) return []
        const teams = await unlessRefused(calls.teams(id, signal), [])
        known += teams.length
        return teams.map((team) => toTeam(id, team))
      }),
    ),
  )
  return { ...identity, teams: lists.flat().slice(0, mostTeams) }
}

/** The path of a part's list of tokens. */
function collectionOf({ owner, kind }: PartScope): string {
  switch (kind) {
    case 'personal':
      return '/api/user/tokens'
    case 'organization':
      return path`/api/orgs/${owner.id}/tokens`
    case 'team':
      return path`/api/orgs/${owner.organization ?? ''}/teams/${owner.id}/tokens`
    default:
      throw new Failure('not-supported')
  }
}

function bodyOf({ kind }: PartScope, draft: Draft, expires: number): object {
  const common = { description: draft.description ?? '', expires }
  if (kind === 'personal') return common
  const named = { name: draft.name ?? '', ...common }
  if (kind === 'team') return named
  return {
    ...named,
    admin: draft.admin ?? false,
    ...(draft.roleId === undefined || draft.roleId === '' ? {} : { roleID: draft.roleId }),
  }
}

/** What is known of a new token: the answer has its id and secret only, so the rest is what was asked for. */
function madeToken({ kind }: PartScope, draft: Draft, id: string, expires: number, now: number): IssuedToken {
  const description = draft.description ?? ''
  const name = kind === 'personal' ? description.slice(0, 500) : (draft.name ?? '')
  const at = instantFromSeconds(expires)
  return {
    issuerId: id,
    name: name === '' ? id : name,
    description,
    created: { kind: 'at', at: now },
    lastUsed: { kind: 'never' },
    expiry: expires === 0 ? { kind: 'never' } : at === undefined ? { kind: 'unknown' } : { kind: 'at', at },
    scopes: { kind: kind === 'organization' && draft.admin !== true ? 'unknown' : 'full' },
    ...(kind === 'organization' && draft.admin === true ? { admin: true } : {}),
  }
}
