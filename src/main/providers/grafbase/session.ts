import type { Draft } from '#shared/model/operation'
import type { ScopeChoice } from '#shared/model/provider'
import { Failure } from '#main/ports/failure'
import type { PartScope, ProbeResult, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages, type Fetched } from '../kit/paging.ts'
import { providerSession } from '../kit/session.ts'
import { grafbaseCalls, type GrafbaseCalls, type NewToken } from './calls.ts'
import { toOrganization } from './map.ts'
import { allGraphs, record } from './record.ts'
import { refusalOf } from './refusal.ts'

/** So many graphs are enough to choose from. */
const mostGraphs = 1900

export function grafbaseSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = grafbaseCalls(ports, origin, credential)
  const listing = (part: PartScope, signal: AbortSignal) =>
    pages<string>('', (after) => pageOf(calls, part, after, signal))
  return providerSession({
    async identify(signal) {
      const viewer = await calls.viewer(signal)
      if (viewer === null) throw await whyNobody(calls, signal)
      const email = viewer.email ?? ''
      const hasEmail = email !== '' && email.length <= 320
      return {
        id: viewer.id,
        login: hasEmail ? email.slice(0, 300) : viewer.name || viewer.id,
        name: viewer.name || viewer.id,
        ...(hasEmail ? { email } : {}),
        kind: 'person',
        organizations: (viewer.organizationMemberships ?? []).slice(0, 1000).map(toOrganization),
        teams: [],
      }
    },

    parts: ({ id, name, organizations }) => [
      { owner: { kind: 'me', id, name }, kind: 'personal' },
      ...organizations.map((organization): PartScope => {
        return { owner: { kind: 'organization', id: organization.id, name: organization.name }, kind: 'organization' }
      }),
    ],

    list: listing,

    async formOptions({ owner, kind }, signal) {
      const scopes = kind === 'organization' ? await graphsOf(calls, owner.id, signal) : []
      return { roles: [], maxDays: null, scopes }
    },

    async create(part, draft, signal) {
      const made = await calls.create(await inputOf(calls, part, draft, signal), signal)
      if (made.__typename !== 'AccessTokenCreateSuccess') throw refusalOf(made)
      return { token: made.token, secret: new Secret(made.jwt) }
    },

    async revoke(part, { issuerId }, signal) {
      if ((await calls.remove(issuerId, signal)) === 'AccessTokenDeleteSuccess') return 'revoked'
      // What one may not delete does not exist either, says Grafbase: only the listing proves that it is gone.
      const refused = new Failure('missing-permission', { provider: record.name, code: 'TokenDoesNotExistError' })
      return goneFrom(listing(part, signal), issuerId, refused)
    },

    probe: ({ owner, kind }, _token, _identity, secret, signal) => {
      return probed(grafbaseCalls(ports, origin, secret), kind, owner.id, signal)
    },
  })
}

async function pageOf(
  calls: GrafbaseCalls,
  { owner, kind }: PartScope,
  after: string,
  signal: AbortSignal,
): Promise<Fetched<string>> {
  if (kind === 'personal') return await calls.personalTokens(after, signal)
  if (kind !== 'organization') throw new Failure('not-supported')
  const page = await calls.organizationTokens(owner.id, after, signal)
  if (page === null) throw organizationGone()
  return page
}

/** Every graph of an organization, as far as a form has room for them. */
async function graphsOf(calls: GrafbaseCalls, slug: string, signal: AbortSignal): Promise<ScopeChoice[]> {
  const found = new Map<string, ScopeChoice>()
  const visited = new Set<string>()
  let after: string | undefined = ''
  while (after !== undefined && !visited.has(after) && found.size < mostGraphs) {
    visited.add(after)
    const account = await calls.graphs(slug, after, signal)
    if (account === null) throw organizationGone()
    for (const graph of account.graphs.nodes) found.set(graph.id, graph)
    after = account.graphs.next
  }
  return [...found.values()].slice(0, mostGraphs)
}

async function inputOf(
  calls: GrafbaseCalls,
  { owner, kind }: PartScope,
  { name = '', expiry, scopes = [] }: Draft,
  signal: AbortSignal,
): Promise<NewToken> {
  const common = { name, ...(expiry.kind === 'at' ? { expiresAt: new Date(expiry.at).toISOString() } : {}) }
  if (kind === 'personal') return { ...common, kind: 'USER' }
  if (kind !== 'organization') throw new Failure('not-supported')
  const graphScopes = chosenGraphs(scopes)
  const account = await calls.graphs(owner.id, '', signal)
  if (account === null) throw organizationGone()
  return { ...common, kind: 'ACCOUNT', accountId: account.id, ...(graphScopes === null ? {} : { graphScopes }) }
}

/** Null for all graphs. No graphs at all would be all of them too, and is never meant. */
function chosenGraphs(scopes: readonly string[]): readonly string[] | null {
  const isAll = scopes.includes(allGraphs)
  if (scopes.length === 0 || (isAll && scopes.length > 1)) {
    const said = 'Choose either all graphs, or the ones that the token is for.'
    throw new Failure('invalid-input', { provider: record.name, field: 'scopes', said })
  }
  return isAll ? null : scopes
}

/**
 * Whose secret it is. An organization's names nobody, but sees its organization. What names nobody and sees nothing is
 * refused only where Grafbase says so.
 */
async function probed(calls: GrafbaseCalls, kind: string, ownerId: string, signal: AbortSignal): Promise<ProbeResult> {
  try {
    const isPersonal = kind === 'personal'
    const { personId, seesOrganization } = isPersonal
      ? { personId: (await calls.viewer(signal))?.id, seesOrganization: false }
      : await calls.caller(ownerId, signal)
    if (personId !== undefined) return { kind: isPersonal && personId === ownerId ? 'works' : 'another' }
    if (seesOrganization) return { kind: 'works' }
    throw await whyNobody(calls, signal)
  } catch (error) {
    if (error instanceof Failure && error.error.kind === 'wrong-token') return { kind: 'refused' }
    throw error
  }
}

/** Why a token stands for no person: it is wrong, or an organization's. What it may list tells them apart. */
async function whyNobody(calls: GrafbaseCalls, signal: AbortSignal): Promise<Failure> {
  await calls.personalTokens('', signal)
  return new Failure('wrong-token', { provider: record.name })
}

function organizationGone(): Failure {
  return new Failure('not-found', { provider: record.name })
}
