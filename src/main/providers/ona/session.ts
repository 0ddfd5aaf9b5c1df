import type { Identity } from '#shared/model/account'
import { mostMembers } from '#shared/model/member'
import { Failure } from '#main/ports/failure'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { providerSession } from '../kit/session.ts'
import { collected } from '../kit/walk.ts'
import { auditEvents } from './audit.ts'
import { onaCalls } from './calls.ts'
import { identified } from './identity.ts'
import { isUntold } from './made.ts'
import { personalTokens } from './personal.ts'
import { record } from './record.ts'
import { serviceAccountTokens } from './service-accounts.ts'

const day = 86_400_000

export function onaSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = onaCalls(ports, origin, credential)
  const personal = personalTokens(ports, origin, calls)
  const ofService = serviceAccountTokens(ports, origin, credential, calls)
  const room = ({ kind }: PartScope) => {
    if (kind === 'personal') return personal
    if (kind === 'service-account') return ofService
    throw new Failure('not-supported')
  }
  return providerSession({
    identify: (signal) => identified(calls, ports.clock.now(), signal),

    parts(identity) {
      const services = (identity.owners ?? []).map((owner) => ({ owner, kind: 'service-account' }))
      if (identity.kind !== 'person') return services
      return [{ owner: { kind: 'me', id: identity.id, name: identity.name }, kind: 'personal' }, ...services]
    },

    async *list(part, signal) {
      yield* room(part).list(part.owner, signal)
    },

    async formOptions({ owner, kind }, signal) {
      const end = kind === 'service-account' ? await ofService.end(owner, signal) : null
      const maxDays = end === null ? null : Math.max(0, Math.floor((end - ports.clock.now()) / day))
      return { roles: [], maxDays, scopes: [] }
    },

    create: async (part, draft, signal) => await room(part).create(part.owner, draft, signal),

    async revoke(part, { issuerId }, signal) {
      // It is in the list under an id that is not known here.
      if (isUntold(issuerId)) throw new Failure('not-found', { provider: record.name })
      return await room(part).revoke(part.owner, issuerId, signal)
    },

    memberLists: organizationsOf,

    members: ({ id }, signal) => collected('', mostMembers, (cursor) => calls.members(id, cursor, signal)),

    auditLogs: (identity) => (identity.kind === 'person' ? organizationsOf(identity) : []),

    events: (query, signal) => auditEvents(calls, query, signal),

    /** Ona tells who calls with a secret, never by which token. */
    async probe({ owner, kind }, _token, _identity, secret, signal) {
      try {
        const { id, principal } = await onaCalls(ports, origin, secret).whoCalls(signal)
        const expected = kind === 'personal' ? 'PRINCIPAL_USER' : 'PRINCIPAL_SERVICE_ACCOUNT'
        return { kind: id === owner.id && principal === expected ? 'works' : 'another' }
      } catch (error) {
        if (error instanceof Failure && error.error.kind === 'wrong-token') return { kind: 'refused' }
        throw error
      }
    },
  })
}

function organizationsOf({ organizations }: Identity) {
  return organizations.map(({ id, name }) => ({ kind: 'organization', id, name }) as const)
}
