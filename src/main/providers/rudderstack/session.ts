import type { Identity } from '#shared/model/account'
import type { AuditEvent } from '#shared/model/audit-event'
import type { Owner } from '#shared/model/owner'
import { Failure } from '#main/ports/failure'
import type { EventQuery, PartScope, ProviderSession } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { eventPages } from '../kit/events.ts'
import { providerSession } from '../kit/session.ts'
import { callerOf, callerUnlessRefused, type Caller } from './caller.ts'
import { eventsFrom, rudderStackCalls, type RudderStackCalls } from './calls.ts'

/** The id of an organization that nothing names. */
export const unnamed = 'organization'

export function rudderStackSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = rudderStackCalls(ports, origin, credential)

  /** Whose a pasted secret is; undefined when it is refused. */
  const whose = async ({ owner }: PartScope, secret: Secret, signal: AbortSignal) => {
    const caller = await callerUnlessRefused(rudderStackCalls(ports, origin, secret), signal)
    return caller && (isOf(caller, owner) ? 'works' : 'another')
  }

  return providerSession({
    identify: async (signal) => toIdentity(await callerOf(calls, signal)),

    parts: partsOf,

    auditLogs: ({ kind, organizations }) =>
      kind === 'organization' ? organizations.map(({ id, name }): Owner => ({ kind: 'organization', id, name })) : [],

    events: (query, signal) => events(calls, query, signal),

    /** Of a token RudderStack tells the workspace or the organization, never its kind, its name or its dates. */
    async inspect(part, _identity, secret, signal) {
      const found = await whose(part, secret, signal)
      if (found === 'works') return { kind: 'accepted', proof: 'works', token: {} }
      return { kind: found ?? 'refused' }
    },

    async probe(part, _token, _identity, secret, signal) {
      return { kind: (await whose(part, secret, signal)) ?? 'refused' }
    },
  })
}

/**
 * Of a workspace's caller nothing but the workspace is known, so that stands for the person too: personal tokens are
 * for one workspace (https://www.rudderstack.com/docs/access-management/personal-access-tokens/).
 */
function toIdentity(caller: Caller): Identity {
  if (caller.kind === 'workspace') {
    const name = caller.name || caller.id
    return {
      id: caller.id,
      login: name,
      name,
      kind: 'person',
      organizations: [],
      teams: [],
      owners: [workspace(caller)],
    }
  }
  const id = caller.id ?? unnamed
  const name = caller.id ?? 'The organization'
  const provisional = caller.id === undefined ? ({ provisional: true } as const) : {}
  return { id, ...provisional, login: id, name, kind: 'organization', organizations: [{ id, name }], teams: [] }
}

function workspace({ id, name }: { readonly id: string; readonly name: string }): Owner {
  return { kind: 'project', id, name: name || id }
}

/** Nothing of them is listed: they are where tokens are kept whose secrets are stored. */
function partsOf({ id, name, kind, organizations }: Identity): PartScope[] {
  if (kind === 'organization') {
    return organizations.map((one) => ({
      owner: { kind: 'organization', id: one.id, name: one.name },
      kind: 'organization',
    }))
  }
  return [
    { owner: { kind: 'me', id, name }, kind: 'personal' },
    { owner: workspace({ id, name }), kind: 'workspace' },
  ]
}

/** @throws Failure missing-permission where it is good, and its organization cannot be told. */
function isOf(caller: Caller, owner: Owner): boolean {
  if (caller.kind === 'workspace') return owner.kind !== 'organization' && caller.id === owner.id
  if (owner.kind !== 'organization') return false
  if (caller.id === undefined || owner.id === unnamed)
    throw new Failure('missing-permission', { provider: 'RudderStack' })
  return caller.id === owner.id
}

/**
 * The API has no upper end, and its order is not published: where a page is in the order of time and ends beyond the
 * range, so are all after it.
 */
function events(calls: RudderStackCalls, query: EventQuery, signal: AbortSignal): AsyncIterable<readonly AuditEvent[]> {
  return eventPages<string>(query, eventsFrom(query.from), async (page) => {
    const { events: found, next } = await calls.events(page, signal)
    const first = found[0]
    const last = found.at(-1)
    const isBeyond = first !== undefined && last !== undefined && first.at < last.at && last.at >= query.to
    return { events: found, next: isBeyond ? undefined : next }
  })
}
