import type { Owner } from '#shared/model/owner'
import { Failure } from '#main/ports/failure'
import type { Page, PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { eventPages } from '../kit/events.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages } from '../kit/paging.ts'
import { providerSession } from '../kit/session.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import { moderneCalls, type ModerneCalls } from './calls.ts'
import { exported } from './export.ts'
import { isSameEmail, toIdentity, type Me } from './map.ts'
import { walk } from '../kit/walk.ts'

/** So many people are enough to know of. */
const mostPeople = 10_000

export function moderneSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = moderneCalls(ports, origin, credential)
  return providerSession({
    async identify(signal) {
      const me = await calls.me(signal)
      return toIdentity(me, tenantOf(origin), await othersOf(calls, me, signal))
    },

    parts: ({ id, name, owners = [] }) => [
      { owner: { kind: 'me', id, name }, kind: 'personal' },
      ...owners.map((owner): PartScope => ({ owner, kind: 'of-another' })),
    ],

    list: (part, signal) => listing(calls, part, signal),

    async formOptions({ kind }, signal) {
      // Moderne enforces the policy itself: a form that does not know it is better than none.
      const maxDays = kind === 'personal' ? await unlessRefused(strictest(calls, signal), null) : null
      return { roles: [], maxDays, scopes: [] }
    },

    async create({ kind }, { description = '', expiry }, signal) {
      if (kind !== 'personal') throw new Failure('not-supported')
      const expiresAt = expiry.kind === 'never' ? null : new Date(expiry.at).toISOString()
      const { value, token } = await calls.create({ description, expiresAt }, signal)
      return { token, secret: new Secret(value) }
    },

    async revoke(part, { issuerId }, signal) {
      if (await calls.revoke(issuerId, signal)) return 'revoked'
      // Also what an administrator is told of a token that is somebody else's: only the listing proves that it is gone.
      const refused = new Failure('missing-permission', { provider: 'Moderne', code: 'not-revoked' })
      return goneFrom(listing(calls, part, signal), issuerId, refused)
    },

    async revokeAll({ id }, signal) {
      // "Otherwise false" in the schema: some may be revoked, and nobody says which.
      if (await calls.revokeAll(id, signal)) return
      throw new Failure('answer-lost', { provider: 'Moderne', code: 'not-all-revoked' })
    },

    auditLogs: ({ organizations }) =>
      organizations
        .filter(({ role }) => role === undefined || role === 'admin')
        .map(({ id, name }): Owner => ({ kind: 'organization', id, name })),

    events: (range, signal) => eventPages<string>(range, '', (after) => calls.events(range, after, signal)),

    exportEvents: (range, format, signal) =>
      exported(calls, { clock: ports.clock, credential }, range, format === 'csv' ? 'CSV' : 'CEF', signal),

    /** Moderne tells the person behind a secret, never the token. */
    async probe({ owner }, _token, identity, secret, signal) {
      try {
        const { email } = await moderneCalls(ports, origin, secret).me(signal)
        const whose = owner.kind === 'me' ? identity.id : owner.id
        return { kind: isSameEmail(email, whose) ? 'works' : 'another' }
      } catch (error) {
        if (error instanceof Failure && error.error.kind === 'wrong-token') return { kind: 'refused' }
        throw error
      }
    },
  })
}

/** Of a tenant at moderne.io its name is known; of any other server its host. */
function tenantOf(origin: string): string {
  const { hostname } = new URL(origin)
  return /^api\.([^.]+)\.moderne\.io$/.exec(hostname)?.[1] ?? hostname
}

/** The other people whose tokens the caller may see: everybody's for an administrator, nobody's for others. */
async function othersOf(calls: ModerneCalls, { email, role }: Me, signal: AbortSignal): Promise<readonly Owner[]> {
  if (role === 'USER') return []
  return await unlessRefused(everybodyBut(calls, email, signal), [])
}

async function everybodyBut(calls: ModerneCalls, email: string, signal: AbortSignal): Promise<readonly Owner[]> {
  const others: Owner[] = []
  for await (const people of walk('', (after) => calls.people(after, signal))) {
    others.push(...people.filter(({ id }) => !isSameEmail(id, email)))
    if (others.length >= mostPeople) break
  }
  return others.slice(0, mostPeople)
}

/** What every connector allows; null when none of them sets a limit. */
async function strictest(calls: ModerneCalls, signal: AbortSignal): Promise<number | null> {
  let least: number | null = null
  for await (const policies of walk('', (after) => calls.policies(after, signal))) {
    for (const days of policies) if (days !== null) least = Math.min(least ?? days, days)
  }
  return least
}

function listing(calls: ModerneCalls, { owner, kind }: PartScope, signal: AbortSignal): AsyncIterable<Page> {
  return pages<string>('', (after) =>
    kind === 'personal' ? calls.ownTokens(after, signal) : calls.tokensOf(owner.id, after, signal),
  )
}
